// Looking back on a board: what happened, and the board as it stood, which nobody can move.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { card, cardIn, dropOn, expectColumn } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn } from '../fixtures/people.ts';
import { daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';

async function open(page: Page, house: House): Promise<void> {
  const script = await found(house);
  await bringBook(script);
  await signIn(page, ADA, BOARD);
  await expectColumn(page, 'Early', 2, '£ 9,000');
}

/** Moves two accounts, one after the other. */
async function moveTwo(page: Page): Promise<void> {
  await dropOn(page, 'Dune Traders', 'Partnership');
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
  await dropOn(page, 'Acorn Gifts', 'Mid');
  await expectColumn(page, 'Early', 1, '£ 4,000');
  await expect(page.getByText('All saved')).toBeVisible();
}

async function openHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(history(page)).toBeVisible();
}

const history = (page: Page) => page.getByRole('region', { name: 'History of the board' });

test('a board is shown as it stood, and nobody can move anything there', async ({ page, house }) => {
  await open(page, house);
  await moveTwo(page);
  await openHistory(page);
  const entries = history(page).getByRole('listitem');
  await expect(entries.first()).toContainText('Acorn GiftsAda Marsh placed it at Mid');
  await expect(entries.nth(1)).toContainText('Dune Traders');
  expect(await findings(page)).toEqual([]);

  await entries.nth(1).getByRole('button').click();
  await expect(history(page)).toContainText('to be read only');
  await expectColumn(page, 'Early', 2, '£ 9,000');
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
  await dropOn(page, 'Acorn Gifts', 'Partnership');
  await expect(page.getByRole('status').first()).toContainText('the board as it stood');
  await expectColumn(page, 'Partnership', 1, '£ 2,000');

  await history(page).getByRole('button', { name: 'Back to now' }).click();
  await expect(history(page)).toHaveCount(0);
  await expectColumn(page, 'Early', 1, '£ 4,000');
  await dropOn(page, 'Acorn Gifts', 'Partnership');
  await expectColumn(page, 'Partnership', 2, '£ 7,000');
});

test('the slider runs through the history by keys, and by itself', async ({ page, house }) => {
  await open(page, house);
  await moveTwo(page);
  await openHistory(page);
  const slider = history(page).getByRole('slider', { name: 'When' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'As it is now');
  // The focus is in it: the way back, play, the slider.
  await expect(history(page)).toBeFocused();
  for (const _ of ['back', 'play', 'slider']) await page.keyboard.press('Tab');
  await expect(slider).toBeFocused();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Before all of these');
  await expectColumn(page, 'Partnership', 0, '£ 0');
  await expect(card(page, 'Acorn Gifts')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^As of /);
  await page.keyboard.press('End');
  await expectColumn(page, 'Early', 1, '£ 4,000');

  await history(page).getByRole('button', { name: 'Play' }).click();
  await expect(history(page).getByRole('button', { name: 'Pause' })).toBeVisible();
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
  await expect(history(page).getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 10_000 });
  await expect(slider).toHaveAttribute('aria-valuetext', 'As it is now');
  await expectColumn(page, 'Early', 1, '£ 4,000');
  await page.keyboard.press('Escape');
  await expect(history(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'View' })).toBeFocused();
});

test('what a colleague does meanwhile waits for the way back', async ({ page: ada, browse, house }) => {
  await open(ada, house);
  await letIn(house, person('Ben Cole'), 'agency-director');
  await moveTwo(ada);
  const ben = await browse();
  await signIn(ben, person('Ben Cole'), BOARD);
  await openHistory(ada);
  await history(ada).getByRole('slider').focus();
  await ada.keyboard.press('Home');
  await ada.keyboard.press('ArrowRight');
  await dropOn(ben, 'Acorn Gifts', 'Synergistic');
  await expectColumn(ben, 'Synergistic', 1, '£ 5,000');
  await expect(ben.getByText('All saved')).toBeVisible();
  await ada.waitForTimeout(500);
  await expect(cardIn(ada, 'Not placed', 'Acorn Gifts')).toBeVisible();
  await history(ada).getByRole('button', { name: 'Back to now' }).click();
  await expect(cardIn(ada, 'Synergistic', 'Acorn Gifts')).toBeVisible();
});

