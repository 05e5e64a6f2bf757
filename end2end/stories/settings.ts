// Settings: a file whose rows are refused in words, the workspace and its reporting date, a colleague whose access ends.

import { type Page } from '@playwright/test';

import { bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

async function take(page: Page, rows: string[]): Promise<void> {
  const text = ['invoice_no,customer_id,customer_name,country,date,amount', ...rows, ''].join('\n');
  const file = { name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel('Choose a CSV file').setInputFiles(file);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
}

test('a refused row refuses the file, in words, and its good rows can go in without it', async ({ page, house, watch }) => {
  watch.excuse(/status of 422 .*\/api\/v1\/imports/);
  const script = await found(house);
  await signIn(page, ADA, '/settings');
  const good = `1,C1,Harbour Gifts,Norway,${daysAgo(9)},10.00`;
  await take(page, [good, '2,C2,Fjord Living,Norway,2026-02-30,20.00', `3,,Nobody,Norway,${daysAgo(9)},30.00`]);
  await expect(page.getByRole('alert')).toContainText('Nothing went in');
  const refused = page.getByRole('region', { name: 'Refused rows' });
  await expect(refused.getByRole('row').nth(1)).toContainText('3date2026-02-30This is no day that exists');
  await expect(refused.getByRole('row').nth(2)).toContainText('The row names no customer.');
  expect((await script.accounts()).length).toBe(0);
  await page.getByRole('button', { name: 'Import the good rows' }).click();
  await expect(page.getByText('1 document taken in, 1 account made')).toBeVisible();
  await expect(page.getByText('2 rows refused and left out')).toBeVisible();
  expect((await script.accounts()).map(line => line.name)).toEqual(['Harbour Gifts']);
  // The same number with another amount is refused, with the same it is there already.
  await take(page, [good, `1,C1,Harbour Gifts,Norway,${daysAgo(9)},11.00`]);
  await expect(page.getByRole('alert')).toContainText('Nothing went in');
  await take(page, [good]);
  await expect(page.getByText('All of it was there already: 1 row unchanged')).toBeVisible();
});

test('a file is taken back, but for what was built on it since, and can come again', async ({ page, house }) => {
  const script = await found(house);
  await signIn(page, ADA, '/settings');
  const rows = [1, 2, 3].map(number => `${number},C${number},Firm ${number},Norway,${daysAgo(9)},10.00`);
  await take(page, rows);
  await expect(page.getByText('3 documents taken in, 3 accounts made')).toBeVisible();
  const account = (await script.accounts()).find(line => line.name === 'Firm 2')!.id;
  const documents = await script.get(`/api/v1/accounts/${account}/documents`);
  await script.run({
    kind: 'reverse_document',
    document: '01890000-0000-7000-8000-000000000003',
    reverses: documents.items[0].id,
    account,
    day: daysAgo(1),
    number: '2 R',
    reason: 'Sent to somebody else',
  });
  const past = page.getByRole('region', { name: 'Past imports' });
  await past.getByRole('button', { name: 'Take back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this file back?' });
  await expect(dialog).toContainText('2 documents go');
  await expect(dialog).toContainText('1 document stays, reversed since');
  await expect(dialog.getByRole('listitem')).toContainText('reversed by 2 R');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('2 documents and 2 accounts taken back');
  await expect(past.getByRole('row').nth(1)).toContainText('taken back');
  await expect(past.getByRole('button', { name: 'Take back' })).toHaveCount(0);
  expect((await script.accounts()).map(line => line.name)).toEqual(['Firm 2']);
  await take(page, rows);
  await expect(page.getByText('2 documents taken in, 2 accounts made')).toBeVisible();
});

test('another currency is refused in words while there is no rate of the day', async ({ page, house, watch }) => {
  watch.excuse(/status of 422 .*\/api\/v1\/imports/);
  await found(house);
  await signIn(page, ADA, '/settings');
  await page.getByLabel('Currency of the file').selectOption('EUR');
  await take(page, [`1,C1,Harbour Gifts,Norway,${daysAgo(9)},10.00`]);
  await expect(page.getByRole('alert')).toContainText('Nothing went in');
  await expect(page.getByRole('region', { name: 'Refused rows' })).toContainText(/There is no rate for EUR on/);
});

test('the workspace is renamed, and its reporting date moves every trailing figure', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/settings');
  await page.getByLabel('Name of the workspace').fill('Marsh, Sons and Daughters');
  await page.getByLabel('Reporting date').fill(daysAgo(32));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Saved');
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, '/');
  await expect(page.getByText('Marsh, Sons and Daughters')).toBeVisible();
  // What was bought after that day, 30 and 31 days ago, is not in it: Acorn's 5,000 and Birch's 4,000.
  await expect(page.getByRole('region', { name: 'The book in figures' })).toContainText('£ 6,600');
});

test('whose access is closed is out at once, with what is open', async ({ page, browse, house, watch }) => {
  watch.excuse(/status of 401/);
  const ben = person('Ben Cole');
  await found(house);
  await letIn(house, ben, 'agency-director');
  const his = await browse();
  await signIn(his, ben);
  await expect(his.getByRole('heading', { level: 1 })).toHaveText('Hello, Ben');
  await signIn(page, ADA, '/settings');
  const row = page.getByRole('listitem').filter({ hasText: 'Ben Cole' });
  await row.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Ben Cole' });
  await dialog.getByLabel('May sign in').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Access closed');
  await expect(his.getByText('Signed out')).toBeVisible();
  await his.getByRole('link', { name: 'Sign in' }).click();
  await expect(his.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});

test('the demo ends for everybody when the house is set up', async ({ page, browse, house, watch }) => {
  watch.excuse(/status of 401/);
  await page.goto('/');
  await page.getByRole('button', { name: 'Look around' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello');
  await found(house);
  await expect(page.getByText('Signed out')).toBeVisible({ timeout: 15_000 });
  const late = await browse();
  await late.goto('/');
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await expect(late.getByRole('button', { name: 'Look around' })).toHaveCount(0);
});

test('rows take more room on a device that wishes it, from the first paint on', async ({ page, browse, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/accounts');
  const height = (page: Page) =>
    page.getByRole('row').filter({ hasText: 'Birch Row' }).evaluate(row => row.getBoundingClientRect().height);
  expect(await height(page)).toBe(32);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('Comfortable rows').check();
  await page.getByRole('link', { name: 'Accounts', exact: true }).click();
  expect(await height(page)).toBe(40);
  // As the server writes it, before any script.
  const state = await page.context().storageState();
  const still = await browse({ storageState: state, javaScriptEnabled: false });
  await still.goto('/accounts');
  expect(await height(still)).toBe(40);
  // What it was told to fetch beside the page it never uses, and the browser says so before long.
  await still.close();
  const finger = await browse({ storageState: state, hasTouch: true, isMobile: true, viewport: { width: 1200, height: 800 } });
  await visit(finger, '/accounts');
  expect(await height(finger)).toBe(44);
  await visit(page, '/settings');
  await expect(page.getByLabel('Comfortable rows')).toBeChecked();
  await page.getByLabel('Comfortable rows').uncheck();
  await visit(page, '/accounts');
  expect(await height(page)).toBe(32);
});
