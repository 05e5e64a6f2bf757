// What comes and goes in a model, all of it on the screen: parts of an axis, cells and where they lie, steps and their evidence, axes.

import { type Locator, type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE } from '../fixtures/board.ts';
import { type Ids, bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { type Script, daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const FOUR_S = '4S: Strategic, Star, Status, Streamline';

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const preview = (page: Page) => panel(page, 'What it would change');
const axes = (page: Page) => panel(page, 'Along which it is measured');
const cells = (page: Page) => panel(page, 'Where an account can stand');

/** A part of a model by its title, unfolded. */
async function unfolded(panel: Locator, title: string): Promise<Locator> {
  const page = panel.page();
  const head = page.locator('summary').filter({ has: page.getByText(title, { exact: true }) });
  const one = panel.getByRole('listitem').filter({ has: head });
  if ((await one.locator('details[open]').count()) === 0) await one.locator('summary').click();
  return one;
}

/** Scores by 4S: as attractive as said, and strong. */
async function scored(script: Script, account: string, attractive: number): Promise<void> {
  const { models } = await script.get('/api/v1/models');
  const four = models.find((model: { id: string }) => model.id === 'four_s');
  const score = ({ id, axis }: { id: string; axis: string }) => ({
    criterion: id,
    score: axis === 'strength' ? { ours: 7, rival: 5 } : { ours: attractive },
  });
  const scores = four.criteria.map(score);
  await script.run({ kind: 'assess_account', assessment: freshId(), account, model: 'four_s', version: 1, day: daysAgo(1), scores } as never);
}

async function book(script: Script): Promise<Ids> {
  const ids = await bringBook(script);
  await scored(script, ids['Acorn Gifts']!, 9);
  return ids;
}

async function fits(page: Page): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(seen);
}

async function add(where: Locator, noun: string, title: string, from?: string): Promise<void> {
  await where.getByLabel(`Another ${noun}`).fill(title);
  if (from) await where.getByLabel('Begins at').last().fill(from);
  await where.getByRole('button', { name: `Add the ${noun}` }).click();
}

test('an axis is cut, a cell is laid into the new part, and stands on the board', async ({ page, house }) => {
  await book(await found(house));
  await signIn(page, ADA, '/models?model=four_s&draft=edition');
  await expect(preview(page)).toContainText('Every account would stand where it stands.');
  const axis = await unfolded(axes(page), 'Attractiveness of the account');

  // A threshold: what cannot be is told beside it, what can is taken.
  const begins = axis.getByLabel('Begins at').first();
  await begins.fill('11');
  await expect(axis.getByText('begins at 11, which no score can reach or miss')).toBeVisible();
  await expect(preview(page)).toContainText('begins at 11, which no score can reach or miss');
  await begins.fill('6');
  await expect(axis.getByText('which no score can reach or miss')).toBeHidden();
  const lacking = axis.getByRole('button', { name: 'Add the part' });
  await expect(lacking).toHaveAttribute('title', 'Say what it is called, and where it begins.');
  await add(axis, 'part', 'Top', '8.5');
  await expect(preview(page)).toContainText('Every account would stand where it stands.');

  // A cell: in two cells nobody can stand.
  await add(cells(page), 'cell', 'Crown');
  const crown = await unfolded(cells(page), 'Crown');
  await expect(crown.locator('summary')).toContainText('A text of the cell “Crown” is empty.');
  await crown.getByLabel('What it means').fill('The few that decide about tomorrow.');
  await crown.getByLabel('What to do').fill('Give each a director of its own.');
  await expect(crown.locator('summary')).toContainText('Only people say this; nothing computes it.');
  await crown.getByLabel('Top · Equal or stronger').check();
  const overlap = 'The cells “Strategic” and “Crown” overlap where Attractiveness of the account is Top and Our relative strength is Equal or stronger.';
  await expect(preview(page)).toContainText(overlap);
  await expect(crown.locator('summary')).toContainText(overlap);
  await expect(page.getByRole('button', { name: 'Publish' })).toHaveAttribute('title', 'Mend what is wrong with it first.');
  expect(await findings(page)).toEqual([]);
  const strategic = await unfolded(cells(page), 'Strategic');
  await expect(strategic.locator('summary')).toContainText(overlap);
  await expect(strategic.getByText('There as well: Crown')).toBeVisible();
  // What accounts may stand in stays in the next edition.
  await expect(strategic.getByRole('button', { name: 'Remove this cell' })).toHaveAttribute('title', 'Accounts may stand in it. Copy the model to do without it.');
  await strategic.getByLabel('Top · Equal or stronger').uncheck();
  await expect(preview(page)).toContainText('1 of 1 account would stand elsewhere.');
  await preview(page).getByText('Strategic → Crown').click();
  await expect(preview(page).getByRole('link', { name: 'Acorn Gifts' })).toBeVisible();
  await crown.getByRole('button', { name: 'Move up' }).press('Enter');
  await expect(crown.getByRole('button', { name: 'Move up' })).toBeFocused();

  // It is there again, as it was left.
  await page.getByRole('link', { name: 'Back to the model' }).click();
  await page.getByRole('link', { name: 'Edit: Draft' }).click();
  await expect(cells(page).locator('summary > span:first-child')).toHaveText(['Strategic', 'Star', 'Status', 'Crown', 'Streamline']);
  await expect(preview(page)).toContainText('Strategic → Crown');
  await page.getByLabel('What is new, and why').fill('The few at the top');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('list', { name: 'Our editions' })).toContainText('The few at the top');
  await expect(panel(page, 'The plane').getByRole('columnheader', { name: 'Top, from 8.5' })).toBeVisible();
  await page.goto('/boards/models?model=four_s');
  const board = page.getByRole('region', { name: FOUR_S, exact: true });
  await expect(board.getByRole('heading', { name: 'Crown' })).toBeVisible();
  await expect(board.getByRole('heading', { name: 'Streamline' }).first()).toBeVisible();
});

