// How much of the revenue hangs on how few: the figures, the charts, what would be if, and who may see which of it.

import { readFileSync } from 'node:fs';

import { type Page } from '@playwright/test';

import { assign, bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn } from '../fixtures/people.ts';
import { type Script, daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const PLACE = '/concentration';

async function open(page: Page, house: House, query = ''): Promise<Script> {
  const script = await found(house);
  await bringBook(script);
  await signIn(page, ADA, PLACE + query);
  await expect(page.getByText('All saved')).toBeVisible();
  return script;
}

const figure = (page: Page, name: string) => page.getByRole('term').filter({ hasText: name }).locator('xpath=..');
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('the figures tell what they are about, and open the list behind them', async ({ page, house }) => {
  await open(page, house);
  await expect(page.getByRole('main')).toContainText('6 accounts · £ 16 k net');
  await expect(figure(page, 'Largest tenth')).toContainText('32.1 %1 of 6 accounts');
  await expect(figure(page, 'Largest fifth')).toContainText('57.7 %');
  await expect(figure(page, '80 % come from')).toContainText('4 accounts');
  await expect(figure(page, 'Classes')).toContainText('A 4 · B 1 · C 1');
  const book = panel(page, 'The book');
  await expect(book.getByRole('row')).toHaveCount(7);
  await expect(book.getByRole('row').nth(1)).toContainText('Acorn Gifts£ 5,000.0032.1 %32.1 %A');
  await expect(panel(page, 'Who entered, who left')).toContainText('1 entered, 0 left');
  await expect(panel(page, 'Who entered, who left')).toContainText('brought nothing before');
  await expect(page.getByRole('img', { name: 'Lorenz curve' }).first()).toBeVisible();
  await book.getByRole('link', { name: 'Acorn Gifts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Acorn Gifts' })).toBeVisible();
});

