// Targets: what an account is to bring, period after period, and what many are asked for at once.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const saved = (page: Page) => expect(page.getByText('All saved')).toBeVisible();
const YEAR = new Date().getUTCFullYear();

test('a target is set by keyboard, a gap is refused in words, and it is split and taken back', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const targets = page.getByRole('region', { name: 'Targets' });
  const rows = targets.getByRole('listitem');
  await targets.getByRole('button', { name: 'Add target' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add target' });
  const amount = dialog.getByLabel('Target in GBP');
  await expect(amount).toBeFocused();
  await dialog.getByLabel('First day').fill(`${YEAR}-01-15`);
  await dialog.getByLabel('Last day').fill(`${YEAR}-12-31`);
  await amount.fill('-5');
  await amount.press('Enter');
  await expect(dialog.getByLabel('Last day')).toHaveAccessibleDescription(/whole months/);
  await dialog.getByLabel('First day').fill(`${YEAR}-01-01`);
  await amount.press('Enter');
  await expect(amount).toHaveAccessibleDescription(/cannot be below zero/);
  await amount.fill('12,000.00');
  await amount.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(rows).toContainText('£ 12,000.00');
  await saved(page);

  // Not the next year, but the one behind it.
  await targets.getByRole('button', { name: 'Add target' }).click();
  await dialog.getByLabel('First day').fill(`${YEAR + 2}-01-01`);
  await dialog.getByLabel('Last day').fill(`${YEAR + 2}-12-31`);
  await amount.fill('5');
  await amount.press('Enter');
  await expect(dialog.getByText(`The days from 1 Jan ${YEAR + 1} to 31 Dec ${YEAR + 1} would be without a target.`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await targets.getByRole('button', { name: /^Change the target of/ }).click();
  await page.getByRole('dialog', { name: 'Change target' }).getByRole('button', { name: 'Split target' }).click();
  const split = page.getByRole('dialog', { name: 'Split target' });
  await split.getByLabel('The second part begins').fill(`${YEAR}-10-01`);
  await split.getByRole('button', { name: 'Split target' }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(`1 Oct ${YEAR}`);
  const history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history.first()).toContainText('a target');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(rows).toHaveCount(1);
  await saved(page);
  await visit(page, `/accounts/${ids['Acorn Gifts']}`);
  await expect(rows).toContainText('£ 12,000.00');
  expect(await findings(page)).toEqual([]);
});

test('targets for many are looked at, chosen and set at once, and the page tells who is behind', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/targets');
  await expect(page.getByRole('heading', { level: 1, name: 'Targets' })).toBeVisible();
  await expect(page.getByText('No target for these days')).toBeVisible();
  await page.getByRole('button', { name: 'Set targets…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set targets for many accounts' });
  const year = (await dialog.getByLabel('First day').inputValue()).slice(0, 4);
  await dialog.getByLabel('More than a year before, in %').fill('lots');
  await dialog.getByRole('button', { name: 'Show what it would write' }).click();
  await expect(dialog.getByLabel('More than a year before, in %')).toHaveAccessibleDescription(/whole number/);
  await dialog.getByLabel('More than a year before, in %').fill('10');
  await dialog.getByRole('button', { name: 'Show what it would write' }).click();
  const chosen = dialog.getByRole('checkbox');
  await expect(chosen.first()).toBeVisible();
  const number = await chosen.count();
  await chosen.first().uncheck();
  await dialog.getByRole('button', { name: new RegExp(`^Set ${number - 1} target`) }).click();
  await expect(dialog).toBeHidden();
  await saved(page);
  await visit(page, `/targets?from=${year}-01-01&to=${year}-12-31`);
  const accounts = page.getByRole('region', { name: 'By account', exact: true });
  await expect(accounts.locator('tbody').getByRole('row')).toHaveCount(number - 1);
  await expect(page.getByRole('region', { name: 'By account manager' }).getByRole('row')).not.toHaveCount(0);
  const [file] = await Promise.all([page.waitForEvent('download'), accounts.getByRole('button', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^targets-\d{4}-\d\d-\d\d\.csv$/);
  expect(await findings(page)).toEqual([]);
});

test('on a phone targets stand within the width of the screen', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const targets = page.getByRole('region', { name: 'Targets' });
  await targets.getByRole('button', { name: 'Add target' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add target' });
  await dialog.getByLabel('Target in GBP').fill('9000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(targets.getByRole('listitem')).toHaveCount(1);
  // What stands there was told by the server.
  for (const path of [`/accounts/${ids['Acorn Gifts']}`, '/targets']) {
    await visit(page, path);
    await expect(page.getByRole('region', { name: path === '/targets' ? 'By account manager' : 'Targets' })).toBeVisible();
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide, path).toBeLessThanOrEqual(seen);
  }
});
