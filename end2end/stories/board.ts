// The relationship board under every hand: mouse, finger, pen, keys, menu; and back again.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { card, cardIn, column, dropOn, expectColumn, expectForFingers, middle } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';

async function open(page: Page, house: House): Promise<void> {
  await bringBook(await found(house));
  await signIn(page, ADA, BOARD);
  await expectColumn(page, 'Early', 2, '£ 9,000');
}

/** What the page said last. */
const said = (page: Page) => page.getByRole('status').first();

test('a mouse moves a card, and counts and sums follow', async ({ page, house }) => {
  await open(page, house);
  await expectColumn(page, 'Not placed', 2, '£ 3,000');
  await dropOn(page, 'Dune Traders', 'Early');
  await expectColumn(page, 'Early', 3, '£ 11 k');
  await expectColumn(page, 'Not placed', 1, '£ 1,000');
  await expect(said(page)).toContainText('Dune Traders moved to Early');
  await expect(card(page, 'Dune Traders')).toBeFocused();
  await visit(page, BOARD);
  await expectColumn(page, 'Early', 3, '£ 11 k');
  await expect(cardIn(page, 'Early', 'Dune Traders')).toBeVisible();
});

test('a drag is given up by Escape, and by a drop where the card came from', async ({ page, house }) => {
  await open(page, house);
  const from = await middle(card(page, 'Cedar Supply'));
  const to = await middle(column(page, 'Partnership'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(said(page)).toContainText('Cedar Supply is back where it was');
  await dropOn(page, 'Cedar Supply', 'Mid');
  await expectColumn(page, 'Mid', 1, '£ 3,000');
  await expectColumn(page, 'Partnership', 0, '£ 0');
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true');
});

test('undo by its button and by Ctrl+Z, redo by Ctrl+Shift+Z', async ({ page, house }) => {
  await open(page, house);
  await dropOn(page, 'Dune Traders', 'Mid');
  await expectColumn(page, 'Mid', 2, '£ 5,000');
  await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
  await expectColumn(page, 'Mid', 1, '£ 3,000');
  await expect(cardIn(page, 'Not placed', 'Dune Traders')).toBeVisible();
  await dropOn(page, 'Elm Street Goods', 'Mid');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last().click();
  await expectColumn(page, 'Mid', 1, '£ 3,000');
  await dropOn(page, 'Acorn Gifts', 'Partnership');
  await expectColumn(page, 'Partnership', 1, '£ 5,000');
  await page.keyboard.press('Control+z');
  await expectColumn(page, 'Partnership', 0, '£ 0');
  await expect(cardIn(page, 'Early', 'Acorn Gifts')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expectColumn(page, 'Partnership', 1, '£ 5,000');
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, BOARD);
  await expectColumn(page, 'Partnership', 1, '£ 5,000');
  await expectColumn(page, 'Mid', 1, '£ 3,000');
});

test('keys alone lift, carry, drop and give up', async ({ page, house }) => {
  await open(page, house);
  await card(page, 'Acorn Gifts').focus();
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Acorn Gifts lifted');
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toContainText('Mid');
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toContainText('Partnership');
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Acorn Gifts moved to Partnership');
  await expectColumn(page, 'Partnership', 1, '£ 5,000');
  await expect(cardIn(page, 'Partnership', 'Acorn Gifts')).toBeFocused();
  // The focus follows what an undo and a redo move.
  await page.keyboard.press('Control+z');
  await expect(cardIn(page, 'Early', 'Acorn Gifts')).toBeFocused();
  await page.keyboard.press('Control+Shift+z');
  await expect(cardIn(page, 'Partnership', 'Acorn Gifts')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(said(page)).toContainText('Acorn Gifts is back where it was');
  await expectColumn(page, 'Partnership', 1, '£ 5,000');
  await expect(cardIn(page, 'Partnership', 'Acorn Gifts')).toBeFocused();
  // Not lifted, arrows only walk.
  await page.keyboard.press('ArrowLeft');
  await expect(cardIn(page, 'Mid', 'Cedar Supply')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(cardIn(page, 'Early', 'Birch Row')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Birch Row' })).toBeVisible();
});

test('Move to… by the menu of a card and by M, with a day and a reason', async ({ page, house }) => {
  await open(page, house);
  await page.getByRole('button', { name: 'More about Birch Row' }).click();
  await page.getByRole('button', { name: 'Move to…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move Birch Row to…' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Column').selectOption('Synergistic');
  await dialog.getByLabel('Reason').fill('One team, one plan.');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expectColumn(page, 'Synergistic', 1, '£ 4,000');
  await expect(cardIn(page, 'Synergistic', 'Birch Row')).toBeFocused();
  await page.keyboard.press('m');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('Column')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(cardIn(page, 'Synergistic', 'Birch Row')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Whole page' }).click();
  await expect(page.getByRole('main')).toContainText('One team, one plan.');
});

test('many are selected with X and moved at once, and taken back at once', async ({ page, house }) => {
  await open(page, house);
  for (const name of ['Acorn Gifts', 'Cedar Supply', 'Elm Street Goods']) {
    await card(page, name).focus();
    await page.keyboard.press('x');
  }
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move 3 accounts to…' });
  await dialog.getByLabel('Column').selectOption('Uncoupling');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expectColumn(page, 'Uncoupling', 3, '£ 9,000');
  await expect(said(page)).toContainText('3 accounts moved to Uncoupling');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expectColumn(page, 'Uncoupling', 0, '£ 0');
  await expectColumn(page, 'Early', 2, '£ 9,000');
});

test('a move of many is one step: one press takes it back, one does it again', async ({ page, house }) => {
  const script = await found(house);
  await bringBook(script);
  const many = Array.from({ length: 20 }, (_, at) => `Key ${String(at + 1).padStart(2, '0')}`);
  await script.run(...many.map(name => ({ kind: 'create_account', account: freshId(), name })));
  await signIn(page, ADA, `${BOARD}?q=key`);
  await expectColumn(page, 'Not placed', 20, '£ 0');
  const press = async (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await card(page, many[0]!).focus();
  for (const _ of many) {
    await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move 20 accounts to…' });
  await dialog.getByLabel('Column').selectOption('Mid');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expectColumn(page, 'Mid', 20, '£ 0');
  // The first of them has the focus, wherever it stands now; its list has scrolled there.
  const first = page.getByRole('listitem').and(page.locator(':focus'));
  await expect(first).toBeInViewport();
  await dropOn(page, (await first.getAttribute('aria-label'))!, 'Early');
  await expectColumn(page, 'Early', 1, '£ 0');
  // What was moved alone afterwards is a step of its own.
  await page.keyboard.press('Control+z');
  await expectColumn(page, 'Mid', 20, '£ 0');
  // At once, though the server may still be numbering the one before.
  await page.keyboard.press('Control+z');
  await expectColumn(page, 'Not placed', 20, '£ 0');
  await expect(page.getByRole('main').getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Shift+z');
  await expectColumn(page, 'Mid', 20, '£ 0');
  await press('Undo');
  await expectColumn(page, 'Not placed', 20, '£ 0');
  await press('Redo');
  await expectColumn(page, 'Mid', 20, '£ 0');
  await press('Redo');
  await expectColumn(page, 'Early', 1, '£ 0');
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, `${BOARD}?q=key`);
  await expectColumn(page, 'Mid', 19, '£ 0');
  await expectColumn(page, 'Early', 1, '£ 0');
});

test('selected cards go along with the one that is dragged', async ({ page, house }) => {
  await open(page, house);
  for (const name of ['Acorn Gifts', 'Birch Row']) {
    await card(page, name).focus();
    await page.keyboard.press('x');
  }
  await dropOn(page, 'Birch Row', 'Partnership');
  await expectColumn(page, 'Partnership', 2, '£ 9,000');
  await expectColumn(page, 'Early', 0, '£ 0');
});

test('a move shows at once while the rest of a large book is still on its way', async ({ page, house }) => {
  const script = await found(house);
  await bringBook(script);
  const small = Array.from({ length: 60 }, (_, at) => ({ kind: 'create_account', account: freshId(), name: `Small ${at}` }));
  await script.run(...small);
  let come = () => {};
  const may = new Promise<void>(resolve => (come = resolve));
  await page.route(/\/api\/v1\/model\?/, async route => {
    await may;
    await route.continue();
  });
  const awakened = page.waitForResponse(answer => answer.url().includes('/api/v1/changes'), { timeout: 30_000 });
  const asked = page.waitForRequest(/\/api\/v1\/model\?/);
  await page.goto(BOARD);
  await page.getByLabel('E-mail').fill(ADA.email);
  await page.getByLabel('Password').fill(ADA.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await asked;
  await expectColumn(page, 'Not placed', 62, '£ 3,000');
  await dropOn(page, 'Dune Traders', 'Early');
  await expectColumn(page, 'Early', 3, '£ 11 k');
  await expectColumn(page, 'Not placed', 61, '£ 1,000');
  await expect(cardIn(page, 'Early', 'Dune Traders')).toBeFocused();
  // And one after it: each stands where its revenue puts it.
  await page.keyboard.press('Space');
  for (const _ of ['Mid', 'Partnership']) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expectColumn(page, 'Early', 2, '£ 9,000');
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
  come();
  await awakened;
  await expect(page.getByText('All saved')).toBeVisible();
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
  await expectColumn(page, 'Not placed', 61, '£ 1,000');
  await visit(page, BOARD);
  await expectColumn(page, 'Partnership', 1, '£ 2,000');
});

test('a filter by URL keeps the cards that match', async ({ page, house }) => {
  await open(page, house);
  await page.getByRole('searchbox', { name: 'Filter accounts' }).fill('acorn');
  await expectColumn(page, 'Early', 1, '£ 5,000');
  await expect(page).toHaveURL(/\?q=acorn$/);
  await expect(card(page, 'Birch Row')).toHaveCount(0);
  await visit(page, `${BOARD}?q=birch`);
  await expectColumn(page, 'Early', 1, '£ 4,000');
  await expect(page.getByRole('searchbox', { name: 'Filter accounts' })).toHaveValue('birch');
});

test.describe('on a phone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test('a long press takes a card, an early movement scrolls', async ({ browse, house }) => {
    const page = await browse(phone);
    await open(page, house);
    const touch = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
    await cardIn(page, 'Early', 'Birch Row').scrollIntoViewIfNeeded();
    const start = await middle(card(page, 'Birch Row'));

    await send('touchStart', start);
    await send('touchMove', { x: start.x - 30, y: start.y });
    await send('touchMove', { x: start.x - 60, y: start.y });
    await send('touchEnd');
    await expect(page.locator('.drag-over')).toHaveCount(0);
    await expectColumn(page, 'Early', 2, '£ 9,000');

    await cardIn(page, 'Early', 'Birch Row').scrollIntoViewIfNeeded();
    const from = await middle(card(page, 'Birch Row'));
    await send('touchStart', from);
    await expect(column(page, 'Early')).toHaveClass(/drag-over/);
    // A finger is told nothing of keys.
    await expect(said(page)).toHaveText('');
    // To the edge: the board brings the next column under the finger.
    for (let step = 1; step <= 10; step += 1) {
      await send('touchMove', { x: from.x + ((385 - from.x) * step) / 10, y: from.y });
    }
    await expect(page.locator('.drag-over')).toHaveAttribute('data-column', /^(mid|partnership|synergistic|uncoupling)$/);
    await send('touchEnd');
    await expect(said(page)).toContainText(/Birch Row moved to (Mid|Partnership|Synergistic|Uncoupling)/);
    await expectColumn(page, 'Early', 1, '£ 5,000');
  });

  test('the menu of a card moves it by taps', async ({ browse, house }) => {
    const page = await browse(phone);
    await open(page, house);
    await page.getByRole('button', { name: 'More about Acorn Gifts' }).tap();
    await page.getByRole('button', { name: 'Move to…' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Move Acorn Gifts to…' });
    await dialog.getByLabel('Column').selectOption('Mid');
    await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
    await expectColumn(page, 'Mid', 2, '£ 8,000');
  });

  test('taps select many, and a bar moves them at once', async ({ browse, house }) => {
    const page = await browse(phone);
    await open(page, house);
    await page.getByRole('button', { name: 'More about Acorn Gifts' }).tap();
    await page.getByRole('button', { name: 'Select', exact: true }).tap();
    await expect(said(page)).toHaveText(/Acorn Gifts selected, 1 in all/);
    const bar = page.getByRole('group', { name: 'Selected cards' });
    await expect(bar).toContainText('1 account selected');
    await expectForFingers(bar.getByRole('button', { name: 'Move to…' }), bar.getByRole('button', { name: 'Done' }));
    // From now on a tap selects and does not open; where the menu of a card is, it still opens that.
    await card(page, 'Birch Row').tap();
    await expect(bar).toContainText('2 accounts selected');
    await expect(page.getByRole('listitem', { name: 'Birch Row, selected', exact: true })).toBeVisible();
    await card(page, 'Acorn Gifts').tap();
    await expect(said(page)).toHaveText(/Acorn Gifts no longer selected, 1 in all/);
    await card(page, 'Birch Row').tap();
    await expect(bar).toContainText('Press cards to select them');
    await expect(bar.getByRole('button', { name: 'Move to…' })).toHaveAttribute('aria-disabled', 'true');
    await card(page, 'Acorn Gifts').tap();
    await card(page, 'Birch Row').tap();
    await expect(page).not.toHaveURL(/open=/);
    expect(await findings(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Move to…' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Move 2 accounts to…' });
    await dialog.getByLabel('Column').selectOption('Mid');
    await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
    await expectColumn(page, 'Mid', 3, '£ 12 k');
    await expect(bar).toBeHidden();
    // Nothing is selected any more, and a tap opens a card again.
    await cardIn(page, 'Mid', 'Cedar Supply').scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'More about Cedar Supply' }).tap();
    await page.getByRole('button', { name: 'Select', exact: true }).tap();
    await bar.getByRole('button', { name: 'Done' }).tap();
    await expect(bar).toBeHidden();
    await card(page, 'Cedar Supply').tap();
    await expect(page.getByRole('dialog', { name: 'Cedar Supply' })).toBeVisible();
  });
});

test('a pen moves a card', async ({ page, house }) => {
  await open(page, house);
  const pen = await page.context().newCDPSession(page);
  const from = await middle(card(page, 'Cedar Supply'));
  const to = await middle(column(page, 'Partnership'));
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', at: { x: number; y: number }) =>
    pen.send('Input.dispatchMouseEvent', {
      type,
      ...at,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force: 0.5,
    });
  await send('mousePressed', from);
  // A pen rests on the card first, as a finger does.
  await expect(column(page, 'Mid')).toHaveClass(/drag-over/);
  await send('mouseMoved', { x: (from.x + to.x) / 2, y: from.y });
  await send('mouseMoved', to);
  await send('mouseReleased', to);
  await expectColumn(page, 'Partnership', 1, '£ 3,000');
});
