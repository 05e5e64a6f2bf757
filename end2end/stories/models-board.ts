// The boards of the categorization models: the same accounts on four models, placed, argued, confirmed, and told why.

import { readFile } from 'node:fs/promises';

import { type Locator, type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE, finger, middle } from '../fixtures/board.ts';
import { BOARD, BENSAOU, WEBSTER, STAGES, model, cell, mark, panel, saved, placeOn, book, drag } from '../fixtures/models-board.ts';
import { ADA, found, letIn, person, signIn, visit, script as scriptOf } from '../fixtures/people.ts';
import { daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

test('a card is dragged to another cell: it says why, its ghost stays where the figures put it, and undo takes it back', async ({ page, house }) => {
  await book(await found(house));
  await signIn(page, ADA, '/boards');
  await page.getByRole('link', { name: 'Four models' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Four models' })).toBeVisible();
  const computed = cell(page, BENSAOU, 'Captive buyer');
  await expect(mark(computed, 'Acorn Gifts')).toHaveAccessibleName(/only computed/);
  await expect(computed).toContainText('1 · £ 5,000');

  const partnership = cell(page, BENSAOU, 'Strategic partnership');
  await drag(page, mark(computed, 'Acorn Gifts'), partnership);
  const dialog = page.getByRole('dialog', { name: 'Why does Acorn Gifts stand in Strategic partnership?' });
  // It stands there already while it is asked, and goes back where nothing is said.
  await expect(mark(partnership, 'Acorn Gifts')).toHaveAccessibleName(/not confirmed/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(mark(computed, 'Acorn Gifts')).toBeVisible();
  await drag(page, mark(computed, 'Acorn Gifts'), partnership);
  await dialog.getByLabel('Reason').fill('We built a line for them as well');
  await dialog.getByRole('button', { name: 'Place' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Acorn Gifts moved to Strategic partnership').first()).toBeVisible();
  await expect(mark(partnership, 'Acorn Gifts')).toHaveAccessibleName(/the figures say Captive buyer/);
  await expect(computed.getByRole('listitem', { name: /^Acorn Gifts: the figures put it here/ })).toBeVisible();
  await saved(page);
  await visit(page, BOARD);
  await expect(mark(partnership, 'Acorn Gifts')).toHaveAccessibleName(/the figures say Captive buyer/);

  // By keys into the cell of the figures nothing is asked; what was done is undone by the usual button.
  await mark(partnership, 'Acorn Gifts').focus();
  await page.keyboard.press('m');
  const move = page.getByRole('dialog', { name: 'Move Acorn Gifts to…' });
  await move.getByLabel('Cell').selectOption({ label: 'Captive buyer' });
  await page.keyboard.press('Enter');
  await move.getByRole('button', { name: 'Place' }).click();
  await expect(mark(computed, 'Acorn Gifts')).toHaveAccessibleName(/placed, not confirmed$/);
  await saved(page);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(mark(partnership, 'Acorn Gifts')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('a director confirms what a colleague placed, refuses in words, and nobody confirms their own', async ({ page, browse, house }) => {
  const script = await found(house);
  const ids = await book(script);
  const kim = person('Kim Karr');
  await letIn(house, kim, 'agency-director');
  const other = await scriptOf(house, kim);
  await other.run(placeOn(ids['Acorn Gifts']!, 'bensaou', 'captive_buyer'));
  const theirs = await browse();
  await signIn(theirs, kim, `${BOARD}?account=${ids['Acorn Gifts']}`);
  const own = panel(theirs, 'Acorn Gifts').getByRole('region', { name: BENSAOU });
  await expect(own).toContainText('not confirmed');
  await expect(own.getByRole('button', { name: 'Take back' })).toBeVisible();
  await expect(own.getByRole('button', { name: 'Confirm' })).toHaveCount(0);

  await signIn(page, ADA, BOARD);
  await page.getByRole('navigation', { name: 'To work off' }).getByRole('link', { name: /^Waiting for your word/ }).click();
  await expect(page).toHaveURL(/list=waiting/);
  const waiting = page.getByRole('region', { name: 'Waiting for your word' });
  await waiting.getByRole('listitem').filter({ hasText: BENSAOU }).getByRole('button', { name: 'Refuse' }).click();
  const refuse = page.getByRole('dialog', { name: 'Why is it refused?' });
  await refuse.getByRole('button', { name: 'Refuse' }).click();
  await expect(refuse.getByLabel('Reason')).toHaveAccessibleDescription(/Write a reason first/);
  await refuse.getByLabel('Reason').fill('They left the line idle');
  await refuse.getByLabel('Reason').press('Enter');
  await expect(waiting.getByRole('listitem').filter({ hasText: BENSAOU })).toHaveCount(0);
  await expect(own).toContainText('They left the line idle');

  await other.run(placeOn(ids['Acorn Gifts']!, 'bensaou', 'captive_buyer', 'It runs again'));
  await waiting.getByRole('listitem').filter({ hasText: BENSAOU }).getByRole('button', { name: 'Confirm' }).press('Enter');
  await expect(waiting.getByRole('listitem').filter({ hasText: BENSAOU })).toHaveCount(0);
  // By keys one goes on in the list.
  await expect(waiting).toBeFocused();
  await expect(own.getByText('confirmed', { exact: true }).first()).toBeVisible();
  await visit(page, BOARD);
  await expect(mark(cell(page, BENSAOU, 'Captive buyer'), 'Acorn Gifts')).toHaveAccessibleName(/placed and confirmed/);
});

test('on a phone it is read in at most three taps why an account stands where it stands', async ({ browse, house }) => {
  const script = await found(house);
  const ids = await book(script);
  await script.run(placeOn(ids['Acorn Gifts']!, 'bensaou', 'strategic_partnership', 'We built a line for them as well'));
  const page = await browse(PHONE);
  await signIn(page, ADA, BOARD);
  // The first tap: the model. The second: the account. The third: its scores.
  await page.getByRole('navigation', { name: 'Models on the board' }).getByRole('link', { name: 'Bensaou' }).tap();
  await mark(cell(page, BENSAOU, 'Strategic partnership'), 'Acorn Gifts').tap();
  const why = panel(page, 'Acorn Gifts').getByRole('region', { name: BENSAOU });
  for (const words of ['Strategic partnership', 'Ada Marsh', 'We built a line for them as well', 'Captive buyer', '100 % scored', '1 threshold from where the figures put it']) {
    await expect(why).toContainText(words);
  }
  await why.getByText('Scores and evidence').tap();
  await expect(why).toContainText('Its buildings, tooling and equipment');
  await expect(why.getByText('4 of 5').first()).toBeVisible();
  await expect(why.getByText('Their new line is built round our parts')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
});

test('a finger carries a card to another cell', async ({ browse, house }) => {
  await book(await found(house));
  const page = await browse({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  await signIn(page, ADA, `${BOARD}?model=bensaou`);
  const touch = await finger(page);
  await touch.take(mark(cell(page, BENSAOU, 'Captive buyer'), 'Acorn Gifts'));
  await touch.carry(await middle(cell(page, BENSAOU, 'Market exchange')));
  await touch.release();
  const dialog = page.getByRole('dialog', { name: 'Why does Acorn Gifts stand in Market exchange?' });
  await dialog.getByLabel('Reason').fill('They buy elsewhere now');
  await dialog.getByRole('button', { name: 'Place' }).tap();
  await expect(mark(cell(page, BENSAOU, 'Market exchange'), 'Acorn Gifts')).toBeVisible();
});

test('who is looked at in one model shows in all, and all of it stands in the address', async ({ page, house }) => {
  const script = await found(house);
  const ids = await book(script);
  await script.run(placeOn(ids['Birch Row']!, 'four_s', 'star', 'They grow fast'));
  await signIn(page, ADA, BOARD);
  await mark(cell(page, WEBSTER, 'Transaction'), 'Acorn Gifts').click();
  await expect(panel(page, 'Acorn Gifts')).toBeVisible();
  await expect(page.locator('li.mark.chosen')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(panel(page, 'Acorn Gifts')).toBeHidden();

  await page.getByRole('searchbox').fill('birch');
  await expect(page.getByText(/^1 of 6 accounts/)).toBeVisible();
  await expect(mark(cell(page, WEBSTER, 'Transaction'), 'Birch Row')).toBeVisible();
  await expect(mark(cell(page, WEBSTER, 'Transaction'), 'Acorn Gifts')).toHaveCount(0);
  await page.getByText('Filter and colours').click();
  await page.getByLabel('Colour by').selectOption({ label: 'Country' });
  await page.getByLabel('Accounts as').selectOption({ label: 'Points' });
  await expect(page).toHaveURL(/q=birch&colour=country&show=points/);
  // Model after model is drawn so, each in a turn of its own.
  await expect(page.locator('.model-plane.as-cards')).toHaveCount(0);
  const direct = await page.getByRole('main').innerText();
  await visit(page, page.url());
  await expect.poll(() => page.getByRole('main').innerText()).toBe(direct);
  expect(await findings(page)).toEqual([]);

  await page.getByText('Over time', { exact: true }).click();
  await page.getByLabel('As of').fill(daysAgo(1));
  await page.getByLabel('As of').press('Tab');
  await expect(page.getByText('This is how it stood then; nothing can be moved.').first()).toBeVisible();
  await expect(page).toHaveURL(/as_of=/);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).not.toHaveURL(/as_of=/);

  await visit(page, `${BOARD}?show=points`);
  const sizes = () => page.locator('li.mark:not(.ghost)').evaluateAll(all => new Set(all.map(one => /size-\d/.exec(one.className)?.[0])).size);
  await expect.poll(sizes).toBeGreaterThan(1);
  await page.getByLabel('Accounts as').selectOption({ label: 'Points, all alike' });
  await expect.poll(sizes).toBe(1);

  await visit(page, `${BOARD}?model=webster&cell=transaction`);
  const lines = page.getByRole('region', { name: 'Transaction' }).getByRole('list', { name: 'Transaction' }).getByRole('listitem');
  await expect(lines).toHaveCount(6);
  for (const name of ['Cedar Supply', 'Dune Traders']) await page.getByLabel(`Select ${name}`).check();
  await page.getByRole('button', { name: 'Move them to…' }).click();
  const move = page.getByRole('dialog', { name: 'Move 2 accounts to…' });
  await move.getByLabel('Cell').selectOption({ label: 'Repeated transactions' });
  await move.getByLabel('Reason').fill('They order by phone every week');
  await move.getByRole('button', { name: 'Place' }).click();
  await expect(lines).toHaveCount(4);
  await page.getByRole('link', { name: 'Back to the model' }).click();
  await expect(mark(cell(page, WEBSTER, 'Repeated transactions'), 'Dune Traders')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('who moved since a day is told model by model, drawn as a way, and taken out', async ({ page, house }) => {
  const script = await found(house);
  const ids = await book(script);
  const placed = (account: string, into: string, day: string) => ({ ...placeOn(ids[account]!, 'four_s', into, 'They said so'), day });
  const [acorn, birch] = ['Acorn Gifts', 'Birch Row'].map(name => placed(name, 'streamline', daysAgo(200)));
  await script.run(acorn!, birch!);
  await script.run({ ...placed('Acorn Gifts', 'strategic', daysAgo(20)), was: acorn!.position });
  await script.run(placed('Cedar Supply', 'star', daysAgo(10)));
  await signIn(page, ADA, `${BOARD}?model=four_s&since=${daysAgo(90)}`);
  const moved = page.getByRole('region', { name: /^Who moved since / });
  await expect(moved.getByRole('status')).toHaveText(/^2 moves/);
  const way = (words: string) => moved.getByRole('listitem').filter({ hasText: words });
  await expect(way('Streamline → Strategic').getByRole('link', { name: 'Acorn Gifts' })).toBeVisible();
  await expect(way('Placed nowhere → Star').getByRole('link', { name: 'Cedar Supply' })).toBeVisible();
  await expect(moved.getByRole('link', { name: 'Birch Row' })).toHaveCount(0);
  // One of the two stood nowhere, so that there is one line to draw.
  await expect(page.locator('.map-drift')).toHaveAttribute('d', /^M[^M]+$/);

  await way('Streamline → Strategic').getByRole('link', { name: 'Acorn Gifts' }).click();
  await expect(panel(page, 'Acorn Gifts')).toBeVisible();
  await expect(page.locator('.map-path')).toHaveAttribute('d', /^M.+L/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.map-path')).toHaveAttribute('d', '');
  expect(await findings(page)).toEqual([]);

  const takeOut = async (kind: string) => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: kind, exact: true }).click();
    const download = await saved;
    return [download.suggestedFilename(), await readFile((await download.path())!)] as const;
  };
  const [name, table] = await takeOut('CSV');
  expect(name).toBe(`four-s-${daysAgo(0)}.csv`);
  const lines = table.toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^Account,Id,Owner,"Revenue, 12 months",Currency,/);
  expect(lines).toHaveLength(7);
  expect(lines.find(line => line.startsWith('Acorn Gifts,'))).toMatch(/,5000\.00,GBP,Strategic,placed,/);
  const [, svg] = await takeOut('SVG');
  expect(svg.toString('utf8')).toContain('>Acorn Gifts</text>');
  const [, png] = await takeOut('PNG');
  expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
});

test('scores of many accounts come as a file, or are refused by line', async ({ page, house, watch }) => {
  // The list is refused as a whole.
  watch.excuse(/422/);
  await book(await found(house));
  await signIn(page, ADA, `${BOARD}?model=bensaou`);
  await page.getByText('Scores from a file').click();
  const list = page.getByRole('region', { name: 'Take a list in' });
  const saved = page.waitForEvent('download');
  await list.getByRole('button', { name: 'Save a list to fill in' }).click();
  const blank = (await readFile((await (await saved).path())!, 'utf8')).replace('\ufeff', '').trimEnd().split('\r\n');
  expect(blank[0]).toMatch(/^account,name,day,buyer_assets,buyer_assets note,/);
  expect(blank).toHaveLength(7);

  const give = async (text: string) => {
    await list.getByLabel('CSV of scores').setInputFiles({ name: 'scores.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await list.getByRole('button', { name: 'Take in' }).click();
  };
  await give('account,buyer_assets,supplier_assets\nBirch Row,5,5\nNobody,4,4\nCedar Supply,9,1\n');
  await expect(list.getByText('Line 3: No account has the id, the reference or the name “Nobody”.')).toBeVisible();
  await expect(list.getByRole('list', { name: 'Nothing was taken in' }).getByRole('listitem')).toHaveCount(2);
  await give('account,buyer_assets,supplier_assets\nBirch Row,5,5\nCedar Supply,1,5\n');
  await expect(list.getByText('2 accounts scored')).toBeVisible();
  await expect(mark(cell(page, BENSAOU, 'Strategic partnership'), 'Birch Row')).toHaveAccessibleName(/only computed/);
  await expect(mark(cell(page, BENSAOU, 'Captive supplier'), 'Cedar Supply')).toBeVisible();
});

test('the boards are played month by month up to now', async ({ page, house }) => {
  const script = await found(house);
  const ids = await book(script);
  await script.run({ ...placeOn(ids['Acorn Gifts']!, 'four_s', 'star', 'They grow'), day: daysAgo(70) });
  await signIn(page, ADA, `${BOARD}?model=four_s&as_of=${daysAgo(130)}`);
  const star = cell(page, '4S: Strategic, Star, Status, Streamline', 'Star');
  await expect(page.getByText('This is how it stood then; nothing can be moved.')).toBeVisible();
  await expect(mark(star, 'Acorn Gifts')).toHaveCount(0);
  const slider = page.getByRole('slider', { name: 'The end of which month is shown' });
  const before = Number(await slider.inputValue());
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(mark(star, 'Acorn Gifts')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(slider).toHaveValue('36', { timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(page).not.toHaveURL(/as_of=/);
  expect(before).toBeLessThan(36);

  // By keys, a step at a time.
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/as_of=/);
  await expect(mark(star, 'Acorn Gifts')).toBeVisible();
});

/** Scores by Millman and Wilson: of the relationship and of the involvement, each the same by every criterion. */
function scored(account: string, relationship: number, involvement: number) {
  const axes: [number, string[]][] = [
    [relationship, ['trust', 'openness', 'joint_planning', 'contract_horizon', 'pricing']],
    [involvement, ['functions', 'levels', 'integration', 'joint_teams', 'scope']],
  ];
  const scores = axes.flatMap(([ours, criteria]) => criteria.map(criterion => ({ criterion, score: { ours } })));
  return { kind: 'assess_account', assessment: freshId(), account, model: 'millman_wilson', version: 1, day: daysAgo(1), scores };
}

/** Where a mark lies on the plane: parts of it, from the left and from the top. */
async function onPlane(page: Page, what: Locator): Promise<{ x: number; y: number }> {
  const [plane, box] = [await page.locator('.plane-square').boundingBox(), await what.boundingBox()];
  if (!plane || !box) throw new Error(`${what} is not on the plane`);
  return { x: (box.x + box.width / 2 - plane.x) / plane.width, y: (box.y + box.height / 2 - plane.y) / plane.height };
}

test('stages lie on the diagonal of their plane: accounts at their values, what leans off it, and a point is dragged to a stage', async ({ page, house }) => {
  const script = await found(house);
  const ids = await book(script);
  await script.run(scored(ids['Acorn Gifts']!, 3, 3), scored(ids['Cedar Supply']!, 2, 4), scored(ids['Dune Traders']!, 5, 4));
  await signIn(page, ADA, `${BOARD}?model=millman_wilson`);
  const stage = (name: string) => cell(page, STAGES, name);
  for (const words of ['1 Simple', 'Involvement with the customer →', '5 Complex', '1 Transactional', 'Nature of the relationship →', '5 Collaborative']) {
    await expect(model(page, STAGES).getByText(words, { exact: true })).toBeVisible();
  }
  // Scores of 2 and 4 of 1 to 5 lie a quarter from the left and a quarter from the top.
  const cedar = mark(stage('Mid-KAM'), 'Cedar Supply');
  await expect(cedar).toHaveAccessibleName(/placed, not confirmed, over-engineered$/);
  const at = await onPlane(page, cedar);
  expect(at.x).toBeCloseTo(0.25, 2);
  expect(at.y).toBeCloseTo(0.25, 2);
  expect((await onPlane(page, mark(stage('Synergistic-KAM'), 'Dune Traders'))).x).toBeCloseTo(1, 2);
  // Who was placed and never scored is called by name beside the plane.
  const birch = mark(stage('Early-KAM'), 'Birch Row');
  await expect(birch).toHaveText(/Birch Row/);
  expect((await onPlane(page, birch)).x).toBeLessThan(0);
  // Acorn was placed lower than its scores say: it stands inside its own stage, and its ghost where they are.
  const ghost = stage('Mid-KAM').getByRole('listitem', { name: /^Acorn Gifts: the figures put it here/ });
  expect((await onPlane(page, ghost)).x).toBeCloseTo(0.5, 2);
  const acorn = await onPlane(page, mark(stage('Early-KAM'), 'Acorn Gifts'));
  expect(acorn.x + 1 - acorn.y).toBeLessThan(0.8);
  await expect(page.locator('.map-lines')).toHaveAttribute('d', /^M.+L/);
  expect(await findings(page)).toEqual([]);

  // Carried over the plane it goes to the stage below the hand.
  await drag(page, mark(stage('Synergistic-KAM'), 'Dune Traders'), page.locator('.stage-name', { hasText: 'Partnership-KAM' }));
  const dialog = page.getByRole('dialog', { name: 'Why does Dune Traders stand in Partnership-KAM?' });
  await dialog.getByLabel('Reason').fill('The joint team is not there yet');
  await dialog.getByRole('button', { name: 'Place' }).click();
  await expect(mark(stage('Partnership-KAM'), 'Dune Traders')).toHaveAccessibleName(/the figures say Synergistic-KAM/);
  // By keys up the stages, over what stands beside the plane as over what is on it.
  await birch.focus();
  for (const key of ['Space', 'ArrowUp', 'Space']) await page.keyboard.press(key);
  await expect(mark(stage('Mid-KAM'), 'Birch Row')).toHaveAccessibleName(/placed, not confirmed$/);
  await saved(page);

  // Whoever looks at a point sees it in the panel, and from there on all four.
  await cedar.click();
  await expect(panel(page, 'Cedar Supply').getByRole('region', { name: STAGES })).toContainText('Over-engineered');
  await page.keyboard.press('Escape');
  await page.getByText('Filter and colours').click();
  await page.getByLabel('Accounts as').selectOption({ label: 'Cards' });
  await expect(page.locator('.plane-square')).toHaveCount(0);
  await expect(cedar).toBeVisible();
});

test('on a phone the plane is a small map above the list of its stages', async ({ browse, house }) => {
  const script = await found(house);
  const ids = await book(script);
  await script.run(scored(ids['Cedar Supply']!, 2, 4));
  const page = await browse(PHONE);
  await signIn(page, ADA, `${BOARD}?model=millman_wilson`);
  const cedar = mark(cell(page, STAGES, 'Mid-KAM'), 'Cedar Supply');
  await expect(cedar).toHaveText(/Cedar Supply/);
  await expect(mark(cell(page, STAGES, 'Early-KAM'), 'Acorn Gifts')).toHaveText(/Acorn Gifts/);
  await expect(page.locator('.model-map')).toBeVisible();
  await expect(page.locator('.map-near')).toHaveAttribute('d', /^M[\d.]+ 25\.0h0$/);
  const [map, list] = [await page.locator('.model-map').boundingBox(), await cedar.boundingBox()];
  expect(map!.y + map!.height).toBeLessThan(list!.y);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await findings(page)).toEqual([]);
  await cedar.tap();
  await expect(panel(page, 'Cedar Supply')).toBeVisible();
});

test('on a phone the tabs begin where the chosen one is seen, and run on beyond the edge', async ({ browse, house }) => {
  await book(await found(house));
  const page = await browse(PHONE);
  await signIn(page, ADA, `${BOARD}?model=four_s&list=waiting`);
  const ways = page.getByRole('navigation', { name: 'Models on the board' });
  await expect(ways.getByRole('link', { name: '4S' })).toBeInViewport({ ratio: 1 });
  await expect(ways.getByRole('link', { name: 'All four' })).not.toBeInViewport();
  await expect(page.getByRole('navigation', { name: 'To work off' }).getByRole('link', { name: 'Waiting for your word' })).toBeInViewport({ ratio: 1 });
  await visit(page, '/status-reports');
  const reports = page.getByRole('navigation', { name: 'Reports' });
  await expect(reports.getByRole('link', { name: 'Status reports' })).toBeInViewport({ ratio: 1 });
  await expect(reports.getByRole('link', { name: 'Concentration' })).not.toBeInViewport();
  await reports.getByRole('link', { name: 'Scenarios' }).tap();
  await expect(reports.getByRole('link', { name: 'Scenarios' })).toHaveAttribute('aria-current', 'page');
});

test('what was dropped by key and is not argued goes back, and the focus with it', async ({ page, house }) => {
  await book(await found(house));
  await signIn(page, ADA, `${BOARD}?model=bensaou`);
  const card = mark(cell(page, BENSAOU, 'Captive buyer'), 'Acorn Gifts');
  await card.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog', { name: 'Why does Acorn Gifts stand in Market exchange?' }).getByLabel('Reason')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card).toBeFocused();
});

test('who confirms by key goes on at the model, and scores open over the page where it is', async ({ page, house }) => {
  const script = await found(house);
  const ids = await book(script);
  const kim = person('Kim Karr');
  await letIn(house, kim, 'agency-director');
  await (await scriptOf(house, kim)).run(placeOn(ids['Acorn Gifts']!, 'bensaou', 'captive_buyer'));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const bensaou = page.getByRole('region', { name: BENSAOU });
  await bensaou.getByRole('button', { name: 'Confirm' }).press('Enter');
  await expect(bensaou).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(bensaou.getByRole('link', { name: 'Score again' })).toBeFocused();
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await scrolled();
  expect(before).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: `Acorn Gifts: ${BENSAOU}` })).toBeVisible();
  expect(await scrolled()).toBe(before);
});

test('at 320 px nothing runs past the edge', async ({ browse, house }) => {
  const ids = await book(await found(house));
  const page = await browse({ viewport: { width: 320, height: 640 } });
  await signIn(page, ADA, BOARD);
  for (const path of [BOARD, `${BOARD}?model=bensaou`, `${BOARD}?model=millman_wilson`, `${BOARD}?model=webster&cell=transaction`, `${BOARD}?since=${daysAgo(90)}`, `/accounts/${ids['Acorn Gifts']}?assess=four_s`]) {
    await visit(page, path);
    await expect(page.locator('li.mark, dialog[open] fieldset, .zoom-line').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