test('coming from elsewhere shows the same as opening it', async ({ page, house }) => {
  await open(page, house);
  const direct = await page.getByRole('main').innerText();
  await page.getByRole('link', { name: 'Accounts', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible();
  await page.getByRole('link', { name: 'Concentration', exact: true }).click();
  await expect(figure(page, 'Largest tenth')).toContainText('32.1 %');
  await expect.poll(() => page.getByRole('main').innerText()).toBe(direct);
});

test('another day, another basis and other accounts are an address', async ({ page, house }) => {
  const script = await open(page, house);
  const account = (await script.account('Acorn Gifts')).id;
  await script.run({
    kind: 'record_document', document: freshId(), account, document_kind: 'credit', day: daysAgo(29), number: 'C-1',
    amount_minor: 480_000, currency: 'GBP',
  });
  await expect(figure(page, 'Largest tenth')).toContainText('37.0 %');
  await page.getByLabel('Counted').selectOption('Sales alone');
  await expect(page).toHaveURL(`${PLACE}?basis=gross`);
  await expect(page.getByRole('main')).toContainText('£ 16 k gross');
  await expect(figure(page, 'Largest tenth')).toContainText('32.1 %');
  await page.getByLabel('Accounts', { exact: true }).selectOption('Country: United Kingdom');
  await expect(page).toHaveURL(`${PLACE}?basis=gross&scope=country%3AUnited%20Kingdom`);
  await expect(page.getByRole('main')).toContainText('gross · Country: United Kingdom');
  const to = page.getByLabel('To', { exact: true });
  await to.fill(daysAgo(500));
  await to.blur();
  await expect(page.getByRole('main')).toContainText('No revenue here');
  await page.goBack();
  await expect(page.getByRole('main')).not.toContainText('No revenue here');
});

test('accounts count as one with the group that they belong to, and a group is asked for by itself', async ({ page, house }) => {
  const script = await open(page, house);
  const [head, below] = [await script.account('Acorn Gifts'), await script.account('Birch Row')];
  await script.run({ kind: 'edit_account', account: below.id, edit: { parent: head.id } });
  await page.getByLabel('Groups as one').check();
  await expect(page).toHaveURL(`${PLACE}?group=true`);
  await expect(page.getByRole('main')).toContainText('5 groups · £ 16 k net');
  await expect(figure(page, 'Largest tenth')).toContainText('57.7 %');
  await expect(panel(page, 'The book').getByRole('row').nth(1)).toContainText('Acorn Gifts£ 9,000.00');
  // The other page of the same is asked for with the same.
  await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Retention' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Retention' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('5 groups · £ 16 k net');
  await page.getByLabel('Accounts', { exact: true }).selectOption('Group of Acorn Gifts');
  await expect(page.getByRole('main')).toContainText('1 group · £ 9,000 net · Group of Acorn Gifts');
});

test('an account is supposed to be lost by keys, and taken back', async ({ page, house }) => {
  await open(page, house);
  const whatIf = panel(page, 'What if');
  await expect(whatIf).toContainText('Choose beside an account');
  const choice = page.getByLabel('What Acorn Gifts would bring');
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await expect(choice).toHaveValue('0');
  await expect(whatIf).toContainText('The book would bring 32.1 % less: −£ 5,000.');
  await expect(whatIf.getByRole('row', { name: 'Largest account' })).toContainText('32.1 %37.7 %');
  await expect(page).toHaveURL(/if=[0-9a-f-]{36}:0$/);
  // An address that a colleague opens shows the same.
  await page.reload();
  await expect(whatIf).toContainText('The book would bring 32.1 % less');
  await page.getByLabel('What Birch Row would bring').selectOption('twice as much');
  await expect(whatIf).toContainText('The book would bring 6.4 % less: −£ 1,000.');
  await whatIf.getByRole('button', { name: 'Suppose nothing' }).click();
  await expect(page).toHaveURL(PLACE);
  await expect(whatIf).toContainText('Choose beside an account');
});

test('a document of a colleague moves the figures of an open page', async ({ page, house }) => {
  const script = await open(page, house);
  const account = (await script.account('Fern Living')).id;
  await script.run({
    kind: 'record_document', document: freshId(), account, document_kind: 'sale', day: daysAgo(29), number: 'S-1',
    amount_minor: 2_000_000, currency: 'GBP',
  });
  await expect(figure(page, 'Largest tenth')).toContainText('57.9 %');
  await expect(panel(page, 'The book').getByRole('row').nth(1)).toContainText('Fern Living');
});

test('whoever does not see the whole is told of what it is a share', async ({ browse, page, house }) => {
  const script = await open(page, house);
  await letIn(house, person('Ben Cole'), 'account-manager');
  const people = await script.get('/api/v1/access');
  const id = people.items.find((one: { email: string }) => one.email === person('Ben Cole').email).person;
  await script.run(assign((await script.account('Birch Row')).id, id));
  const ben = await browse();
  await signIn(ben, person('Ben Cole'), PLACE);
  await expect(ben.getByRole('main')).toContainText('1 account · £ 4,000 net');
  await expect(ben.getByRole('main')).toContainText('Of the accounts that you may see');
  await expect(ben.getByRole('main')).not.toContainText('Acorn Gifts');
});

test('a chart is a table as well, and a file', async ({ page, house }) => {
  await open(page, house);
  const chart = panel(page, 'Largest first');
  await chart.getByText('As a table, or a file').click();
  await expect(chart.getByRole('row').nth(2)).toContainText('Birch Row£ 4,000.0025.6 %57.7 %');
  const saved = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), chart.getByRole('button', { name }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^largest-first-.*\\.${name.toLowerCase()}$`));
    return readFileSync(await download.path());
  };
  expect(String(await saved('CSV'))).toContain('Birch Row,4000.00,25.6,57.7');
  const svg = String(await saved('SVG'));
  expect(svg).toContain('<svg xmlns=');
  expect(svg).toMatch(/fill="#[0-9a-f]{6}"/);
  expect([...(await saved('PNG')).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
});