test('to undo brings the board back to now first', async ({ page, house }) => {
  await open(page, house);
  await moveTwo(page);
  await openHistory(page);
  await history(page).getByRole('listitem').last().getByRole('button').click();
  await page.keyboard.press('Control+z');
  await expect(history(page)).toHaveCount(0);
  await expectColumn(page, 'Early', 2, '£ 9,000');
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
});

test('the history goes past a file, and says that figures are of later', async ({ page, house }) => {
  const script = await found(house);
  await bringBook(script);
  const acorn = await script.account('Acorn Gifts');
  await script.run({ kind: 'edit_account', account: acorn.id, edit: { country: 'Malta' } });
  const again = await script.import(`invoice_no,customer_id,customer_name,country,date,amount\n2000,R1,Acorn Gifts,Malta,${daysAgo(10)},700.00\n2001,R77,Gull House,Spain,${daysAgo(9)},50.00\n`);
  await signIn(page, ADA, BOARD);
  await expectColumn(page, 'Early', 2, '£ 9,700');
  await expectColumn(page, 'Not placed', 3, '£ 3,050');
  await openHistory(page);
  const entries = history(page).getByRole('listitem');
  await expect(entries.first()).toContainText('1 accountAda Marsh imported documents');
  await expect(entries.nth(1)).toContainText('Acorn Gifts');
  await entries.nth(1).getByRole('button').click();
  await expect(history(page)).toContainText('Revenue is what it became later');
  await expectColumn(page, 'Not placed', 2, '£ 3,000');
  await expect(card(page, 'Gull House')).toHaveCount(0);
  // Before the first file there was nobody, and then they come back as they were.
  const slider = history(page).getByRole('slider', { name: 'When' });
  await slider.press('Home');
  await expectColumn(page, 'Not placed', 0, '£ 0');
  await slider.press('ArrowRight');
  await expectColumn(page, 'Not placed', 6, '£ 16 k');
  await slider.press('End');
  await expectColumn(page, 'Not placed', 3, '£ 3,050');
  await history(page).getByRole('button', { name: 'Back to now' }).click();

  // Of the accounts that go with a file nothing is kept: there it ends, and says so.
  await script.withdraw(again.import_id);
  await expectColumn(page, 'Not placed', 2, '£ 3,000');
  await openHistory(page);
  await expect(history(page)).toContainText('Nothing was changed here.');
  await expect(history(page)).toContainText('a file was taken back, and of the accounts that went with it nothing is kept');
});

test('whoever reaches the end of a long history has more of it fetched', async ({ page, house }) => {
  const script = await found(house);
  await bringBook(script);
  const acorn = await script.account('Acorn Gifts');
  const edits = Array.from({ length: 450 }, (_, at) => ({ kind: 'edit_account', account: acorn.id, edit: { country: `Land ${at}` } }));
  await script.run(...edits);
  // Nothing of these is told on a board: further back is asked for by itself.
  const notes = Array.from({ length: 210 }, (_, at) => ({ kind: 'add_note', note: freshId(), account: acorn.id, text: `Note ${at}` }));
  await script.run(...notes);
  await signIn(page, ADA, BOARD);
  await openHistory(page);
  const entries = history(page).getByRole('listitem');
  await expect(entries.first()).toContainText('changed the country');
  const first = await entries.count();
  expect(first).toBeLessThan(300);
  const slider = history(page).getByRole('slider', { name: 'When' });
  await slider.press('Home');
  await expect.poll(() => entries.count()).toBeGreaterThan(first);
  const second = await entries.count();
  await entries.last().scrollIntoViewIfNeeded();
  // The import and its four placements are the oldest.
  await expect.poll(() => entries.count()).toBe(455);
  expect(second).toBeLessThan(455);
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Before all of these');
  await expect(card(page, 'Acorn Gifts')).toHaveCount(0);
  await slider.press('ArrowRight');
  await expect(cardIn(page, 'Not placed', 'Acorn Gifts')).toBeVisible();
});
