// The page of an account: its figures, and everything that can be written on it, with the way back.

import { type Locator, type Page } from '@playwright/test';

import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

async function open(page: Page, house: House, name = 'Birch Row'): Promise<string> {
  const ids = await bringBook(await found(house));
  const path = `/accounts/${ids[name]}`;
  await signIn(page, ADA, path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  return path;
}

/** Loads the page again and looks whether the server has it as it was shown. */
async function again(page: Page, path: string): Promise<void> {
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, path);
}

const history = (page: Page) => page.getByRole('region', { name: 'History' }).getByRole('listitem');
const figures = (page: Page) => page.getByRole('region', { name: 'In figures' });

test('the head is edited, refused where a rule says no, and taken back from the history', async ({ page, house }) => {
  const path = await open(page, house);
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit account' });
  await dialog.getByLabel('Name').fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Name').fill('Birch Row Limited');
  await dialog.getByLabel('Country').fill('Ireland');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Birch Row Limited');
  await expect(page).toHaveTitle('Birch Row Limited · Mainstay');
  await again(page, path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Birch Row Limited');
  await expect(history(page).first()).toContainText('changed the country');
  await expect(history(page).first()).toContainText('United Kingdom→Ireland');
  const renamed = history(page).filter({ hasText: 'changed the name' });
  await renamed.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Birch Row');
  await expect(history(page).filter({ hasText: 'changed the name' })).toContainText('taken back since');
  await again(page, path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Birch Row');
});

test('a next step is set, shows at home, and is done', async ({ page, house }) => {
  const path = await open(page, house);
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  const form = page.getByRole('form', { name: 'Next step' });
  await form.getByLabel('What happens next').fill('Send the spring list');
  await form.getByLabel('When').fill(daysAgo(0));
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(figures(page)).toContainText('Send the spring list');
  await again(page, '/');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: /Birch Row/ }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(figures(page)).toContainText('no next step');
  await again(page, path);
  await expect(figures(page)).toContainText('no next step');
});

test('tags come and go', async ({ page, house }) => {
  const path = await open(page, house);
  await page.getByRole('textbox', { name: 'Add a tag' }).fill('wholesale');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Add a tag' }).fill('spring');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag wholesale' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove tag spring' }).click();
  await again(page, path);
  await expect(page.getByRole('button', { name: 'Remove tag wholesale' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove tag spring' })).toHaveCount(0);
});

test('notes are written, changed, removed and brought back', async ({ page, house }) => {
  const path = await open(page, house);
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByLabel('Write a note').fill('They buy <b>early</b> & in bulk.');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await expect(notes.getByRole('listitem')).toContainText('They buy <b>early</b> & in bulk.');
  await expect(notes.getByLabel('Write a note')).toHaveValue('');
  await notes.getByRole('listitem').getByRole('button', { name: 'Edit' }).click();
  await notes.getByLabel('Change note').fill('They buy late.');
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes.getByRole('listitem')).toContainText('They buy late.');
  await again(page, path);
  await expect(notes.getByRole('listitem')).toContainText('They buy late.');
  // Who wrote it and when stand in one line, at either end of it.
  const place = (of: Locator) => of.boundingBox().then(box => box!);
  const [who, when] = await Promise.all([notes.getByRole('listitem').getByText('Ada Marsh'), notes.getByRole('time')].map(place));
  expect(Math.abs(who!.y - when!.y)).toBeLessThan(12);
  expect(when!.x).toBeGreaterThan(who!.x + who!.width);
  await notes.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove this note?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(notes.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(notes.getByRole('listitem')).toContainText('They buy late.');
});

async function recordDocument(page: Page, kind: string, number: string, amount: string, day: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'Record a document' });
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Record', exact: true }).click();
  await dialog.getByLabel('Kind').selectOption(kind);
  await dialog.getByLabel('Day').fill(day);
  await dialog.getByLabel('Number').fill(number);
  await dialog.getByLabel('Amount in GBP').fill(amount);
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  return dialog;
}

test('sales and credits change the twelve months, refused numbers do not', async ({ page, house }) => {
  const path = await open(page, house);
  await expect(figures(page)).toContainText('£ 4,000.00');
  await expect(figures(page)).toContainText('12 months to');
  const record = (kind: string, number: string, amount: string, day = daysAgo(0)) =>
    recordDocument(page, kind, number, amount, day);
  const dialog = await record('Sale', 'S-1', '12.3.4');
  await expect(dialog.getByLabel('Amount in GBP')).toHaveAccessibleDescription(/This is no amount/);
  await record('Sale', 'S-1', '250.50');
  await expect(dialog).toBeHidden();
  await expect(figures(page)).toContainText('£ 4,250.50');
  await record('Credit', 'C-1', '50.50');
  await expect(figures(page)).toContainText('£ 4,200.00');
  await record('Sale', 'S-1', '999.00');
  await expect(dialog.getByLabel('Number')).toHaveAccessibleDescription(/there/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  // What is older than the twelve months counts among the documents, not in the figure.
  await record('Sale', 'S-0', '10.00', daysAgo(800));
  await expect(page.getByRole('region', { name: 'Documents' })).toContainText('4 documents');
  await expect(figures(page)).toContainText('£ 4,200.00');
  await again(page, path);
  await expect(figures(page)).toContainText('£ 4,200.00');
  await expect(page.getByRole('region', { name: 'Documents' }).getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('row').filter({ hasText: 'C-1' })).toContainText('−£ 50.50');
});

test('what is bought from an account stands beside its revenue, and what was booked wrongly is reversed', async ({ page, house }) => {
  const path = await open(page, house);
  const documents = page.getByRole('region', { name: 'Documents' });
  const bought = await recordDocument(page, 'Purchase', 'ER-7', '1500.00', daysAgo(1));
  await expect(bought).toBeHidden();
  await expect(figures(page)).toContainText('£ 4,000.00');
  await expect(figures(page)).toContainText('Bought from them');
  await expect(figures(page)).toContainText('£ 2,500.00');
  // Their numbers are not ours: a sale may have the same one.
  await recordDocument(page, 'Sale', 'ER-7', '90.00', daysAgo(2));
  await expect(figures(page)).toContainText('£ 4,090.00');

  // It should have been 900.
  const wrong = documents.getByRole('row').filter({ hasText: '£ 90.00' });
  await wrong.getByRole('button', { name: 'ER-7', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Sale ER-7' }).getByRole('button', { name: 'Reverse' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Reverse ER-7' });
  await dialog.getByRole('button', { name: 'Reverse', exact: true }).click();
  await expect(dialog.getByLabel('Why')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Why').fill('A zero was missing');
  await dialog.getByLabel('Number').fill('ER-7 R');
  await dialog.getByLabel('Then record what was right').check();
  await dialog.getByRole('button', { name: 'Reverse', exact: true }).click();
  await expect(dialog).toBeHidden();
  const anew = page.getByRole('dialog', { name: 'Record a document' });
  await expect(anew.getByLabel('Amount in GBP')).toHaveValue('90.00');
  await recordDocument(page, 'Sale', 'ER-7 N', '900.00', daysAgo(2));
  await expect(figures(page)).toContainText('£ 4,900.00');
  await expect(documents.getByRole('row').filter({ hasText: 'reversed by ER-7 R' })).toHaveCount(1);
  await expect(documents.getByRole('row').filter({ hasText: 'reverses ER-7: A zero was missing' })).toContainText('−£ 90.00');
  // What was reversed, and what reverses it, cannot be reversed again.
  const reversible = async (number: string, of: string) => {
    await documents.getByRole('row').filter({ hasText: of }).getByRole('button', { name: number, exact: true }).click();
    const whole = page.getByRole('dialog', { name: `Sale ${number}` });
    await expect(whole).toBeVisible();
    const can = await whole.getByRole('button', { name: 'Reverse' }).count();
    await whole.getByRole('button', { name: 'Close' }).last().click();
    await expect(whole).toBeHidden();
    return can;
  };
  expect(await reversible('ER-7', 'reversed by ER-7 R')).toBe(0);
  expect(await reversible('ER-7 R', 'reverses ER-7')).toBe(0);
  expect(await reversible('ER-7 N', '£ 900.00')).toBe(1);
  await expect(history(page).filter({ hasText: 'reversed a sale of £ 90.00' })).toContainText('A zero was missing');
  await again(page, path);
  await expect(figures(page)).toContainText('£ 4,900.00');
  await expect(documents.getByRole('row').filter({ hasText: 'reversed by ER-7 R' })).toHaveCount(1);
});

test('it is placed and handed over, and a colleague sees it', async ({ page, browse, house }) => {
  const path = await open(page, house, 'Elm Street Goods');
  const ben = person('Ben Cole');
  await letIn(house, ben, 'account-director');
  await page.getByRole('button', { name: 'Move to…' }).click();
  const moving = page.getByRole('dialog', { name: 'Move Elm Street Goods to…' });
  await moving.getByLabel('Column').selectOption('Mid');
  await moving.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Where it stood' }).getByRole('listitem')).toContainText('Mid');
  await page.getByRole('button', { name: 'Assign to…' }).click();
  const assigning = page.getByRole('dialog', { name: 'Who leads Elm Street Goods?' });
  await assigning.getByLabel('Lead').selectOption('Ben Cole');
  await assigning.getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(figures(page)).toContainText('Ben Cole');
  await expect(page.getByText('All saved')).toBeVisible();
  const other = await browse();
  await signIn(other, ben, path);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Elm Street Goods');
  await expect(history(other).first()).toContainText('gave it to Ben Cole');
  await expect(history(other).filter({ hasText: 'placed it at Mid' })).toHaveCount(1);
});

test('a change of a note that is gone meanwhile is given back, and can go in as a new note', async ({ page, browse, house }) => {
  const path = await open(page, house);
  await page.getByLabel('Write a note').fill('They open a shop.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('All saved')).toBeVisible();
  // The same person elsewhere.
  const desk = await browse();
  await signIn(desk, ADA, path);
  let arrive = () => {};
  const slow = new Promise<void>(resolve => (arrive = resolve));
  await page.route('**/api/v1/commands', async route => {
    await slow;
    await route.continue();
  });
  const notes = (page: Page) => page.getByRole('region', { name: 'Notes' });
  await notes(page).getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Change note').fill('They open a shop in May.');
  await notes(page).getByRole('button', { name: 'Save' }).click();
  await notes(desk).getByRole('button', { name: 'Remove' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(notes(desk).getByRole('listitem')).toHaveCount(0);
  await expect(desk.getByText('All saved')).toBeVisible();
  arrive();
  const card = page.getByRole('alert').filter({ hasText: 'This note was not taken in' });
  await expect(card).toContainText('They open a shop in May.');
  await expect(notes(page).getByRole('listitem')).toHaveCount(0);
  await card.getByRole('button', { name: 'Add as a new note' }).click();
  await expect(card).toHaveCount(0);
  await expect(notes(desk).getByRole('listitem')).toContainText('They open a shop in May.');
  await again(page, path);
  await expect(notes(page).getByRole('listitem')).toContainText('They open a shop in May.');
});
