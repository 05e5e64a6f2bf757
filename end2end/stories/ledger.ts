// The ledger of an account: thousands of documents scroll, each opens whole.

import { expect, test } from '../fixtures/story.ts';
import { findings } from '../fixtures/axe.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';

const MANY = 1_000;

test('a long ledger scrolls to its first document, and few rows of it are in the page', async ({ page, house }) => {
  const script = await found(house);
  const rows = Array.from({ length: MANY }, (_, at) => `N${at + 1},C1,Harbour Gifts,Norway,${daysAgo(1 + Math.floor((MANY - at) / 4))},${at + 1}.00`);
  await script.import(['invoice_no,customer_id,customer_name,country,date,amount', ...rows, ''].join('\n'));
  const account = (await script.accounts())[0].id;
  await signIn(page, ADA, `/accounts/${account}`);
  const documents = page.getByRole('region', { name: 'Documents' });
  const ledger = documents.getByRole('group', { name: 'Documents' });
  await expect(documents).toContainText('50 of 1,000 documents');
  await expect(ledger.getByRole('table')).toHaveAttribute('aria-rowcount', '1000');
  const first = ledger.getByRole('row').filter({ has: page.getByRole('button', { name: 'N1', exact: true }) });
  await ledger.focus();
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(first).toHaveCount(1, { timeout: 200 });
  }).toPass();
  await expect(first).toHaveAttribute('aria-rowindex', '1000');
  await expect(documents).toContainText('1,000 documents');
  expect(await ledger.getByRole('row').count()).toBeLessThan(40);
  const heights = await ledger.locator('tbody tr[aria-rowindex]').evaluateAll(all => all.map(row => row.getBoundingClientRect().height));
  expect(new Set(heights)).toEqual(new Set([48]));
  await first.getByRole('button', { name: 'N1', exact: true }).click();
  const whole = page.getByRole('dialog', { name: 'Sale N1' });
  await expect(whole).toContainText('£ 1.00');
  await expect.poll(() => findings(page)).toEqual([]);
  await whole.getByRole('button', { name: 'Reverse' }).click();
  await expect(page.getByRole('dialog', { name: 'Reverse N1' })).toContainText('The books keep this sale of £ 1.00');
});
