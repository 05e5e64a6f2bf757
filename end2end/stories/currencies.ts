// Other currencies: what they were worth, and documents in them.

import { findings } from '../fixtures/axe.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

test('rates are entered by hand and by a list, which is refused by its lines and then taken in', async ({ page, house, watch }) => {
  watch.excuse(/422/);
  await found(house);
  await signIn(page, ADA, '/settings');
  await page.getByRole('region', { name: 'Currencies' }).getByRole('link', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Currencies' })).toBeVisible();
  await expect(page.getByText('No rates yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add a rate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a rate' });
  await dialog.getByLabel('Currency').selectOption('JPY');
  await dialog.getByLabel('GBP for 1 JPY').fill('0,0052');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('GBP for 1 JPY')).toHaveAccessibleDescription(/This is no rate/);
  await dialog.getByLabel('GBP for 1 JPY').fill('0.0052');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const rates = page.getByRole('region', { name: 'Rates' });
  await expect(rates.getByText(/0\.0052 GBP on .* · 1 day/)).toBeVisible();
  await expect(page.getByText('All saved')).toBeVisible();

  const list = page.getByRole('region', { name: 'Take a list in' });
  const take = async (text: string) => {
    await list.locator('input[type=file]').setInputFiles({ name: 'rates.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await list.getByRole('button', { name: 'Take in' }).click();
  };
  await take(`day,currency,rate\n${daysAgo(1)},USD,0.77\n${daysAgo(1)},GBP,1\n${daysAgo(2)},USD,dear\n`);
  await expect(list.getByText('Nothing was taken in').first()).toBeVisible();
  await expect(list.getByText('Line 3: The books are kept in GBP, which needs no rate.')).toBeVisible();
  await expect(list.getByText(/Line 4: “dear” is no rate/)).toBeVisible();
  await take(`day,currency,rate\n${daysAgo(1)},USD,0.77\n${daysAgo(0)},JPY,0.0051\n`);
  await expect(list.getByText('1 rate new, 1 rate changed')).toBeVisible();
  await expect(rates.getByText(/0\.77 GBP on .* · 1 day/)).toBeVisible();
  await expect(rates.getByText(/0\.0051 GBP on/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('a document in another currency is converted by the rate of its day, or by its own', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  await script.run({
    kind: 'keep',
    records: [
      {
        of: 'exchange_rate',
        record: rateId('JPY', daysAgo(1)),
        act: 'create',
        fields: [{ field: 'currency', after: 'JPY' }, { field: 'day', after: daysAgo(1) }, { field: 'rate', after: '0.0067' }],
      },
    ],
  });
  await signIn(page, ADA, `/accounts/${ids['Birch Row']}`);
  const figures = page.getByRole('region', { name: 'In figures' });
  await expect(figures).toContainText('£ 4,000.00');
  const dialog = page.getByRole('dialog', { name: 'Record a document' });
  const begin = async (number: string, amount: string, day: string) => {
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Record', exact: true }).click();
    await dialog.getByLabel('Number').fill(number);
    await dialog.getByLabel('Day').fill(day);
    await dialog.getByLabel('Currency').selectOption('JPY');
    await dialog.getByLabel('Amount in JPY').fill(amount);
  };
  await begin('Y-1', '15000', daysAgo(1));
  await expect(dialog.getByLabel('Rate')).toHaveAccessibleDescription(/1 JPY was 0\.0067 GBP on .* It comes to £\s100\.50\./);
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(figures).toContainText('£ 4,100.50');
  const documents = page.getByRole('region', { name: 'Documents' });
  await expect(documents).toContainText('£ 100.50 at 0.0067');
  // A day without a rate says so; the one that stands on the document is taken.
  await begin('Y-2', '1000', daysAgo(5));
  await expect(dialog.getByLabel('Rate')).toHaveAccessibleDescription(/There is no rate for JPY on .* Write the one that stands on the document/);
  await dialog.getByLabel('Rate').fill('0.005');
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(figures).toContainText('£ 4,105.50');
});

test('who does not keep the workspace reads the rates and enters none', async ({ page, house }) => {
  await found(house);
  await letIn(house, person('Max Manager'), 'key-account-manager');
  await signIn(page, person('Max Manager'), '/currencies');
  await expect(page.getByText('No rates yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a rate' })).toHaveCount(0);
  await page.setViewportSize({ width: 320, height: 640 });
  await visit(page, '/currencies');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

/** The id of the rate of a currency on a day follows from both. */
function rateId(code: string, day: string): string {
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
  const letters = [...code].map(letter => hex(letter.charCodeAt(0), 2)).join('');
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `00000000-00${letters.slice(0, 2)}-${letters.slice(2)}-0000-0000${hex(year, 4)}${hex(month, 2)}${hex(date, 2)}`;
}
