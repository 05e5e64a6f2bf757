// Models copied, edited, previewed and published: by a director at a desk, seen at once by a colleague, and on a phone.

import { readFile } from 'node:fs/promises';

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE } from '../fixtures/board.ts';
import { type Ids, bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn } from '../fixtures/people.ts';
import { type Script, daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const LEA = person('Lea Moss');
const DORA = person('Dora Hill');
const FOUR_S = '4S: Strategic, Star, Status, Streamline';

const preview = (page: Page) => page.getByRole('region', { name: 'What it would change' });
const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });
const ways = (page: Page) => page.getByRole('navigation', { name: 'Models' });

/** Scores by 4S that are high but for growth: strategic as shipped, status where growth decides. */
async function butGrowth(script: Script, account: string, version = 1): Promise<unknown> {
  const { models } = await script.get('/api/v1/models');
  const four = models.find((model: { id: string }) => model.id === 'four_s');
  const score = ({ id, axis }: { id: string; axis: string }) => ({
    criterion: id,
    score: axis === 'strength' ? { ours: 7, rival: 5 } : { ours: id === 'growth' ? 1 : 9 },
  });
  return { kind: 'assess_account', assessment: freshId(), account, model: 'four_s', version, day: daysAgo(1), scores: four.criteria.map(score) };
}

async function book(script: Script): Promise<Ids> {
  const ids = await bringBook(script);
  await script.run((await butGrowth(script, ids['Acorn Gifts']!)) as never);
  return ids;
}

async function fits(page: Page): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(seen);
}

async function weigh(page: Page, criterion: string, weight: string): Promise<void> {
  const scored = page.getByRole('region', { name: 'What is scored' });
  const of = scored.getByRole('listitem').filter({ has: page.getByText(criterion, { exact: true }) });
  if (!(await of.getByLabel('Weight').isVisible())) await of.getByText(criterion, { exact: true }).click();
  await of.getByLabel('Weight').fill(weight);
}

test('a weight is changed, its preview looked at, the edition published, and a colleague sees it at once', async ({ page: ada, browse, house }) => {
  const script = await found(house);
  await letIn(house, LEA, 'account-manager');
  await book(script);
  const lea = await browse(PHONE);
  await signIn(lea, LEA, '/models?model=four_s');
  await expect(lea.getByRole('link', { name: 'Edit' })).toHaveCount(0);
  await expect(lea.getByRole('region', { name: FOUR_S }).getByRole('link', { name: 'Save as a file' })).toBeVisible();

  await signIn(ada, ADA, '/models?model=four_s');
  await ada.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(ada.getByRole('heading', { name: `Edit ${FOUR_S}` })).toBeVisible();
  await expect(preview(ada)).toContainText('Every account would stand where it stands.');
  const publish = ada.getByRole('button', { name: 'Publish' });
  await expect(publish).toHaveAttribute('aria-disabled', 'true');
  await weigh(ada, 'Growth of its demand', '0');
  for (const nothing of ['What it could buy from us in three years', 'What is left for us']) await weigh(ada, nothing, '0');
  await weigh(ada, 'Growth of its demand', '900');
  await expect(preview(ada)).toContainText('1 of 1 account would stand elsewhere.');
  await preview(ada).getByText('Strategic → Status').click();
  await expect(preview(ada).getByRole('link', { name: 'Acorn Gifts' })).toBeVisible();
  expect(await findings(ada)).toEqual([]);

  // What is wrong is told by its sentence, and cannot be published.
  await weigh(ada, 'Growth of its demand', '1001');
  await expect(preview(ada)).toContainText('The weight of “Growth of its demand” is 1001: it must be 0 to 1000.');
  await expect(publish).toHaveAttribute('title', 'Mend what is wrong with it first.');
  await weigh(ada, 'Growth of its demand', '900');
  // What is begun stays when one looks elsewhere.
  await ada.getByRole('link', { name: 'Back to the model' }).click();
  await ada.getByRole('link', { name: 'Edit: Draft' }).click();
  await expect(preview(ada)).toContainText('1 of 1 account would stand elsewhere.');
  await ada.getByLabel('What is new, and why').fill('Growth decides');
  await publish.click();
  await expect(messages(ada)).toContainText(`${FOUR_S}: edition 2 was published`);
  await expect(ada.getByRole('list', { name: 'Our editions' })).toContainText('Growth decides');

  // It comes to a colleague without a word from her.
  await expect(lea.getByRole('list', { name: 'Our editions' })).toContainText('Edition 2, Ada Marsh');
  await expect(lea.getByRole('region', { name: 'What is scored' })).toContainText('weight 900 of');
  await fits(lea);
  expect(await findings(lea)).toEqual([]);
  const account = await script.get('/api/v1/boards/models');
  expect(account.models.find((model: { model: string }) => model.model === 'four_s').version).toBe(2);
});

test('beside the boards a model is read by the edition that is published meanwhile', async ({ page: ada, browse, house }) => {
  const ids = await book(await found(house));
  const beside = await browse();
  await signIn(beside, ADA, `/boards/models?model=four_s&account=${ids['Acorn Gifts']}`);
  const panel = beside.getByRole('dialog', { name: 'Acorn Gifts' });
  await expect(panel.getByRole('heading', { name: FOUR_S })).toBeVisible();
  await signIn(ada, ADA, '/models?model=four_s&draft=edition');
  await ada.getByLabel('Title', { exact: true }).first().fill('4S of our house');
  await ada.getByLabel('What is new, and why').fill('Our own name for it');
  await ada.getByRole('button', { name: 'Publish' }).click();
  await expect(panel.getByRole('heading', { name: '4S of our house' })).toBeVisible();
});

