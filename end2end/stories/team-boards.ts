// Boards that people make: columns and order by hand, live between colleagues, each its maker's or the workspace's; and saved views.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE, card, cardIn, column, dropOn, expectColumn, finger, middle, partsThere } from '../fixtures/board.ts';
import { type Ids, bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { type Script, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BEN = person('Ben Cole');

interface Made {
  script: Script;
  ids: Ids;
  board: string;
  path: string;
  columns: string[];
}

/** A board of Ada's with three columns, and these accounts in the first. */
async function bringBoard(house: House, shared: boolean, accounts: string[]): Promise<Made> {
  const script = await found(house);
  await letIn(house, BEN, 'agency-director');
  const ids = await bringBook(script);
  const board = freshId();
  const columns = ['Plan', 'Talk', 'Signed'].map(name => ({ column: freshId(), name, hue: 1 }));
  await script.run(
    { kind: 'create_team_board', board, name: 'Renewals', shared, columns },
    ...accounts.map(name => ({ kind: 'move_card', board, account: ids[name]!, column: columns[0]!.column })),
  );
  return { script, ids, board, path: `/boards/${board}`, columns: columns.map(one => one.column) };
}


async function expectOrder(page: Page, inColumn: string, order: string[]): Promise<void> {
  for (const [at, name] of order.entries()) {
    await expect(cardIn(page, inColumn, name)).toHaveAttribute('aria-posinset', `${at + 1}`);
  }
}

/** Takes a card and drops it at the upper or the lower edge of another one. */
async function dropBeside(page: Page, account: string, other: string, edge: 'above' | 'below'): Promise<void> {
  const from = await middle(card(page, account));
  const box = (await card(page, other).boundingBox())!;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 4);
  await page.mouse.move(box.x + box.width / 2, edge === 'above' ? box.y + 6 : box.y + box.height - 6, { steps: 6 });
  await page.mouse.up();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a board is made, and an account put on it from what is not there yet', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/boards');
  await press(page, 'New board');
  const dialog = page.getByRole('dialog', { name: 'New board' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('Name').fill('The week');
  await dialog.getByLabel('Columns').fill('Call\nVisit\n\nWait');
  await dialog.getByRole('button', { name: 'Create board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The week');
  await expectColumn(page, 'Visit', 0, '£ 0');
  await page.getByRole('link', { name: 'Unfold Not on this board' }).click();
  await expectColumn(page, 'Not on this board', 6, '£ 16 k');
  await dropOn(page, 'Cedar Supply', 'Visit');
  await expectColumn(page, 'Visit', 1, '£ 3,000');
  await expectColumn(page, 'Not on this board', 5, '£ 13 k');
  // Back to where it was not, by the way everything else moves.
  await card(page, 'Cedar Supply').focus();
  await page.keyboard.press('m');
  const move = page.getByRole('dialog', { name: 'Move Cedar Supply to…' });
  await move.getByLabel('Column').selectOption('Not on this board');
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await expectColumn(page, 'Visit', 0, '£ 0');
  await page.keyboard.press('Control+z');
  await expectColumn(page, 'Visit', 1, '£ 3,000');
  await expect(page.getByText('All saved')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await expect(page).toHaveTitle(/The week/);
  await expect(cardIn(page, 'Visit', 'Cedar Supply')).toBeVisible();
  await visit(page, '/boards');
  await expect(page.getByRole('main')).toContainText('3 columns · yours alone');
  expect(await findings(page)).toEqual([]);
});

test('the order in a column is made by mouse and by keys, kept, and taken back', async ({ page, house }) => {
  const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row', 'Cedar Supply']);
  await signIn(page, ADA, path);
  await expectOrder(page, 'Plan', ['Acorn Gifts', 'Birch Row', 'Cedar Supply']);
  await dropBeside(page, 'Cedar Supply', 'Acorn Gifts', 'above');
  await expectOrder(page, 'Plan', ['Cedar Supply', 'Acorn Gifts', 'Birch Row']);
  await dropBeside(page, 'Cedar Supply', 'Acorn Gifts', 'below');
  await expectOrder(page, 'Plan', ['Acorn Gifts', 'Cedar Supply', 'Birch Row']);
  await card(page, 'Birch Row').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await expectOrder(page, 'Plan', ['Birch Row', 'Acorn Gifts', 'Cedar Supply']);
  await expect(page.getByText('All saved')).toBeVisible();
  // It is taken back at once, before the server has heard of it.
  let arrive = (): void => undefined;
  const arrived = new Promise<void>(resolve => (arrive = resolve));
  await page.route('**/api/v1/commands', async route => {
    await arrived;
    await route.continue();
  });
  await page.keyboard.press('Control+z');
  await expectOrder(page, 'Plan', ['Acorn Gifts', 'Cedar Supply', 'Birch Row']);
  arrive();
  await expect(page.getByText('All saved')).toBeVisible();
  await expectOrder(page, 'Plan', ['Acorn Gifts', 'Cedar Supply', 'Birch Row']);
  await dropBeside(page, 'Birch Row', 'Acorn Gifts', 'below');
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, path);
  await expectOrder(page, 'Plan', ['Acorn Gifts', 'Birch Row', 'Cedar Supply']);
  // While another order is on, the place in a column means nothing.
  await visit(page, `${path}?sort=-revenue`);
  await dropOn(page, 'Cedar Supply', 'Talk');
  await dropOn(page, 'Acorn Gifts', 'Talk');
  await expectOrder(page, 'Talk', ['Acorn Gifts', 'Cedar Supply']);
});

test('on a phone a finger puts a card elsewhere in its column and beside it, and the menu moves it by taps', async ({ browse, house }) => {
  const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row', 'Cedar Supply']);
  const page = await browse(PHONE);
  await signIn(page, ADA, path);
  await cardIn(page, 'Plan', 'Acorn Gifts').scrollIntoViewIfNeeded();
  const hand = await finger(page);
  await hand.take(card(page, 'Cedar Supply'));
  const first = (await card(page, 'Acorn Gifts').boundingBox())!;
  await hand.carry({ x: first.x + first.width / 2, y: first.y + 6 });
  await hand.release();
  await expectOrder(page, 'Plan', ['Cedar Supply', 'Acorn Gifts', 'Birch Row']);
  await hand.take(card(page, 'Birch Row'));
  // To the edge: the board brings the next column under the finger.
  await hand.carry({ x: 385, y: first.y + 40 });
  await expect(column(page, 'Plan')).not.toHaveClass(/drag-over/);
  await hand.release();
  await expect(page.getByRole('status').first()).toContainText(/Birch Row moved to (Talk|Signed)/);
  await page.getByRole('button', { name: 'More about Acorn Gifts' }).tap();
  await page.getByRole('button', { name: 'Move to…' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Move Acorn Gifts to…' });
  await dialog.getByLabel('Column').selectOption('Signed');
  await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
  await expect(cardIn(page, 'Signed', 'Acorn Gifts')).toBeAttached();
  await expect(page.getByText('All saved')).toBeAttached();
});

test('columns are named, limited, moved, added and removed, and a colleague sees it', async ({ page: ada, browse, house }) => {
  const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row']);
  const ben = await browse();
  await signIn(ada, ADA, path);
  await signIn(ben, BEN, path);
  await press(ada, 'More about Plan');
  await press(ada, 'Edit column');
  const dialog = ada.getByRole('dialog', { name: 'Edit column' });
  await dialog.getByLabel('Name').fill('Prepare');
  await dialog.getByLabel('Limit').fill('none at all');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('A limit is a whole number from 1 to 9999.');
  expect(await findings(ada)).toEqual([]);
  await dialog.getByLabel('Limit').fill('1');
  await dialog.getByLabel('Rose').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expectColumn(ada, 'Prepare', 2, ' of 1£ 9,000');
  await expectColumn(ben, 'Prepare', 2, ' of 1£ 9,000');
  await expect(column(ben, 'Prepare').getByTitle('2 accounts: more than the limit of 1')).toBeVisible();
  await press(ada, 'Add column');
  await ada.getByRole('dialog', { name: 'New column' }).getByLabel('Name').fill('Later');
  await ada.keyboard.press('Enter');
  await expectColumn(ben, 'Later', 0, '£ 0');
  await press(ada, 'More about Prepare');
  await press(ada, 'Move right');
  await expect(ben.getByRole('main').getByRole('heading', { level: 2 })).toHaveText(['Talk', 'Prepare', 'Signed', 'Later']);
  await press(ada, 'More about Prepare');
  await press(ada, 'Remove column');
  const remove = ada.getByRole('dialog', { name: 'Remove Prepare?' });
  await expect(remove).toContainText('2 accounts leave this board');
  await remove.getByRole('button', { name: 'Remove' }).click();
  await expect(column(ben, 'Prepare')).toBeHidden();
  // The button that opened it went with the column: the focus stays on the board.
  await expect(ada.getByRole('main')).toBeFocused();
  await expect(ada.getByRole('region', { name: 'Messages' })).toContainText('Prepare was removed; 2 accounts left the board.');
  await ada.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(cardIn(ben, 'Prepare', 'Birch Row')).toBeVisible();
});

test('a board of one’s own is nobody else’s, until it is shared', async ({ page: ada, browse, house, watch }) => {
  // The page that is not there for Ben, and what the server says when he asks whether a board that went is still there.
  watch.excuse(/status of 404 .*(\/boards\/|scope=board:)/);
  const { path } = await bringBoard(house, false, ['Acorn Gifts']);
  const ben = await browse();
  await signIn(ada, ADA, path);
  await signIn(ben, BEN, '/boards');
  await expect(ben.getByRole('main')).not.toContainText('Renewals');
  const answer = await ben.goto(path);
  expect(answer!.status()).toBe(404);
  await expect(ben.getByRole('main')).not.toContainText('Acorn Gifts');
  await press(ada, 'View');
  await press(ada, 'Edit board');
  const dialog = ada.getByRole('dialog', { name: 'Edit board' });
  await dialog.getByLabel('Everybody of the workspace sees it').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(cardIn(ben, 'Plan', 'Acorn Gifts')).toBeVisible();
  await dropOn(ben, 'Acorn Gifts', 'Signed');
  await expect(cardIn(ada, 'Signed', 'Acorn Gifts')).toBeVisible();
  await press(ada, 'View');
  await press(ada, 'Edit board');
  await dialog.getByLabel('Everybody of the workspace sees it').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(card(ben, 'Acorn Gifts')).toBeHidden();
  await expect(ben.getByRole('main')).not.toContainText('Signed');
});

test('a column that goes while a card is held over it takes no card, and it is said', async ({ page, house }) => {
  const { script, board, path, columns } = await bringBoard(house, true, ['Acorn Gifts']);
  await signIn(page, ADA, path);
  const from = await middle(card(page, 'Acorn Gifts'));
  const to = await middle(column(page, 'Signed'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 4);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await script.run({ kind: 'remove_column', board, column: columns[2]! });
  await expect(column(page, 'Signed')).toBeHidden();
  await page.mouse.up();
  await expect(cardIn(page, 'Plan', 'Acorn Gifts')).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('Acorn Gifts');
  await expect(page.getByText('All saved')).toBeVisible();
});

test('a card whose column is removed under the hand is not lost, and it is said', async ({ page, house }) => {
  const { script, board, path, columns } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row']);
  await signIn(page, ADA, path);
  const from = await middle(card(page, 'Acorn Gifts'));
  const to = await middle(column(page, 'Talk'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 4);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await script.run({ kind: 'remove_column', board, column: columns[0]! });
  await expect(column(page, 'Plan')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Plan was removed; 2 accounts left the board.');
  const there = await middle(column(page, 'Talk'));
  await page.mouse.move(there.x, there.y, { steps: 3 });
  await page.mouse.up();
  await expect(cardIn(page, 'Talk', 'Acorn Gifts')).toBeVisible();
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, path);
  await expect(cardIn(page, 'Talk', 'Acorn Gifts')).toBeVisible();
  await page.getByRole('link', { name: 'Unfold Not on this board' }).click();
  await expect(cardIn(page, 'Not on this board', 'Birch Row')).toBeVisible();
});

test('the history of a board tells of its cards and columns, and shows it as it stood', async ({ page, house }) => {
  const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row']);
  await signIn(page, ADA, path);
  await dropOn(page, 'Acorn Gifts', 'Signed');
  await expectColumn(page, 'Signed', 1, '£ 5,000');
  await expect(page.getByText('All saved')).toBeVisible();
  await press(page, 'View');
  await press(page, 'History');
  const history = page.getByRole('region', { name: 'History of the board' });
  const entries = history.getByRole('listitem');
  await expect(entries.first()).toContainText('Acorn GiftsAda Marsh moved it to Signed');
  await entries.nth(1).getByRole('button').click();
  await expectColumn(page, 'Plan', 2, '£ 9,000');
  await expectColumn(page, 'Signed', 0, '£ 0');
  await history.getByRole('slider', { name: 'When' }).press('Home');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renewals');
  await history.getByRole('button', { name: 'Back to now' }).click();
  await expectColumn(page, 'Signed', 1, '£ 5,000');
  expect(await findings(page)).toEqual([]);
});

test('two who move one card: the second is told who was first, and may insist', async ({ page: ada, browse, house }) => {
  const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row']);
  const ben = await browse();
  await signIn(ada, ADA, path);
  await signIn(ben, BEN, path);
  // What Ben does is on its way for a while.
  let arrive = (): void => undefined;
  const arrived = new Promise<void>(resolve => (arrive = resolve));
  await ben.route('**/api/v1/commands', async route => {
    await arrived;
    await route.continue();
  });
  await dropOn(ben, 'Acorn Gifts', 'Signed');
  await expect(cardIn(ben, 'Signed', 'Acorn Gifts')).toBeVisible();
  await dropOn(ada, 'Acorn Gifts', 'Talk');
  await expect(ada.getByText('All saved')).toBeVisible();
  arrive();
  const notice = ben.getByRole('alert').filter({ hasText: 'Acorn Gifts' });
  await expect(notice).toContainText('Ada Marsh was first with Acorn Gifts');
  await expect(notice).toContainText('YouSignedAda MarshTalk');
  await expect(cardIn(ben, 'Talk', 'Acorn Gifts')).toBeVisible();
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(cardIn(ben, 'Signed', 'Acorn Gifts')).toBeVisible();
  await expect(cardIn(ada, 'Signed', 'Acorn Gifts')).toBeVisible();
});

test('what is moved without a network waits, and goes when it is back', async ({ page, house, watch }) => {
  watch.excuse(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch|ERR_CONNECTION/);
  const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row']);
  await signIn(page, ADA, path);
  await expect(page.getByText('All saved')).toBeVisible();
  await partsThere(page);
  await page.context().setOffline(true);
  await dropOn(page, 'Acorn Gifts', 'Talk');
  await dropOn(page, 'Birch Row', 'Signed');
  await expect(cardIn(page, 'Signed', 'Birch Row')).toBeVisible();
  await expect(page.getByText('All saved')).toBeHidden();
  // What waits has a count and a list: what, and since when.
  await press(page, 'Offline · 2 changes wait');
  const waiting = page.locator('#waiting');
  await expect(waiting.getByRole('listitem')).toHaveText([/^Acorn Giftsmoved it to Talk\d+ .* UTC$/, /^Birch Rowmoved it to Signed\d+ .* UTC$/]);
  expect(await findings(page)).toEqual([]);
  await page.context().setOffline(false);
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 20_000 });
  await expect(waiting).toContainText('Nothing waits. All you did is saved.');
  await expect(waiting.getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(waiting).toBeHidden();
  await visit(page, path);
  await expect(cardIn(page, 'Talk', 'Acorn Gifts')).toBeVisible();
  await expect(cardIn(page, 'Signed', 'Birch Row')).toBeVisible();
});

test('boards that people made stand in the rail, and follow what colleagues do', async ({ page: ben, house }) => {
  const { script, board } = await bringBoard(house, true, []);
  const rail = ben.getByRole('navigation', { name: 'Places' });
  await signIn(ben, BEN, '/accounts');
  // They come with the page, and not after it.
  expect(await (await ben.request.get('/settings')).text()).toContain('<span class="cut">Renewals<');
  await partsThere(ben);
  await expect(rail.getByRole('link', { name: 'Renewals' })).toBeVisible();
  const own = freshId();
  await script.run(
    { kind: 'edit_team_board', board, edit: { name: 'Renewals of May' } },
    { kind: 'create_team_board', board: own, name: 'Ada’s own', shared: false, columns: [] },
    { kind: 'create_team_board', board: freshId(), name: 'Campaign', shared: true, columns: [] },
  );
  await expect(rail.getByRole('listitem')).toHaveText(['Home', 'Boards', 'Accounts', 'Concentration', 'Settings', 'Relationship', 'Four models', 'Key accounts', 'Orders', 'Campaign', 'Renewals of May']);
  await rail.getByRole('link', { name: 'Renewals of May' }).click();
  await expect(ben.getByRole('heading', { level: 1 })).toHaveText('Renewals of May');
  await expect(rail.getByRole('link', { name: 'Renewals of May' })).toHaveAttribute('aria-current', 'page');
  await rail.getByRole('link', { name: 'Accounts', exact: true }).click();
  await script.run({ kind: 'edit_team_board', board: own, edit: { shared: true } }, { kind: 'remove_team_board', board });
  await expect(rail.getByRole('listitem')).toHaveText(['Home', 'Boards', 'Accounts', 'Concentration', 'Settings', 'Relationship', 'Four models', 'Key accounts', 'Orders', 'Ada’s own', 'Campaign']);
});

test('a view is saved, and opened by a colleague', async ({ page: ada, browse, house }) => {
  await bringBoard(house, true, []);
  const ben = await browse();
  await signIn(ada, ADA, '/boards/relationship?sort=name&fold=-');
  await press(ada, 'View');
  await ada.getByLabel('Name').fill('Placed, by name');
  await ada.getByLabel('Everybody of the workspace sees it').check();
  await press(ada, 'Save this view');
  await expect(ada.getByRole('link', { name: 'Placed, by name' })).toBeVisible();
  expect(await findings(ada)).toEqual([]);
  await signIn(ben, BEN, '/boards');
  await ben.getByRole('link', { name: 'Placed, by name' }).click();
  await expect(ben).toHaveURL(/\/boards\/relationship\?sort=name&fold=-$/);
  await expectOrder(ben, 'Early', ['Acorn Gifts', 'Birch Row']);
  await visit(ada, '/boards');
  await press(ada, 'Edit view');
  const dialog = ada.getByRole('dialog', { name: 'Edit view' });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(ada.getByRole('link', { name: 'Placed, by name' })).toBeHidden();
  await ada.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(ada.getByRole('link', { name: 'Placed, by name' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a board and its columns have room, and nothing stands out of the page', async ({ page, house }) => {
    const { path } = await bringBoard(house, true, ['Acorn Gifts', 'Birch Row']);
    await signIn(page, ADA, path);
    await expect(cardIn(page, 'Plan', 'Acorn Gifts')).toBeVisible();
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await wider()).toBeLessThanOrEqual(0);
    expect(await findings(page)).toEqual([]);
    await visit(page, '/boards');
    expect(await wider()).toBeLessThanOrEqual(0);
  });
});
