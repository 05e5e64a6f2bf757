// What we sell, what was agreed, who else works for an account, and what of its wallet is ours.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const saved = (page: Page) => expect(page.getByText('All saved')).toBeVisible();

/** A command that makes a record. */
function made(of: string, record: string, fields: Record<string, unknown>, account?: string) {
  const told = Object.entries(fields).map(([field, after]) => ({ field, after }));
  return { kind: 'keep', ...(account && { account }), records: [{ of, record, act: 'create', fields: told }] };
}

test('families and products are entered by keyboard, a list is refused by its lines and then taken in, and undo takes it back', async ({ page, house, watch }) => {
  watch.excuse(/422/);
  await bringBook(await found(house));
  await signIn(page, ADA, '/settings');
  await page.getByRole('region', { name: 'Catalogue' }).getByRole('link', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue' })).toBeVisible();
  const families = page.getByRole('region', { name: 'Product families' });
  await families.getByLabel('Name').focus();
  await page.keyboard.type('Drives');
  await page.keyboard.press('Enter');
  await expect(families.getByText('0 products')).toBeVisible();
  await page.keyboard.type('Seals');
  await page.keyboard.press('Tab');
  await page.keyboard.type('SE');
  await page.keyboard.press('Enter');
  await expect(families.getByText('0 products')).toHaveCount(2);
  await saved(page);
  // A name that is there already, in other letters, is refused where it is known: by the server.
  await page.keyboard.type('DRIVES');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Another product family has this name.').first()).toBeVisible();
  await page.getByText('Drives', { exact: true }).click();
  const product = families.getByLabel('Name').first();
  await product.focus();
  await page.keyboard.type('Belt drive');
  await page.keyboard.press('Enter');
  await expect(families.getByText('1 product', { exact: true })).toBeVisible();
  await saved(page);

  const list = page.getByRole('region', { name: 'Take a list in' });
  const take = async (text: string) => {
    await list.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await list.getByRole('button', { name: 'Take in' }).click();
  };
  await take('family,code,name\nFans,F-1,Fan\nFans,F-1,Other fan\nFans,,\n');
  await expect(list.getByText('Nothing was taken in').first()).toBeVisible();
  await expect(list.getByText('Line 4: Write a name first.')).toBeVisible();
  await expect(families.getByText('Fans', { exact: true })).toHaveCount(0);
  await take('family,code,name\nFans,F-1,Fan\ndrives,D-2,Chain drive\n');
  await expect(list.getByText('1 family new, 2 products new')).toBeVisible();
  await expect(families.getByText('Fans', { exact: true })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('a contract is entered by keyboard, says when it ends, and a bad one is refused in words', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const contracts = page.getByRole('region', { name: 'Contracts' });
  await contracts.getByRole('button', { name: 'Add contract' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add contract' });
  await expect(dialog.getByLabel('Contract')).toBeFocused();
  await page.keyboard.type('Frame agreement');
  await dialog.getByLabel('First day').fill(daysAgo(300));
  await dialog.getByLabel('Last day').fill(daysAgo(400));
  await dialog.getByLabel('Value in GBP').fill('-5');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Last day')).toHaveAccessibleDescription(/cannot be before the first/);
  await dialog.getByLabel('Last day').fill(daysAgo(-40));
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Value in GBP')).toHaveAccessibleDescription(/cannot be below zero/);
  await dialog.getByLabel('Value in GBP').fill('12,500.00');
  await dialog.getByLabel('At its end').selectOption({ label: 'renews unless notice is given' });
  await dialog.getByLabel('Value in GBP').press('Enter');
  await expect(dialog.getByLabel('Days of notice')).toHaveAccessibleDescription(/1 to 1,000/);
  await dialog.getByLabel('Days of notice').fill('10');
  await dialog.getByLabel('Days of notice').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(contracts.getByRole('listitem')).toContainText('notice until');
  await expect(contracts.getByRole('listitem')).toContainText('£ 12,500.00');
  const history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history.first()).toContainText('entered the contract Frame agreement');
  // Told by the server alike.
  await visit(page, `/accounts/${ids['Acorn Gifts']}`);
  await expect(contracts.getByRole('listitem')).toContainText('Frame agreement');
  await contracts.getByRole('button', { name: 'Remove Frame agreement' }).click();
  await expect(contracts.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(contracts.getByRole('listitem')).toContainText('Frame agreement');
  await saved(page);
  expect(await findings(page)).toEqual([]);
});

test('what is agreed shows in the browser of a colleague, and a new partner is added in one go', async ({ page, browse, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const other = await browse();
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  await signIn(other, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const partners = (of: Page) => of.getByRole('region', { name: 'Partners' });
  await partners(page).getByRole('button', { name: 'Add partner' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add partner' });
  await dialog.getByLabel('Its name').fill('Calder Freight');
  await dialog.getByLabel('Kind').selectOption({ label: 'Logistics' });
  await dialog.getByLabel('What it does here').fill('carries');
  await dialog.getByLabel('What it does here').press('Enter');
  for (const of of [page, other]) {
    await expect(partners(of).getByRole('listitem')).toContainText('Calder FreightLogistics · carries');
  }
  await partners(other).getByRole('button', { name: 'Take Calder Freight off' }).click();
  await expect(partners(page).getByRole('listitem')).toHaveCount(0);
});

test('the share of wallets is weighted, led to from the reports, and hidden from whoever may not see it', async ({ page, browse, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const [drives, seals] = [freshId(), freshId()];
  await script.run(made('product_family', drives, { name: 'Drives' }), made('product_family', seals, { name: 'Seals' }));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const wallet = page.getByRole('region', { name: 'Wallet' });
  for (const [family, amount] of [['Drives', '8000'], ['Seals', '12000']] as const) {
    await wallet.getByRole('button', { name: 'Estimate', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Family').selectOption({ label: family });
    await dialog.getByLabel('In a year, in GBP').fill(amount);
    await dialog.getByLabel('In a year, in GBP').press('Enter');
    await expect(dialog).toBeHidden();
    await expect(wallet.getByRole('listitem').filter({ hasText: family })).toBeVisible();
  }
  // 5,000 of 20,000.
  await expect(wallet).toContainText('25.0 %');
  await script.run(
    made('wallet_estimate', freshId(), { account: ids['Birch Row'], family: drives, from_day: daysAgo(3), yearly_minor: 1_000_000 }, ids['Birch Row']),
  );
  await page.getByRole('link', { name: 'Concentration' }).click();
  await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Share of wallet' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Share of wallet' })).toBeVisible();
  const figure = (name: string) => page.getByRole('term').filter({ hasText: name }).locator('xpath=..');
  // 9,000 of 30,000, and not the mean of 25 % and 40 %.
  await expect(figure('Share of wallet')).toContainText('30.0 %');
  await expect(figure('White space')).toContainText('£ 21 k');
  await expect(figure('Without an estimate')).toContainText('4');
  const lines = page.getByRole('region', { name: 'To work off' }).getByRole('row');
  await expect(lines.nth(1)).toContainText('Acorn Gifts');
  await expect(lines.nth(2)).toContainText('Birch Row');
  await expect(page.getByText('What is ours is known by account as a whole.')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  const direct = await page.getByRole('main').innerText();
  await page.reload();
  await expect.poll(() => page.getByRole('main').innerText()).toBe(direct);
  await lines.nth(1).getByRole('link', { name: 'Acorn Gifts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Acorn Gifts' })).toBeVisible();

  const finance = await browse();
  const fay = person('Fay Finch');
  await letIn(house, fay, 'finance');
  await signIn(finance, fay, `/accounts/${ids['Acorn Gifts']}`);
  await expect(finance.getByRole('region', { name: 'Contracts' })).toBeVisible();
  await expect(finance.getByRole('region', { name: 'Wallet' })).toHaveCount(0);
  await finance.getByRole('link', { name: 'Concentration' }).click();
  await expect(finance.getByRole('navigation', { name: 'Reports' })).not.toContainText('Share of wallet');
});
