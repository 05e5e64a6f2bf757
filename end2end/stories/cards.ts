// Cards as a board asks for them: in more room or less, with what is asked for, by address and by the view.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { card, cardIn, dropOn, expectColumn } from '../fixtures/board.ts';
import { type Ids, bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';

/** Ada's book on its board, with tags and a next step for one of its accounts. */
async function open(page: Page, house: House, path = BOARD): Promise<Ids> {
  const script = await found(house);
  const ids = await bringBook(script);
  const edit = (edit: object) => ({ kind: 'edit_account', account: ids['Birch Row']!, edit });
  await script.run(edit({ add_tag: 'rail' }), edit({ add_tag: 'toys' }), edit({ next_step: { words: 'Send the list', day: daysAgo(2) } }));
  await signIn(page, ADA, path);
  return ids;
}

/** How high a card is with the room below it, in px. */
const rowPx = async (page: Page, account: string) => (await card(page, account).boundingBox())?.height;

test('the view makes cards small or large, and the address keeps it', async ({ page, house }) => {
  await open(page, house);
  const birch = card(page, 'Birch Row');
  expect(await rowPx(page, 'Birch Row')).toBe(104);
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Cards', { exact: true }).selectOption('compact');
  await expect(page).toHaveURL(/\?density=compact$/);
  await expect.poll(() => rowPx(page, 'Birch Row')).toBe(36);
  await expect(birch).toContainText('£ 4,000');
  await expect(birch).not.toContainText('Send the list');

  await page.getByLabel('Cards', { exact: true }).selectOption('roomy');
  await expect(page).toHaveURL(/\?density=roomy$/);
  for (const words of ['£ 4,000', 'quiet 1 day', 'Nobody', 'Send the list', 'late', 'rail', 'toys']) await expect(birch).toContainText(words);
  await expect(birch.getByRole('img', { name: /^Twelve months to \w+ \d+: \w+, most in \w+$/ })).toBeVisible();
  const roomy = await rowPx(page, 'Birch Row');
  expect(roomy).toBe(182);

  await visit(page, page.url());
  await expect(birch).toContainText('quiet 1 day');
  expect(await rowPx(page, 'Birch Row')).toBe(roomy);
  // The page as the server writes it is the same.
  const written = await (await page.request.get(page.url())).text();
  expect(written).toContain('class="desk cards-roomy lines-5"');
  expect(written).toContain('quiet 1 day');
});

test('what cards show is ticked in the view', async ({ page, house }) => {
  await open(page, house);
  const birch = card(page, 'Birch Row');
  await expect(birch).not.toContainText('quiet');
  await page.getByRole('button', { name: 'View' }).click();
  const ticks = page.getByRole('group', { name: 'Cards show' });
  await ticks.getByLabel('Quiet since').check();
  await expect(birch).toContainText('quiet 1 day');
  await expect(page).toHaveURL(/\?show=revenue&show=owner&show=step&show=quiet$/);
  await expect.poll(() => rowPx(page, 'Birch Row')).toBe(130);
  for (const label of ['Revenue', 'Owner', 'Next step', 'Quiet since']) await ticks.getByLabel(label).uncheck();
  await expect(page).toHaveURL(/\?show=none$/);
  await expect.poll(() => rowPx(page, 'Birch Row')).toBe(52);
  for (const label of ['Revenue', 'Owner', 'Next step']) await ticks.getByLabel(label).check();
  await expect(page).toHaveURL(BOARD);
  await expect.poll(() => rowPx(page, 'Birch Row')).toBe(104);
});

test('who is long quiet is marked, and who never traded is told apart', async ({ page, house }) => {
  const script = await found(house);
  const head = 'invoice_no,customer_id,customer_name,country,date,amount';
  await script.import([head, `1,R1,Gone Long,Ireland,${daysAgo(200)},500.00`, `2,R2,Just Here,Ireland,${daysAgo(0)},500.00`, ''].join('\n'));
  await signIn(page, ADA, `${BOARD}?show=quiet`);
  await expect(card(page, 'Gone Long')).toContainText('long quiet, 6 months');
  await expect(card(page, 'Just Here')).toContainText('trade today');
});

for (const [density, row] of [['compact', 36], ['roomy', 182]] as const) {
  test(`${density} cards are dragged, walked through and scrolled like any`, async ({ page, house }) => {
    const script = await found(house);
    const head = 'invoice_no,customer_id,customer_name,country,date,amount';
    const line = (_: unknown, at: number) => `${1000 + at},R${at},Firm ${at},Ireland,${daysAgo(40)},${1000 - at}.00`;
    await script.import([head, ...Array.from({ length: 80 }, line), ''].join('\n'));
    await signIn(page, ADA, `${BOARD}?density=${density}`);
    const list = page.locator('[data-column="-"] [data-scroll]');
    await expect(page.locator('[data-column="-"]')).toHaveAttribute('data-count', '80');
    await expect.poll(() => list.evaluate(list => list.scrollHeight)).toBe(80 * row + 18);
    await list.evaluate(list => (list.scrollTop = list.scrollHeight));
    await expect(card(page, 'Firm 79')).toBeInViewport();
    expect(await page.locator('[data-card]').count()).toBeLessThan(50);
    await list.evaluate(list => (list.scrollTop = 0));
    await expect(card(page, 'Firm 0')).toBeInViewport();
    await dropOn(page, 'Firm 0', 'Early');
    await expect(cardIn(page, 'Early', 'Firm 0')).toBeFocused();
    await expectColumn(page, 'Early', 1, '£ 1,000');
    await card(page, 'Firm 1').focus();
    await page.keyboard.press('ArrowDown');
    await expect(card(page, 'Firm 2')).toBeFocused();
    await page.keyboard.press('End');
    await expect(card(page, 'Firm 79')).toBeFocused();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(cardIn(page, 'Pre', 'Firm 79')).toBeFocused();
  });
}

test('axe finds nothing on cards of any kind, and nothing runs past the edge of a phone', async ({ browse, house }) => {
  const page = await browse({ reducedMotion: 'reduce', viewport: { width: 320, height: 640 }, hasTouch: true });
  await open(page, house);
  for (const query of ['density=compact', 'density=roomy', 'show=trend&show=tags&show=quiet', 'show=none', 'lanes=owner&density=roomy']) {
    await visit(page, `${BOARD}?${query}`);
    expect.soft(await findings(page), query).toEqual([]);
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect.soft(wide, query).toBeLessThanOrEqual(seen!);
  }
});

/** What is open beside the board. */
const panel = (page: Page, account: string) => page.getByRole('dialog', { name: account, exact: true });

test('a card opens beside the board, which goes on', async ({ page, house }) => {
  await open(page, house);
  await card(page, 'Birch Row').click();
  const beside = panel(page, 'Birch Row');
  await expect(beside).toBeVisible();
  await expect(page).toHaveURL(/\?open=[0-9a-f-]{36}$/);
  await expect(beside.getByRole('heading', { name: 'Birch Row' })).toBeFocused();
  for (const words of ['£ 4,000.00', 'Send the list', 'rail', 'Early', 'Nobody']) await expect(beside).toContainText(words);
  await expect(beside.getByRole('heading', { name: 'History' })).toBeVisible();
  // The board gives way, and cards move on it.
  const [edge, begins] = [(await page.locator('.board').boundingBox())!, (await beside.boundingBox())!];
  expect(edge.x + edge.width).toBeLessThanOrEqual(begins.x + 1);
  await dropOn(page, 'Birch Row', 'Mid');
  await expectColumn(page, 'Mid', 2, '£ 7,000');
  await expect(beside).toContainText('Mid');
  // Another one takes its place; one way back leads to the board.
  await card(page, 'Acorn Gifts').click();
  await expect(panel(page, 'Acorn Gifts')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(BOARD);
  await page.goForward();
  await expect(panel(page, 'Acorn Gifts')).toBeVisible();
  await page.getByRole('link', { name: 'Whole page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Acorn Gifts');
});

test('keys open a card, lead along its column, and back to it', async ({ page, house }) => {
  await open(page, house);
  await card(page, 'Acorn Gifts').focus();
  await page.keyboard.press('Enter');
  await expect(panel(page, 'Acorn Gifts').getByRole('heading', { name: 'Acorn Gifts' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(panel(page, 'Birch Row')).toBeVisible();
  await expect(panel(page, 'Birch Row').getByRole('button', { name: 'Next card' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(cardIn(page, 'Early', 'Birch Row')).toBeFocused();
  // From the board as well.
  await page.keyboard.press('Enter');
  await expect(panel(page, 'Birch Row')).toBeVisible();
  await card(page, 'Cedar Supply').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what is changed beside the board is on the card, and with colleagues', async ({ page, browse, house }) => {
  const ids = await open(page, house, `${BOARD}?density=roomy`);
  const other = await browse();
  await signIn(other, ADA, `${BOARD}?density=roomy&open=${ids['Birch Row']}`);
  await expect(panel(other, 'Birch Row')).toContainText('Send the list');
  await card(page, 'Birch Row').click();
  const beside = panel(page, 'Birch Row');
  await beside.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(beside.getByLabel('What happens next')).toBeFocused();
  await beside.getByLabel('What happens next').fill('Agree the volumes');
  await page.keyboard.press('Enter');
  await beside.getByRole('textbox', { name: 'Add a tag' }).fill('spring');
  await page.keyboard.press('Enter');
  await beside.getByLabel('Write a note').fill('They buy early.');
  await page.keyboard.press('Control+Enter');
  for (const words of ['Agree the volumes', 'spring']) await expect(card(page, 'Birch Row')).toContainText(words);
  for (const words of ['Agree the volumes', 'spring', 'They buy early.', 'wrote a note']) await expect(panel(other, 'Birch Row')).toContainText(words);
  await expect(card(other, 'Birch Row')).toContainText('Agree the volumes');
});

test('what was begun beside the board is there when one comes back', async ({ page, house }) => {
  await open(page, house);
  await card(page, 'Birch Row').click();
  await panel(page, 'Birch Row').getByLabel('Write a note').fill('Half a thou');
  await panel(page, 'Birch Row').getByRole('button', { name: 'Set', exact: true }).click();
  await panel(page, 'Birch Row').getByLabel('What happens next').fill('Ring them');
  await card(page, 'Acorn Gifts').click();
  await expect(panel(page, 'Acorn Gifts').getByLabel('Write a note')).toHaveValue('');
  await card(page, 'Birch Row').click();
  await expect(panel(page, 'Birch Row').getByLabel('Write a note')).toHaveValue('Half a thou');
  await expect(panel(page, 'Birch Row').getByLabel('What happens next')).toHaveValue('Ring them');
  // Given up, it is as it was.
  await panel(page, 'Birch Row').getByLabel('What happens next').press('Escape');
  await expect(panel(page, 'Birch Row')).toContainText('Send the list');
});

test('an address opens a board with an account, as the server writes it', async ({ page, house, watch }) => {
  watch.excuse(/status of 404 .*\/api\/v1\/model/);
  const ids = await open(page, house);
  const address = `${BOARD}?open=${ids['Birch Row']}`;
  const written = await (await page.request.get(address)).text();
  expect(written.match(/<dialog[^>]*card-panel[^>]*>/)?.[0]).toContain(' open');
  expect(written).toContain('Send the list');
  await visit(page, address);
  await expect(panel(page, 'Birch Row')).toContainText('Send the list');
  await visit(page, `${BOARD}?open=01890000-0000-7000-8000-000000000003`);
  await expect(page.getByRole('dialog')).toContainText('This account is not there any more.');
});

test('under a finger a card opens as a sheet over the board', async ({ browse, house }) => {
  const page = await browse({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
  await open(page, house);
  await card(page, 'Dune Traders').tap();
  const sheet = panel(page, 'Dune Traders');
  await expect(sheet).toBeVisible();
  expect(await sheet.boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 640 });
  expect(await sheet.evaluate(sheet => sheet.matches(':modal') && sheet.scrollWidth <= sheet.clientWidth)).toBe(true);
  expect(await findings(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goBack();
});

for (const colors of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
  test(`axe finds nothing on a board with an account beside it, ${Object.values(colors)[0]}`, async ({ browse, house }) => {
    const page = await browse({ ...colors, reducedMotion: 'reduce' });
    const ids = await open(page, house);
    await visit(page, `${BOARD}?open=${ids['Birch Row']}`);
    await expect(panel(page, 'Birch Row')).toContainText('Send the list');
    expect(await findings(page)).toEqual([]);
    await panel(page, 'Birch Row').getByRole('button', { name: 'Set', exact: true }).click();
    expect(await findings(page)).toEqual([]);
  });
}

test('cards are coloured by a field, and each colour has its word', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const segment = (name: string, segment: string) => ({ kind: 'edit_account', account: ids[name]!, edit: { segment } });
  await script.run(segment('Acorn Gifts', 'Retail'), segment('Birch Row', 'Retail'), segment('Cedar Supply', 'Trade'));
  await signIn(page, ADA, BOARD);
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Colour by').selectOption('Segment');
  await expect(page).toHaveURL(/\?colour=segment$/);
  await expect(page.getByRole('list', { name: 'Colours: segment' }).getByRole('listitem')).toHaveText(['Retail', 'Trade', 'others']);
  const edge = (account: string) => card(page, account).getByTitle(/^Segment: /);
  const colour = (account: string) => edge(account).evaluate(edge => getComputedStyle(edge).backgroundColor);
  await expect(edge('Birch Row')).toHaveText('Segment: Retail');
  await expect(edge('Dune Traders')).toHaveText('Segment: No segment');
  expect(await colour('Acorn Gifts')).toBe(await colour('Birch Row'));
  expect(await colour('Cedar Supply')).not.toBe(await colour('Birch Row'));
  // They stand in the first paint, and on the chips of a matrix.
  const html = await (await page.request.get(`${BOARD}?colour=segment`)).text();
  expect(html.match(/card-edge hue-0/g)).toHaveLength(2);
  expect(html).toContain('card-edge hue-1');
  await visit(page, `${BOARD}?colour=segment&rows=country`);
  await expect(card(page, 'Cedar Supply')).toHaveAttribute('title', 'Segment: Trade');
  const ofChip = (account: string) => card(page, account).evaluate(chip => getComputedStyle(chip).borderInlineStartColor);
  expect(await ofChip('Acorn Gifts')).toBe(await ofChip('Birch Row'));
  expect(await ofChip('Cedar Supply')).not.toBe(await ofChip('Birch Row'));
  expect(await findings(page)).toEqual([]);
  await visit(page, `${BOARD}?colour=relationship&density=compact`);
  await expect(card(page, 'Cedar Supply').getByTitle('Relationship: Mid')).toHaveCount(1);
  expect(await rowPx(page, 'Cedar Supply')).toBe(36);
  expect(await findings(page)).toEqual([]);
});

test('who is quiet longest stands first, on the board and in the list', async ({ page, house }) => {
  await open(page, house);
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByLabel('Order of cards').selectOption('Quiet since, longest first');
  await expect(page).toHaveURL(/\?sort=quiet$/);
  const early = page.getByRole('region', { name: 'Early', exact: true }).getByRole('listitem');
  await expect(early.first()).toHaveAccessibleName('Birch Row');
  await visit(page, '/accounts');
  await page.getByRole('columnheader', { name: 'Quiet since' }).getByRole('link').click();
  await expect(page).toHaveURL(/\?sort=quiet$/);
  await expect(page.getByRole('row').nth(1)).toContainText('Fern Living');
  await expect(page.getByRole('row').nth(1)).toContainText('5 days');
});
