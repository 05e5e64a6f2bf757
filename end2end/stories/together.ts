// Two people on one board: moves seen at once, marks of presence, a conflict told, a server that dies in the middle of it.

import { type Page } from '@playwright/test';

import { card, cardIn, column, dropOn, expectColumn, middle } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn } from '../fixtures/people.ts';
import type { Script } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';
const BEN = person('Ben Cole');

/** Ada and Ben before the same board. */
async function both(house: House, ada: Page, ben: Page): Promise<Script> {
  const script = await found(house);
  await letIn(house, BEN, 'agency-director');
  await bringBook(script);
  await signIn(ada, ADA, BOARD);
  await signIn(ben, BEN, BOARD);
  await expectColumn(ada, 'Early', 2, '£ 9,000');
  await expectColumn(ben, 'Early', 2, '£ 9,000');
  return script;
}

test('a move shows at once before a colleague, who is seen to be there', async ({ page: ada, browse, house }) => {
  const ben = await browse();
  await both(house, ada, ben);
  await expect(ada.getByRole('main').getByTitle('Ben Cole')).toBeVisible();
  await expect(ben.getByRole('main').getByTitle('Ada Marsh')).toBeVisible();
  await dropOn(ada, 'Dune Traders', 'Partnership');
  await expect(cardIn(ben, 'Partnership', 'Dune Traders')).toBeVisible({ timeout: 2_000 });
  await expectColumn(ben, 'Partnership', 1, '£ 2,000');
  await dropOn(ben, 'Dune Traders', 'Synergistic');
  await expect(cardIn(ada, 'Synergistic', 'Dune Traders')).toBeVisible({ timeout: 2_000 });
});

test('a card in the hand of a colleague is marked', async ({ page: ada, browse, house }) => {
  const ben = await browse();
  await both(house, ada, ben);
  const from = await middle(card(ada, 'Cedar Supply'));
  await ada.mouse.move(from.x, from.y);
  await ada.mouse.down();
  await ada.mouse.move(from.x + 60, from.y + 10, { steps: 3 });
  await expect(card(ben, 'Cedar Supply')).toContainText('Ada Marsh is moving this', { timeout: 3_000 });
  await ada.keyboard.press('Escape');
  await ada.mouse.up();
  await expect(card(ben, 'Cedar Supply')).not.toContainText('is moving this', { timeout: 3_000 });
});

test('two who move one card: the second is told who was first, and may insist', async ({ page: ada, browse, house }) => {
  const ben = await browse();
  await both(house, ada, ben);
  // Ben's word is a while on its way; Ada's is not.
  let arrive = () => {};
  const slow = new Promise<void>(resolve => (arrive = resolve));
  await ben.route('**/api/v1/commands', async route => {
    await slow;
    await route.continue();
  });
  await dropOn(ben, 'Cedar Supply', 'Partnership');
  await expect(cardIn(ben, 'Partnership', 'Cedar Supply')).toBeVisible();
  await dropOn(ada, 'Cedar Supply', 'Early');
  await expect(cardIn(ada, 'Early', 'Cedar Supply')).toBeVisible();
  await expect(ada.getByText('All saved')).toBeVisible();
  arrive();
  const notice = ben.getByRole('alert').filter({ hasText: 'Cedar Supply' });
  await expect(notice).toBeVisible();
  await expect(notice).toContainText('Ada Marsh');
  await expect(cardIn(ben, 'Early', 'Cedar Supply')).toBeVisible();
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(cardIn(ben, 'Partnership', 'Cedar Supply')).toBeVisible();
  await expect(cardIn(ada, 'Partnership', 'Cedar Supply')).toBeVisible();
});

test('when the tab that holds the stream closes, another takes over within two seconds', async ({
  page: first,
  browse,
  house,
}) => {
  const ben = await browse();
  await both(house, first, ben);
  const context = first.context();
  const streams: string[] = [];
  context.on('request', request => {
    if (request.url().includes('/api/v1/changes')) streams.push(request.url());
  });
  const second = await context.newPage();
  await second.goto(BOARD);
  await expect(second.getByText('All saved')).toBeVisible();
  // It hears by the first one: what a colleague does comes, and it has no stream of its own.
  await dropOn(ben, 'Acorn Gifts', 'Mid');
  await expect(cardIn(second, 'Mid', 'Acorn Gifts')).toBeVisible({ timeout: 2_000 });
  expect(streams).toEqual([]);
  const live = context.waitForEvent('response', {
    predicate: answer => answer.url().includes('/api/v1/changes'),
    timeout: 2_000,
  });
  await first.close();
  expect((await live).status()).toBe(200);
  await dropOn(ben, 'Dune Traders', 'Partnership');
  await expect(cardIn(second, 'Partnership', 'Dune Traders')).toBeVisible({ timeout: 2_000 });
  await dropOn(second, 'Birch Row', 'Mid');
  await expect(cardIn(ben, 'Mid', 'Birch Row')).toBeVisible({ timeout: 2_000 });
  await expect(second.getByText('All saved')).toBeVisible();
  expect(streams).toHaveLength(1);
});

test('a server that is killed in the middle of it loses nothing that it acknowledged', async ({
  page: ada,
  browse,
  house,
  watch,
}) => {
  // Gone, and then not ready yet; what is fetched ahead of other pages may be on its way as well.
  watch.excuse(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|status of 503|Failed to fetch/);
  const ben = await browse();
  const script = await both(house, ada, ben);
  await dropOn(ada, 'Acorn Gifts', 'Mid');
  await expect(ada.getByText('All saved')).toBeVisible();
  await expect(cardIn(ben, 'Mid', 'Acorn Gifts')).toBeVisible();
  await house.kill();
  await expect(ada.getByText('Offline')).toBeVisible();
  await dropOn(ada, 'Birch Row', 'Partnership');
  await dropOn(ben, 'Dune Traders', 'Pre');
  await expect(ada.getByText('Offline · 1 change waits')).toBeVisible();
  await dropOn(ada, 'Elm Street Goods', 'Pre');
  await expect(ada.getByText('Offline · 2 changes wait')).toBeVisible();
  await expect(cardIn(ada, 'Partnership', 'Birch Row')).toBeVisible();
  await house.start();
  for (const page of [ada, ben]) {
    await expect(page.getByText('All saved')).toBeVisible({ timeout: 20_000 });
    await expect(cardIn(page, 'Mid', 'Acorn Gifts')).toBeVisible();
    await expect(cardIn(page, 'Partnership', 'Birch Row')).toBeVisible();
    await expect(cardIn(page, 'Pre', 'Dune Traders')).toBeVisible();
    await expect(cardIn(page, 'Pre', 'Elm Street Goods')).toBeVisible();
    await expect(column(page, 'Not placed').getByRole('listitem')).toHaveCount(0);
  }
  const stages = Object.fromEntries((await script.accounts()).map(line => [line.name, line.stage]));
  expect(stages).toEqual({
    'Acorn Gifts': 'mid',
    'Birch Row': 'partnership',
    'Cedar Supply': 'mid',
    'Dune Traders': 'pre',
    'Elm Street Goods': 'pre',
    'Fern Living': 'pre',
  });
});
