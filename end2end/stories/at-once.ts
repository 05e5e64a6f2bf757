// Many hands on one board: whatever they do at once, all of them end with the same board, and nobody's hand is disturbed.

import { type Page } from '@playwright/test';

import { card, cardIn, column, dropOn, expectColumn, middle } from '../fixtures/board.ts';
import { bringBook, place } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { type Script, daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';
const BEN = person('Ben Cole');
const COLUMNS = ['Not placed', 'Pre', 'Early', 'Mid', 'Partnership', 'Synergistic', 'Uncoupling'];
/** So many moves by each. */
const MOVES = 200;

/** Numbers by chance that come again with the same seed (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return Math.floor((((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** All columns with their cards, as they stand on a page. */
const standing = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-column]')].map(column => [
        column.querySelector('h2')!.textContent,
        [...column.querySelectorAll('[data-card]')].map(card => card.getAttribute('aria-label')),
      ]),
    ),
  );

async function both(house: House, ada: Page, ben: Page, path = BOARD): Promise<Script> {
  const script = await found(house);
  await letIn(house, BEN, 'agency-director');
  await bringBook(script);
  await signIn(ada, ADA, path);
  await signIn(ben, BEN, path);
  await expectColumn(ada, 'Early', 2, '£ 9,000');
  await expectColumn(ben, 'Early', 2, '£ 9,000');
  return script;
}

/** Moves cards by chance: with the mouse where it reaches, by keys, and now and then back again. */
async function moveByChance(page: Page, names: string[], below: (bound: number) => number): Promise<void> {
  for (let move = 0; move < MOVES; move += 1) {
    const name = names[below(names.length)]!;
    const way = below(10);
    if (way === 0) {
      await page.keyboard.press('Control+z');
    } else if (way < 4) {
      await card(page, name).focus();
      await page.keyboard.press('Space');
      for (let step = below(3) + 1; step > 0; step -= 1) await page.keyboard.press(below(2) ? 'ArrowRight' : 'ArrowLeft');
      await page.keyboard.press('Space');
    } else {
      // A colleague may take it away while the hand is on its way.
      const [from, to] = await Promise.all([card(page, name).boundingBox(), column(page, COLUMNS[below(COLUMNS.length)]!).boundingBox()]);
      if (!from || !to) continue;
      await page.mouse.move(from.x + 60, from.y + 60);
      await page.mouse.down();
      await page.mouse.move(to.x + 90, to.y + 300, { steps: 3 });
      await page.mouse.up();
    }
  }
}

test('two browsers through hundreds of moves by chance end equal, and as the server has it', async ({ page: ada, browse, house }) => {
  test.setTimeout(240_000);
  const seed = Number(process.env['MAINSTAY_SEED'] ?? Date.now() % 1_000_000);
  console.log(`MAINSTAY_SEED=${seed}`);
  const ben = await browse();
  const script = await both(house, ada, ben);
  const names = (await script.accounts()).map(line => line.name);
  await Promise.all([moveByChance(ada, names, chance(seed)), moveByChance(ben, names, chance(seed + 1))]);
  for (const page of [ada, ben]) {
    await page.mouse.move(4, 4);
    await page.keyboard.press('Escape');
    await expect(page.getByText('All saved')).toBeVisible({ timeout: 30_000 });
  }
  await expect.poll(async () => JSON.stringify(await standing(ben))).toBe(JSON.stringify(await standing(ada)));
  const lived = await standing(ada);
  // What was lived through is what is there for whoever comes now.
  await visit(ada, BOARD);
  await expect(ada.getByText('All saved')).toBeVisible();
  await expect.poll(() => standing(ada)).toEqual(lived);
  const stages = (await script.accounts()).map(line => [line.name, (line.stage ?? 'not placed').toLowerCase()]);
  const shown = Object.entries(lived).flatMap(([stage, cards]) => cards.map(name => [name, stage.toLowerCase()]));
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(stages));
});

const cards: Record<string, string> = {
  'compact cards': '?density=compact',
  'roomy cards with everything on them': '?density=roomy&show=revenue&show=trend&show=owner&show=step&show=tags&show=quiet',
};

