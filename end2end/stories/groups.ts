// Accounts below accounts: a parent is set by keyboard, the group adds up, a loop is refused in words, and all is taken back.

import { type Page } from '@playwright/test';

import { bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const figures = (page: Page) => page.getByRole('region', { name: 'In figures' });
const group = (page: Page) => figures(page).getByText('below it');
const below = (account: string, parent: string | null) => ({ kind: 'edit_account', account, edit: { parent } });

test('an account is put below another one by keyboard, adds to its group, and is taken out again', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await signIn(page, ADA, `/accounts/${ids['Birch Row']}`);
  await expect(figures(page).getByText('Parent', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Edit account' });
  const [words, parent] = [dialog.getByLabel('Find its parent'), dialog.getByLabel('Parent', { exact: true })];
  await words.focus();
  await page.keyboard.type('no such words');
  await expect(words).toHaveAccessibleDescription(/No account with these words can stand above it/);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('ACORN');
  await expect(parent).toHaveValue(ids['Acorn Gifts']!);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('united kingdom');
  await page.keyboard.press('Tab');
  await expect(parent).toBeFocused();
  await expect(parent.getByRole('option', { selected: true })).toHaveText('Acorn Gifts · R1 · United Kingdom');
  // Along the list and back: what is chosen stays what it is called.
  await page.keyboard.press('ArrowDown');
  await expect(parent).toHaveValue(ids['Cedar Supply']!);
  await page.keyboard.press('ArrowUp');
  await expect(parent).toHaveValue(ids['Acorn Gifts']!);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await figures(page).getByRole('link', { name: 'Acorn Gifts' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Acorn Gifts');
  const birch = figures(page).getByRole('link', { name: 'Birch Row · £ 4,000.00' });
  await expect(birch).toBeVisible();
  await expect(group(page)).toContainText('1 account below it · £ 9,000.00 in the 12 months to');
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, `/accounts/${ids['Acorn Gifts']}`);
  await expect(group(page)).toContainText('£ 9,000.00');
  await birch.click();
  await expect(figures(page).getByRole('link', { name: 'Acorn Gifts' })).toBeVisible();
  const history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history.first()).toContainText('changed the parent');
  await expect(history.first()).toContainText('Acorn Gifts');
  await history.first().getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(figures(page).getByRole('link', { name: 'Acorn Gifts' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(parent).toHaveValue('');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, `/accounts/${ids['Acorn Gifts']}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Acorn Gifts');
  await expect(group(page)).toBeHidden();
});

test('what would loop is not offered, and refused in words where a colleague was first', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const [acorn, birch, cedar] = ['Acorn Gifts', 'Birch Row', 'Cedar Supply'].map(name => ids[name]!);
  await script.run(below(birch!, acorn!));
  await signIn(page, ADA, `/accounts/${acorn}`);
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit account' });
  const words = dialog.getByLabel('Find its parent');
  for (const name of ['acorn', 'birch']) {
    await words.fill(name);
    await expect(words).toHaveAccessibleDescription(/No account with these words can stand above it/);
  }
  await words.fill('cedar');
  await expect(dialog.getByLabel('Parent', { exact: true })).toHaveValue(cedar!);
  await script.run(below(cedar!, birch!));
  await expect(words).toHaveAccessibleDescription(/No account with these words can stand above it/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('An account cannot stand below itself, directly or through others.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(group(page)).toContainText('2 accounts below it · £ 12,000.00');
  await expect(figures(page).getByRole('link', { name: /Birch Row|Cedar Supply/ })).toHaveCount(2);
});

test('of a parent out of sight there is no name, and its group is not theirs', async ({ browse, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const ben = person('Ben Cole');
  await letIn(house, ben, 'account-manager');
  const owner = (await script.get('/api/v1/model?scope=directory')).people.find((one: any) => one.name === ben.name).id;
  await script.run(
    { kind: 'assign_account', account: ids['Birch Row'], owner, was: null },
    below(ids['Birch Row']!, ids['Acorn Gifts']!),
    below(ids['Cedar Supply']!, ids['Birch Row']!),
  );
  const page = await browse();
  await signIn(page, ben, `/accounts/${ids['Birch Row']}`);
  await expect(figures(page)).toContainText('An account out of your sight');
  await expect(group(page)).toBeHidden();
  expect(await page.content()).not.toContain('Acorn Gifts');
});