test('a template is copied, named, saved as a file, and stands on a board of its own', async ({ page, house }) => {
  await book(await found(house));
  await signIn(page, ADA, '/models?model=kraljic');
  await page.getByRole('link', { name: 'Copy', exact: true }).click();
  await expect(preview(page)).toContainText('No account was scored by it yet.');
  await page.getByLabel('Title').first().fill('How they buy');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const saved = JSON.parse(await readFile(await (await file).path(), 'utf8'));
  expect([saved.id, saved.title, saved.template]).toEqual(['how_they_buy', 'How they buy', undefined]);
  // A file with a hole is told where, and the draft stays as it is.
  const files = page.getByRole('region', { name: 'The draft as a file' });
  const hole = { ...saved };
  delete hole.cells;
  await page.getByLabel('The file of a model').setInputFiles({ name: 'hole.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(hole)) });
  await expect(files).toContainText('“cells” is missing');
  await expect(page.getByRole('button', { name: 'Publish' })).not.toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByLabel('Title').first()).toHaveValue('How they buy');
  saved.title = 'How they buy from us';
  await page.getByLabel('The file of a model').setInputFiles({ name: 'ours.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(saved)) });
  await expect(page.getByLabel('Title').first()).toHaveValue('How they buy from us');
  await expect(page.getByRole('button', { name: 'Publish' })).not.toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(ways(page).getByRole('link', { name: 'How they buy from us' })).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveURL(/model=how_they_buy/);

  await page.getByRole('link', { name: 'The accounts on the four models' }).click();
  await page.getByRole('link', { name: 'How they buy from us' }).click();
  const board = page.getByRole('region', { name: 'How they buy from us', exact: true });
  await expect(board).toBeVisible();
  await page.reload();
  await expect(board).toBeVisible();
  await expect(page.getByRole('region', { name: 'Webster’s continuum' })).toHaveCount(0);
  await page.getByRole('link', { name: 'All four' }).click();
  await expect(page.getByRole('region', { name: 'Webster’s continuum' })).toBeVisible();
});

test('on a phone a step of a ladder asks for more evidence, and who would move is told', async ({ page, house }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await book(await found(house));
  await signIn(page, ADA, '/models?model=webster&draft=edition');
  await expect(preview(page)).toContainText('Every account would stand where it stands.');
  const steps = page.getByRole('region', { name: 'The steps' });
  await steps.getByText('Transaction', { exact: true }).click();
  const sales = steps.getByLabel('At least: sales in the trailing year').first();
  await sales.fill('many');
  await expect(preview(page)).toContainText('Step “Transaction” must ask for a whole number of “sales in the trailing year”, 1 or more.');
  await sales.fill('900');
  await expect(preview(page)).toContainText('would stand on no step');
  await expect(preview(page).getByRole('link', { name: 'Acorn Gifts' })).toBeVisible();
  await fits(page);
  expect(await findings(page)).toEqual([]);
});

test('of two directors who edit a model the second is told, and goes on', async ({ page: ada, browse, house }) => {
  const script = await found(house);
  await letIn(house, DORA, 'agency-director');
  await book(script);
  const dora = await browse();
  await signIn(dora, DORA, '/models?model=four_s&draft=edition');
  await weigh(dora, 'Growth of its demand', '40');
  await signIn(ada, ADA, '/models?model=four_s&draft=edition');
  await weigh(ada, 'Growth of its demand', '900');
  await expect(preview(ada)).toContainText('1 of 1 account would stand elsewhere.');
  await ada.getByRole('button', { name: 'Publish' }).click();
  await expect(messages(ada)).toContainText(`${FOUR_S}: edition 2 was published`);

  await expect(preview(dora)).toContainText('Edition 2 was published meanwhile');
  await expect(dora.getByRole('button', { name: 'Publish', exact: true })).toHaveAttribute('aria-disabled', 'true');
  expect(await findings(dora)).toEqual([]);
  await dora.getByRole('button', { name: 'Publish mine after it' }).click();
  await expect(preview(dora)).toContainText('Against edition 2 of');
  await dora.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dora.getByRole('list', { name: 'Our editions' })).toContainText('Edition 3, Dora Hill');
  await expect(ada.getByRole('region', { name: 'What is scored' })).toContainText('weight 40 of');
});

test('without network a draft can be written and is not published', async ({ page, house, watch }) => {
  watch.excuse(/ERR_INTERNET_DISCONNECTED/);
  await found(house);
  await signIn(page, ADA, '/models?model=four_s&draft=edition');
  await expect(preview(page)).toContainText('No account was scored by it yet.');
  await page.context().setOffline(true);
  await weigh(page, 'Growth of its demand', '40');
  await expect(page.getByText('It could not be checked')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish' })).toHaveAttribute('aria-disabled', 'true');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Publish' })).not.toHaveAttribute('aria-disabled', 'true');
});