for (const [what, query] of Object.entries(cards)) {
  test(`${what} with long names: a card goes where it is dropped while others edit`, async ({ page: ada, house }) => {
    const script = await found(house);
    const ids = await bringBook(script);
    const long = 'Vereinigte Handelsgesellschaft für Büro und Schreibwaren mit sehr langem Namen';
    await signIn(ada, ADA, `${BOARD}${query}`);
    await expectColumn(ada, 'Early', 2, '£ 9,000');
    const from = await middle(card(ada, 'Cedar Supply'));
    await ada.mouse.move(from.x, from.y);
    await ada.mouse.down();
    await ada.mouse.move(from.x + 30, from.y + 8, { steps: 3 });
    // Under the hand: names grow, tags come, cards go and come around the one that is held, and it is edited itself.
    await script.run(
      { kind: 'edit_account', account: ids['Cedar Supply'], edit: { name: long } },
      { kind: 'edit_account', account: ids['Acorn Gifts'], edit: { name: `${long} 2` } },
      ...['wholesale', 'spring list', 'needs a new contract'].map(tag => ({ kind: 'edit_account', account: ids['Acorn Gifts'], edit: { add_tag: tag } })),
      { kind: 'edit_account', account: ids['Birch Row'], edit: { next_step: { words: long, day: daysAgo(2) } } },
      place(ids['Dune Traders']!, 'partnership'),
      { kind: 'create_account', account: freshId(), name: 'Zinc and Lead' },
    );
    await expect(cardIn(ada, 'Partnership', 'Dune Traders')).toBeVisible();
    await expect(ada.locator('.drag-ghost')).toBeVisible();
    const to = await middle(column(ada, 'Partnership'));
    await ada.mouse.move(to.x, to.y, { steps: 4 });
    await expect(column(ada, 'Partnership')).toHaveClass(/drag-over/);
    await ada.mouse.up();
    await expect(cardIn(ada, 'Partnership', long)).toBeVisible();
    await expect(cardIn(ada, 'Partnership', long)).toBeFocused();
    // No card runs over another one, however much stands on it.
    const overlaps = await ada.evaluate(() =>
      [...document.querySelectorAll('[data-column]')].flatMap(column => {
        const boxes = [...column.querySelectorAll('[data-card]')].map(card => card.getBoundingClientRect());
        return boxes.slice(1).filter((box, at) => box.top < boxes[at]!.bottom - 0.5);
      }),
    );
    expect(overlaps).toEqual([]);
    await expect(ada.getByText('All saved')).toBeVisible();
    expect((await script.account(long)).stage).toBe('partnership');
  });
}

test('a card is carried into a column far to the right that nothing was mounted of', async ({ browse, house }) => {
  const page = await browse({ viewport: { width: 900, height: 700 } });
  const script = await found(house);
  const ids = await bringBook(script);
  await script.run(...Object.values(ids).map((account, at) => ({ kind: 'edit_account', account, edit: { country: `Land ${at}` } })));
  const more = Array.from({ length: 24 }, (_, at) => ({ kind: 'create_account', account: freshId(), name: `Firm ${at}`, country: `Land ${at}` }));
  await script.run(...more);
  await signIn(page, ADA, '/boards/country');
  await expect(page.getByText('All saved')).toBeVisible();
  const last = page.locator('[data-column]').last();
  await expect(last.getByRole('listitem')).toHaveCount(0);
  const board = page.getByRole('group', { name: 'Country' });
  const box = (await board.boundingBox())!;
  const from = await middle(card(page, 'Acorn Gifts'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // At the edge the board brings what is beyond it.
  await page.mouse.move(box.x + box.width - 8, from.y, { steps: 6 });
  await expect.poll(() => board.evaluate(board => board.scrollLeft + board.clientWidth >= board.scrollWidth - 1), { timeout: 20_000 }).toBe(true);
  await expect(last).toBeInViewport();
  const name = (await last.getByRole('heading').textContent())!;
  const to = (await last.boundingBox())!;
  await page.mouse.move(to.x + to.width / 2, to.y + 300, { steps: 3 });
  await page.mouse.up();
  await expect(cardIn(page, name, 'Acorn Gifts')).toBeVisible();
  await expect(cardIn(page, name, 'Acorn Gifts')).toBeFocused();
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, '/boards/country?q=acorn');
  await expectColumn(page, name, 1, '£ 5,000');
});

test.describe('under a finger', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test('a card in the hand stays there while a colleague moves others, and goes where it is dropped', async ({ browse, page: ben, house }) => {
    const ada = await browse(phone);
    await both(house, ada, ben);
    const touch = await ada.context().newCDPSession(ada);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
    await cardIn(ada, 'Early', 'Birch Row').scrollIntoViewIfNeeded();
    const from = await middle(card(ada, 'Birch Row'));
    await send('touchStart', from);
    await expect(column(ada, 'Early')).toHaveClass(/drag-over/);
    await send('touchMove', { x: from.x + 4, y: from.y + 30 });
    const ghost = ada.locator('.drag-ghost');
    const held = await ghost.boundingBox();
    await dropOn(ben, 'Acorn Gifts', 'Mid');
    await dropOn(ben, 'Dune Traders', 'Early');
    await expect(cardIn(ada, 'Early', 'Dune Traders')).toBeAttached();
    expect(await ghost.boundingBox()).toEqual(held);
    for (let step = 1; step <= 10; step += 1) {
      await send('touchMove', { x: from.x + ((385 - from.x) * step) / 10, y: from.y });
    }
    await expect(ada.locator('.drag-over')).toHaveAttribute('data-column', /^(mid|partnership|synergistic|uncoupling)$/);
    await send('touchEnd');
    await expect(ada.getByRole('status').first()).toContainText(/Birch Row moved to (Mid|Partnership|Synergistic|Uncoupling)/);
    await expect(cardIn(ben, 'Early', 'Birch Row')).toHaveCount(0);
    await expect.poll(async () => (await standing(ben))['Early']).toEqual(['Dune Traders']);
  });
});
