// A year of a real wholesaler's trade, in through the page: 22,190 invoices of 4,372 customers.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { column } from '../fixtures/board.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const FILE = join(import.meta.dirname, '../../../shared/data/online-retail/invoices.csv');

test('all of it goes in, its accounts wait beside the board, and again nothing changes', async ({ page, house }) => {
  test.skip(!existsSync(FILE), `${FILE} is missing`);
  test.setTimeout(180_000);
  const script = await found(house);
  await signIn(page, ADA, '/settings');
  const take = async () => {
    await page.getByLabel('Choose a CSV file').setInputFiles(FILE);
    await page.getByRole('button', { name: 'Import' }).click();
  };
  await take();
  await expect(page.getByText('22,190 documents taken in, 4,372 accounts made')).toBeVisible({ timeout: 120_000 });
  const outcome = page.getByRole('region', { name: 'Import', exact: true });
  await expect(outcome).toContainText('£ 8,911,407.90');
  await page.getByRole('link', { name: 'Relationship', exact: true }).click();
  await expect(column(page, 'Not placed').getByRole('heading', { level: 2 }).locator('..')).toContainText('Not placed4,372');
  await expect(column(page, 'Not placed').getByRole('listitem').first()).toHaveAttribute('aria-setsize', '4372');
  // Only what is in sight is in the document.
  expect(await page.getByRole('listitem').count()).toBeLessThan(160);

  const before = await script.get('/api/v1/accounts?limit=1');
  expect(before.total).toBe(4372);
  await page.getByRole('link', { name: 'Settings' }).click();
  await take();
  await expect(page.getByText('All of it was there already: 22,190 rows unchanged')).toBeVisible({ timeout: 60_000 });
  expect(await script.get('/api/v1/accounts?limit=1')).toEqual(before);
});
