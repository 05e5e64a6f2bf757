// A screen on the wall: boards by turns, large, live, and only to be read.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { expectColumn } from '../fixtures/board.ts';
import { type Ids, bringBook, place } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { type Script, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const TWO = '/wall?show=relationship&show=owner%3Frows%3Dcountry&every=10';

async function open(page: Page, house: House, path: string): Promise<{ script: Script; ids: Ids }> {
  const script = await found(house);
  const ids = await bringBook(script);
  await signIn(page, ADA, path);
  return { script, ids };
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a board opens on the wall, where nobody moves its cards, and stays live there', async ({ page, house }) => {
  await page.addInitScript(() => {
    const request = async (kind: string) => {
      (window as any).lit = kind;
      return { release: async () => {} };
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
  const { script, ids } = await open(page, house, '/boards/relationship?q=birch');
  await expectColumn(page, 'Early', 1, '£ 4,000');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('link', { name: 'Wall screen' }).click();
  await expect(page).toHaveURL(/\/wall\?show=relationship%3Fq%3Dbirch$/);
  await expect(title(page)).toHaveText('Relationship');
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(column(page, 'Early')).toContainText('1 £ 4,000');
  await expect(column(page, 'Early').getByRole('listitem')).toHaveText(/Birch Row/);
  await expect.poll(() => page.evaluate(() => (window as any).lit)).toBe('screen');
  expect(await findings(page)).toEqual([]);

  const card = (await column(page, 'Early').getByRole('listitem').boundingBox())!;
  await page.mouse.move(card.x + 20, card.y + 10);
  await page.mouse.down();
  await page.mouse.move(card.x + 400, card.y + 10, { steps: 5 });
  await page.mouse.up();
  await expect(column(page, 'Early')).toContainText('Birch Row');
  // What stands on it follows what happens.
  await script.run({ kind: 'edit_account', account: ids['Acorn Gifts'], edit: { name: 'Birch and Acorn' } });
  await script.run(place(ids['Dune Traders']!, 'synergistic'));
  await script.run({ kind: 'edit_account', account: ids['Dune Traders'], edit: { name: 'Birch Traders' } });
  await expect(column(page, 'Synergistic').getByRole('listitem')).toHaveText(/Birch Traders/);
  await expect(column(page, 'Early')).toContainText('2 £ 9,000');
  await page.getByRole('link', { name: 'Leave' }).click();
  await expect(page).toHaveURL('/boards/relationship?q=birch');
  await expectColumn(page, 'Synergistic', 1, '£ 2,000');
});

test('boards take turns, until a key stops them', async ({ page, house }) => {
  await open(page, house, TWO);
  await expect(title(page)).toHaveText('Relationship');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await expect(title(page)).toHaveText('Owner by country', { timeout: 12_000 });
  const cell = page.getByRole('row', { name: /United Kingdom/ }).getByRole('cell').first();
  await expect(cell).toHaveText(/6 £\s16\sk/);
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Space');
  await expect(page.getByText('2 of 2 · paused')).toBeVisible();
  await page.waitForTimeout(11_000);
  await expect(title(page)).toHaveText('Owner by country');
  await page.keyboard.press('ArrowRight');
  await expect(title(page)).toHaveText('Relationship');
  await page.keyboard.press('ArrowLeft');
  await expect(title(page)).toHaveText('Owner by country');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(title(page)).toHaveText('Relationship', { timeout: 12_000 });
  // Which boards is a choice, and an address to be kept.
  await page.getByRole('button', { name: 'Boards', exact: true }).click();
  await page.getByLabel('Country', { exact: true }).check();
  await page.getByLabel('Each for').selectOption('5 min');
  await expect(page).toHaveURL(/&show=country&every=300$/);
  await expect(page.getByText('1 of 3')).toBeVisible();
});

test('whoever wants no motion is shown the next board when they ask for it', async ({ browse, house }) => {
  const page = await browse({ reducedMotion: 'reduce' });
  await open(page, house, TWO);
  await expect(page.getByText('1 of 2 · paused')).toBeVisible();
});

test('a wall says when the connection is lost, and goes on when it is back', async ({ page, house, watch }) => {
  watch.excuse(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|status of 503|Failed to fetch/);
  const { script, ids } = await open(page, house, '/wall');
  await expect(column(page, 'Early')).toContainText('Acorn Gifts');
  const lost = page.getByText(/^Offline\. This is as it stood on/);
  await expect(lost).toBeHidden();
  await house.kill();
  await expect(lost).toBeVisible();
  await house.start();
  await script.run(place(ids['Dune Traders']!, 'pre'));
  await expect(lost).toBeHidden({ timeout: 20_000 });
  await expect(column(page, 'Pre')).toContainText('Dune Traders');
  await visit(page, '/wall');
  await expect(column(page, 'Pre')).toContainText('Dune Traders');
});

test('a board that people made hangs on the wall as well', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const board = freshId();
  const columns = ['Plan', 'Talk', 'Signed'].map(name => ({ column: freshId(), name, hue: 1 }));
  const move = (name: string, at: number) => ({ kind: 'move_card', board, account: ids[name]!, column: columns[at]!.column });
  await script.run({ kind: 'create_team_board', board, name: 'Renewals', shared: true, columns }, move('Birch Row', 0));
  await signIn(page, ADA, `/wall?show=relationship&show=${board}`);
  await expect(column(page, 'Early')).toContainText('Birch Row');
  await page.keyboard.press('ArrowRight');
  await expect(title(page)).toHaveText('Renewals');
  await expect(column(page, 'Plan').getByRole('listitem')).toHaveText(/Birch Row/);
  await script.run(move('Cedar Supply', 2));
  await expect(column(page, 'Signed').getByRole('listitem')).toHaveText(/Cedar Supply/);
  await page.keyboard.press('ArrowRight');
  await expect(column(page, 'Early')).toContainText('Birch Row');
});
