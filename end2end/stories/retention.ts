// What stayed of last year's revenue: the figures, the bridge, and who moved most.

import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

test('the bridge leads from last year to this one, and the list behind it to an account', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const before = (name: string, minor: number) => ({
    kind: 'record_document', document: freshId(), account: ids[name]!, document_kind: 'sale', day: daysAgo(500), number: `B-${name}`,
    amount_minor: minor, currency: 'GBP',
  });
  // Acorn grew by 1,000, Birch shrank by 2,000; a firm that is lost brought 500.
  const lost = '01890000-0000-7000-8000-000000000041';
  await script.run(
    { kind: 'create_account', account: lost, name: 'Gorse Mills' },
    before('Acorn Gifts', 400_000),
    before('Birch Row', 600_000),
    { ...before('Acorn Gifts', 50_000), account: lost, number: 'B-lost' },
  );
  await signIn(page, ADA, '/concentration');
  await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Retention' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Retention' })).toBeVisible();
  const figure = (name: string) => page.getByRole('term').filter({ hasText: name }).locator('xpath=..');
  await expect(figure('Net revenue retention')).toContainText('85.7 %');
  await expect(figure('Gross revenue retention')).toContainText('76.2 %');
  await expect(figure('Accounts lost')).toContainText('33.3 %1 of 3 accounts');
  await expect(figure('New')).toContainText('£ 6,600');
  const bridge = page.getByRole('region', { name: 'From last year to this' });
  await bridge.getByText('As a table, or a file').click();
  await expect(bridge.getByRole('row', { name: 'Shrank' })).toContainText('−£ 2,000.00');
  await expect(bridge.getByRole('row', { name: 'Now' })).toContainText('£ 15,600.00');
  const movers = page.getByRole('region', { name: 'Who moved most' });
  await expect(movers.getByRole('listitem').first()).toContainText('Cedar Supply');
  const direct = await page.getByRole('main').innerText();
  await page.reload();
  await bridge.getByText('As a table, or a file').click();
  await expect.poll(() => page.getByRole('main').innerText()).toBe(direct);
  await movers.getByRole('link', { name: 'Birch Row' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Birch Row' })).toBeVisible();
});
