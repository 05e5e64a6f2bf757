// Boards by any field, and by two: handing over, tags, figures that nobody moves; lanes and matrices; what the address keeps.

import { type Locator, type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE, TABLET, card, cardIn, dropOn, expectColumn, expectForFingers, finger, middle } from '../fixtures/board.ts';
import { type Ids, bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BEN = person('Ben Cole');

/** Ada's book on a board. Ben is there to lead accounts. */
async function open(page: Page, house: House, path: string, prepare?: (ids: Ids) => object[]): Promise<void> {
  const script = await found(house);
  await letIn(house, BEN, 'key-account-manager');
  const ids = await bringBook(script);
  const commands = prepare?.(ids) ?? [];
  if (commands.length > 0) await script.run(...commands);
  await signIn(page, ADA, path);
}

/** What the page said last. */
const said = (page: Page) => page.getByRole('status').first();

/** A cell of a board of two fields, by the headings of its column and its row. */
async function cell(page: Page, column: string, row: string): Promise<Locator> {
  const heads = page.getByRole('columnheader');
  await expect(heads.filter({ hasText: column })).toHaveCount(1);
  const names = await heads.evaluateAll(heads => heads.map(head => head.firstElementChild?.textContent ?? ''));
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${row}`) }) }).getByRole('cell').nth(names.indexOf(column) - 1);
}

/** Takes something with the mouse and drops it on something else. */
async function drag(page: Page, what: Locator, onto: Locator): Promise<void> {
  const [from, to] = [await middle(what), await middle(onto)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 4);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

test('on the board of leads a drop hands an account over', async ({ page, house }) => {
  await open(page, house, '/boards/owner');
  await expectColumn(page, 'Nobody', 6, '£ 16 k');
  await dropOn(page, 'Acorn Gifts', 'Ben Cole');
  await expectColumn(page, 'Ben Cole', 1, '£ 5,000');
  await expect(said(page)).toContainText('Acorn Gifts moved to Ben Cole');
  await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
  await expectColumn(page, 'Nobody', 6, '£ 16 k');
  await visit(page, '/boards/owner');
  await expectColumn(page, 'Nobody', 6, '£ 16 k');
});

test('an account stands under each of its tags, and a drop gives it another', async ({ page, house }) => {
  const tag = (account: string, tag: string) => ({ kind: 'edit_account', account, edit: { add_tag: tag } });
  await open(page, house, '/boards/tag', ids => [tag(ids['Acorn Gifts']!, 'rail'), tag(ids['Acorn Gifts']!, 'steel'), tag(ids['Birch Row']!, 'toys')]);
  await expect(cardIn(page, 'rail', 'Acorn Gifts')).toBeVisible();
  await expect(cardIn(page, 'steel', 'Acorn Gifts')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('6 accounts');
  await drag(page, cardIn(page, 'steel', 'Acorn Gifts'), page.getByRole('region', { name: 'toys', exact: true }));
  await expectColumn(page, 'toys', 2, '£ 9,000');
  await expectColumn(page, 'steel', 0, '£ 0');
  await expect(cardIn(page, 'rail', 'Acorn Gifts')).toBeVisible();
});

test('what an account brought cannot be moved, and it is said why', async ({ page, house }) => {
  await open(page, house, '/boards/revenue');
  await expectColumn(page, 'below £ 1,000', 1, '£ 600');
  await dropOn(page, 'Fern Living', 'Nothing yet');
  await expect(said(page)).toContainText('Revenue follows from the ledger');
  await expectColumn(page, 'below £ 1,000', 1, '£ 600');
});

test('a matrix counts and adds up, and a drop changes what differs', async ({ page, house }) => {
  await open(page, house, '/boards/relationship?rows=owner');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Relationship by owner');
  await expect(page.getByRole('rowheader', { name: /^Nobody/ })).toContainText('6 · £ 16 k · 100 %');
  await expect(page.getByRole('columnheader', { name: /^Early/ })).toContainText('2 · £ 9,000 · 58 %');
  const early = await cell(page, 'Early', 'Nobody');
  await expect(early).toContainText('2 · £ 9,000 · 58 %');
  await drag(page, early.getByText('Acorn Gifts'), await cell(page, 'Mid', 'Ben Cole'));
  await expect(await cell(page, 'Mid', 'Ben Cole')).toContainText('1 · £ 5,000');
  await expect(said(page)).toContainText('Acorn Gifts moved to Mid, Ben Cole');
  await expect(early).toContainText('1 · £ 4,000');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(early).toContainText('2 · £ 9,000');
  await expect(await cell(page, 'Mid', 'Ben Cole')).not.toContainText('£');
});

test('in lanes keys carry a card aside and down', async ({ page, house }) => {
  await open(page, house, '/boards/relationship?lanes=owner');
  await card(page, 'Cedar Supply').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toContainText('Partnership, Nobody');
  await page.keyboard.press('ArrowDown');
  await expect(said(page)).toContainText('Partnership, Ada Marsh');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Cedar Supply moved to Partnership, Ben Cole');
  await expect((await cell(page, 'Partnership', 'Ben Cole')).getByRole('listitem', { name: 'Cedar Supply' })).toBeFocused();
});

test('a finger carries a card from lane to lane, and an account of a matrix from cell to cell', async ({ browse, house }) => {
  const page = await browse(TABLET);
  await open(page, house, '/boards/relationship?lanes=owner');
  const hand = await finger(page);
  await hand.take(card(page, 'Cedar Supply'));
  await hand.carry(await middle(await cell(page, 'Early', 'Nobody')));
  await hand.release();
  await expect(said(page)).toContainText('Cedar Supply moved to Early, Nobody');
  await visit(page, '/boards/relationship?rows=owner');
  await hand.take(card(page, 'Acorn Gifts'));
  await hand.carry(await middle(await cell(page, 'Mid', 'Ben Cole')));
  await hand.release();
  await expect(said(page)).toContainText('Acorn Gifts moved to Mid, Ben Cole');
  await expect(await cell(page, 'Mid', 'Ben Cole')).toContainText('1 · £ 5,000');
  await expect(page.getByText('All saved')).toBeVisible();
});

test('an account of a matrix has a menu for a finger, and the points of a full cell lead to its cards', async ({ browse, house }) => {
  const page = await browse(TABLET);
  const more = Array.from({ length: 4 }, (_, at) => ({ kind: 'create_account', account: freshId(), name: `More ${at}` }));
  await open(page, house, '/boards/relationship?rows=owner', () => more);
  const button = page.getByRole('button', { name: 'More about Acorn Gifts' });
  await expectForFingers(button);
  await button.tap();
  await page.getByRole('button', { name: 'Move to…' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Move Acorn Gifts to…' });
  await dialog.getByLabel('Column').selectOption('Mid');
  await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
  await expect(await cell(page, 'Mid', 'Nobody')).toContainText('2 · £ 8,000');
  // Many are selected by taps here as well.
  await page.getByRole('button', { name: 'More about Birch Row' }).tap();
  await page.getByRole('button', { name: 'Select', exact: true }).tap();
  await card(page, 'Cedar Supply').tap();
  await expect(page.getByRole('group', { name: 'Selected cards' })).toContainText('2 accounts selected');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('group', { name: 'Selected cards' }).getByRole('button', { name: 'Done' }).tap();

  const points = (await cell(page, 'Not placed', 'Nobody')).getByRole('link', { name: 'Show 6 accounts as cards' });
  await expectForFingers(points);
  await points.tap();
  await expect(page).toHaveURL(/\/boards\/relationship\?lanes=owner&only=relationship%3A-&only=owner%3A-$/);
  await expect(cardInLane(page, 'Dune Traders')).toBeVisible();
  await expect(page.getByRole('button', { name: 'More about Dune Traders' })).toBeVisible();
});

test('on a phone a matrix is a list by cell with a small map, in which fingers and menus move accounts', async ({ browse, house }) => {
  const page = await browse(PHONE);
  await open(page, house, '/boards/relationship?rows=owner');
  const map = page.getByRole('img', { name: /^Map of 7 columns and 3 rows/ });
  await expect(map).toBeInViewport();
  const named = (column: string) => page.locator(`[data-name="${column}"]`).filter({ visible: true });
  await expect(named('Early')).toContainText('2 · £ 9,000 · 58 %');
  await expect(named('Partnership')).toHaveCount(0);
  const [early, mid] = [(await named('Early').boundingBox())!, (await named('Mid').boundingBox())!];
  expect([early.x, early.width]).toEqual([mid.x, mid.width]);
  expect(mid.y).toBeGreaterThan(early.y);
  expect(await page.getByRole('table').evaluate(board => board.scrollWidth - board.clientWidth)).toBe(0);
  expect(await findings(page)).toEqual([]);
  // A finger carries an account to a cell that is not empty; into any other the menu of each leads.
  const hand = await finger(page);
  await hand.take(card(page, 'Birch Row'));
  await hand.carry(await middle(named('Mid')));
  await hand.release();
  await expect(said(page)).toContainText('Birch Row moved to Mid, Nobody');
  await page.getByRole('button', { name: 'More about Birch Row' }).tap();
  await page.getByRole('button', { name: 'Move to…' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Move Birch Row to…' });
  await dialog.getByLabel('Column').selectOption('Partnership');
  await dialog.getByLabel('Row').selectOption('Ben Cole');
  await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
  await expect(named('Partnership')).toContainText('1 · £ 4,000');
  await expect(card(page, 'Birch Row')).toBeInViewport();
});

test('the menu of a card in a lane moves it by taps', async ({ browse, house }) => {
  const page = await browse(TABLET);
  await open(page, house, '/boards/relationship?lanes=owner');
  await page.getByRole('button', { name: 'More about Birch Row' }).tap();
  await page.getByRole('button', { name: 'Move to…' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Move Birch Row to…' });
  await dialog.getByLabel('Column').selectOption('Mid');
  await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
  await expect((await cell(page, 'Mid', 'Nobody')).getByRole('listitem', { name: 'Birch Row' })).toBeVisible();
});

test('M on a board of two fields names both', async ({ page, house }) => {
  await open(page, house, '/boards/relationship?lanes=country');
  await card(page, 'Birch Row').focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move Birch Row to…' });
  await dialog.getByLabel('Column').selectOption('Mid');
  await dialog.getByLabel('Row').selectOption('No country');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(await cell(page, 'Mid', 'No country')).toContainText('Birch Row');
});

test('the address keeps what is folded, sorted and narrowed', async ({ page, house }) => {
  await open(page, house, '/boards/relationship');
  await page.getByRole('link', { name: 'Fold Early' }).click();
  await expect(page).toHaveURL(/\?fold=early$/);
  await expect(card(page, 'Acorn Gifts')).toHaveCount(0);
  // A folded column takes cards as well.
  await dropOn(page, 'Cedar Supply', 'Early');
  await expect(said(page)).toContainText('Cedar Supply moved to Early');
  await page.getByRole('link', { name: 'Unfold Early' }).click();
  await expectColumn(page, 'Early', 3, '£ 12 k');

  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Order of cards').selectOption('Name');
  await page.getByLabel('Only', { exact: true }).selectOption('Revenue');
  await page.getByLabel('Only with').selectOption('£ 1,000 to £ 10 k');
  await expect(page).toHaveURL(/only=revenue%3A1&sort=name/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main')).toContainText('5 accounts');
  await expect(card(page, 'Fern Living')).toHaveCount(0);
  await page.getByRole('link', { name: 'No longer only Revenue: £ 1,000 to £ 10 k' }).click();
  await expect(card(page, 'Fern Living')).toHaveCount(1);
});

test('the view leads from one board to another', async ({ page, house }) => {
  await open(page, house, '/boards/relationship');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Rows').selectOption('Country');
  await expect(page).toHaveURL(/\/boards\/relationship\?rows=country$/);
  await expect(await cell(page, 'Early', 'United Kingdom')).toContainText('2 · £ 9,000');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Drawn as').selectOption('Lanes of cards');
  await expect(page).toHaveURL(/\?lanes=country$/);
  await expect(cardInLane(page, 'Acorn Gifts')).toBeVisible();
});

const cardInLane = (page: Page, account: string) => page.getByRole('cell').getByRole('listitem', { name: account, exact: true });

/** A book of seventy firms, each in a land of its own; the first and the last are of one segment. */
async function openWide(page: Page, house: House, path: string): Promise<void> {
  const script = await found(house);
  const row = (at: number) => `${1000 + at},R${at},Firm ${at},Land ${at},${daysAgo(30)},${100 + at}.00`;
  const rows = Array.from({ length: 70 }, (_, at) => row(at + 10));
  await script.import(['invoice_no,customer_id,customer_name,country,date,amount', ...rows, ''].join('\n'));
  const rail = async (name: string) => ({ kind: 'edit_account', account: (await script.account(name)).id, edit: { segment: 'Rail' } });
  await script.run(await rail('Firm 10'), await rail('Firm 79'));
  await signIn(page, ADA, path);
}

test('a matrix of seventy columns has those in sight in the document, and keys and the mouse go across the rest', async ({ page, house }) => {
  await openWide(page, house, '/boards/country?rows=segment');
  await expect(page.getByRole('rowheader', { name: /^Rail/ })).toContainText('2 · £ 289');
  expect(await page.getByRole('cell').count()).toBeLessThan(40);
  // Whoever hears it is told of all of them.
  await expect(page.getByRole('table')).toHaveAttribute('aria-colcount', '72');
  const isBelow = async (account: string, land: string) => {
    const [chip, head] = [await card(page, account).boundingBox(), await page.getByRole('columnheader', { name: new RegExp(`^${land}`) }).boundingBox()];
    // One that is dropped comes anew where it is then.
    return chip !== null && head !== null && chip.x >= head.x && chip.x + chip.width <= head.x + head.width;
  };
  expect(await isBelow('Firm 10', 'Land 10')).toBe(true);
  await card(page, 'Firm 10').focus();
  await page.keyboard.press('ArrowRight');
  await expect(card(page, 'Firm 79')).toBeFocused();
  await expect(card(page, 'Firm 79')).toBeInViewport();
  await expect.poll(() => isBelow('Firm 79', 'Land 79')).toBe(true);
  const last = page.getByRole('columnheader', { name: /^Land 79/ });
  await expect(last).toHaveAttribute('aria-colindex', (await page.getByRole('cell').filter({ has: card(page, 'Firm 79') }).getAttribute('aria-colindex'))!);
  expect(await page.getByRole('cell').count()).toBeLessThan(40);
  expect(await findings(page)).toEqual([]);
  // A lifted one goes on where nothing was in the document yet.
  await page.keyboard.press('Space');
  for (let land = 78; land >= 68; land -= 1) {
    await page.keyboard.press('ArrowLeft');
    await expect(said(page)).toContainText(`Land ${land}, Rail`);
  }
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Firm 79 moved to Land 68, Rail');
  await expect(card(page, 'Firm 79')).toBeFocused();
  await expect.poll(() => isBelow('Firm 79', 'Land 68')).toBe(true);
  // And so does one that the mouse holds near the edge, once it has come to rest.
  await card(page, 'Firm 79').hover();
  const from = await middle(card(page, 'Firm 79'));
  const board = (await page.getByRole('table').boundingBox())!;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(board.x + 4, from.y, { steps: 6 });
  await expect.poll(() => page.getByRole('table').evaluate(table => table.scrollLeft)).toBeLessThan(30 * 184);
  await page.mouse.move(board.x + board.width / 2, from.y, { steps: 6 });
  await page.mouse.up();
  await expect(said(page)).toContainText(/Firm 79 moved to Land [1-5]\d, Rail/);
  await card(page, 'Firm 79').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(card(page, 'Firm 10')).toBeFocused();
  await expect(page.getByText('All saved')).toBeVisible();
});

test('a lifted card goes across columns that are not on the screen', async ({ page, house }) => {
  await openWide(page, house, '/boards/country');
  await card(page, 'Firm 10').focus();
  await page.keyboard.press('Space');
  for (let land = 11; land <= 24; land += 1) {
    await page.keyboard.press('ArrowRight');
    await expect(said(page)).toContainText(`Land ${land}`);
  }
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Firm 10 moved to Land 24');
  await expect(cardIn(page, 'Land 24', 'Firm 10')).toBeFocused();
});

test('a lane that comes into sight when others have become empty shows its cards', async ({ page, house }) => {
  await openWide(page, house, '/boards/relationship?lanes=country');
  await expect(card(page, 'Firm 10')).toBeVisible();
  await page.getByLabel('Filter accounts').fill('Firm 18');
  await expect(card(page, 'Firm 18')).toBeVisible();
});