test('a step of a ladder asks for other evidence, or for one of two', async ({ page, house }) => {
  await book(await found(house));
  await signIn(page, ADA, '/models?model=webster&draft=edition');
  await expect(preview(page)).toContainText('Every account would stand where it stands.');
  await expect(panel(page, 'What is scored')).toHaveCount(0);
  const step = await unfolded(panel(page, 'The steps'), 'Transaction');
  const evidence = step.getByLabel('Evidence', { exact: true });
  await evidence.selectOption({ label: 'contracts in force' });
  await expect(step.getByLabel('At least: contracts in force')).toHaveValue('1');
  await expect(preview(page)).toContainText('would stand on no step');
  await expect(preview(page).getByRole('link', { name: 'Acorn Gifts' })).toBeVisible();
  // Either is enough.
  await step.getByRole('button', { name: 'Another way to it' }).click();
  const other = step.getByRole('group', { name: 'Or by all of this' });
  await expect(other.getByLabel('At least: sales in the trailing year')).toHaveValue('1');
  await expect(preview(page)).toContainText('Every account would stand where it stands.');
  await other.getByRole('button', { name: 'And something else' }).click();
  await other.getByLabel('Evidence', { exact: true }).last().selectOption({ label: 'product families bought' });
  await other.getByLabel('At least: product families bought').fill('0');
  await expect(other.getByText('must ask for a whole number of “product families bought”, 1 or more')).toBeVisible();
  await other.getByRole('button', { name: 'Do not ask for this' }).last().click();
  await expect(other.getByLabel('Evidence', { exact: true })).toHaveCount(1);
  await expect(preview(page)).toContainText('Every account would stand where it stands.');
  // Without any evidence a step is what people say, and nothing above it can be reached.
  const ways = step.getByRole('button', { name: 'Do not ask for this' });
  await ways.first().click();
  await expect(ways).toHaveCount(1);
  await ways.click();
  await expect(step.locator('summary')).toContainText('Only people say this; no evidence leads to it.');
  await expect(panel(page, 'The steps')).toContainText('No evidence ever leads to the step “Repeated transactions”');
  await step.getByRole('button', { name: 'Another way to it' }).click();
  await evidence.selectOption({ label: 'product families bought' });
  await expect(panel(page, 'The steps')).not.toContainText('No evidence ever leads');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('list', { name: 'Our editions' })).toContainText('Edition 2');
  await expect(panel(page, 'The steps')).toContainText('Evidence: product families bought: 1 or more');
});

test('on a phone a copy has other axes, another scale and fewer cells', async ({ browse, house }) => {
  await book(await found(house));
  const page = await browse(PHONE);
  await signIn(page, ADA, '/models?model=four_s&draft=copy');
  await expect(preview(page)).toContainText('Every account would stand where it stands.');

  // Without the second axis two pairs of cells lie on each other; of the two that go it is told who would stand elsewhere.
  const strength = await unfolded(axes(page), 'Our relative strength');
  await strength.getByRole('button', { name: 'Remove this axis' }).click();
  await expect(axes(page).getByRole('listitem')).toHaveCount(1);
  await expect(preview(page)).toContainText('The cells “Strategic” and “Star” overlap');
  await expect(panel(page, 'What is scored').getByText('Value for its money')).toHaveCount(0);
  for (const gone of ['Strategic', 'Status']) {
    await (await unfolded(cells(page), gone)).getByRole('button', { name: 'Remove this cell' }).click();
  }
  await expect(preview(page)).toContainText('1 of 1 account would stand elsewhere.');
  await expect(preview(page)).toContainText('Strategic → Star');

  // Another axis is scored by something, and one of its scores is yet to be told.
  await add(axes(page), 'axis', 'Trust');
  await expect(preview(page)).toContainText('The weights of axis “Trust” add up to nothing.');
  const trust = await unfolded(axes(page), 'Trust');
  await expect(trust.locator('summary')).toContainText('The weights of axis “Trust” add up to nothing.');
  await trust.getByLabel('Highest score').selectOption('3');
  await trust.getByLabel('Lowest score').selectOption('1');
  await trust.getByLabel('Begins at').first().fill('2');
  const scoredPanel = panel(page, 'What is scored');
  await add(scoredPanel, 'criterion', 'Keeps its word');
  const word = await unfolded(scoredPanel, 'Keeps its word');
  await word.getByLabel('Axis').selectOption({ label: 'Trust' });
  for (const score of [1, 2, 3]) await word.getByLabel(`Score ${score}`, { exact: true }).fill(`Said ${score} times`);
  await word.getByLabel('Proposed by').selectOption({ label: 'joint objectives of a confirmed plan' });
  await expect(preview(page)).not.toContainText('Trust');
  // A question about the circumstances is asked along both.
  const context = panel(page, 'What is asked about the circumstances');
  await add(context, 'question', 'How hard it is to change');
  await expect(context.locator('summary')).toContainText('weight 10 of 10');
  await (await unfolded(context, 'How hard it is to change')).getByRole('button', { name: 'Remove this question' }).click();
  await expect(context.locator('summary')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Publish' })).not.toHaveAttribute('aria-disabled', 'true');
  await fits(page);
  expect(await findings(page)).toEqual([]);
  for (const button of await page.getByRole('main').getByRole('button').all()) {
    const box = await button.boundingBox();
    // The one of a file lies under what is pressed for it.
    if (box && box.height > 1) expect(box.height).toBeGreaterThanOrEqual(44);
  }
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(panel(page, 'Where an account can stand').getByRole('listitem')).toHaveCount(2);
  await fits(page);
});
