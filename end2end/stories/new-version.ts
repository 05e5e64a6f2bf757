// A server that gives out a newer app: the line says so, work goes on, and the page is loaded again when its person says so.

import { type Page } from '@playwright/test';

import { cardIn, dropOn } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';
const BEN = person('Ben Cole');

/** What the pages of a browser are made of is of an earlier build than the one that the server gives out now. */
async function older(page: Page): Promise<() => Promise<void>> {
  const pages = (url: URL) => !url.pathname.startsWith('/api/') && !url.pathname.startsWith('/pkg/');
  await page.context().route(pages, async route => {
    if (route.request().resourceType() !== 'document' || route.request().method() !== 'GET') return route.fallback();
    const answer = await route.fetch({ maxRedirects: 0 });
    const body = (await answer.text()).replace(/"build":"[0-9a-f]{12}"/, '"build":"000000000000"');
    await route.fulfill({ response: answer, body });
  });
  return () => page.context().unroute(pages);
}

test('the line of a new version waits until everything is saved, and is followed by a press', async ({ page, browse, house }) => {
  const script = await found(house);
  await bringBook(script);
  await letIn(house, BEN, 'agency-director');
  await signIn(page, ADA, BOARD);
  const line = page.getByRole('region', { name: 'A new version is here' });
  await expect(page.getByText('All saved')).toBeVisible();
  await expect(line).toHaveCount(0);
  const replaced = await older(page);
  await visit(page, BOARD);
  await expect(line).toBeVisible();
  await replaced();
  // Work goes on: what a colleague does comes, what one does oneself goes up.
  const ben = await browse();
  await signIn(ben, BEN, BOARD);
  await dropOn(ben, 'Dune Traders', 'Partnership');
  await expect(cardIn(page, 'Partnership', 'Dune Traders')).toBeVisible();
  let arrive = () => {};
  const slow = new Promise<void>(resolve => (arrive = resolve));
  await page.route('**/api/v1/commands', async route => {
    await slow;
    await route.continue();
  });
  await dropOn(page, 'Birch Row', 'Partnership');
  await expect(cardIn(page, 'Partnership', 'Birch Row')).toBeVisible();
  const again = line.getByRole('button', { name: 'Load again' });
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  await expect(again).toHaveAttribute('title', 'What you did is still being saved.');
  await again.click({ force: true });
  await expect(line).toBeVisible();
  arrive();
  await expect(page.getByText('All saved')).toBeVisible();
  await again.click();
  await expect(line).toHaveCount(0);
  await expect(cardIn(page, 'Partnership', 'Birch Row')).toBeVisible();
});

test('a new version takes nothing out of the hands of who is writing', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  const account = `/accounts/${ids['Acorn Gifts']}`;
  await signIn(page, ADA, account);
  const replaced = await older(page);
  await visit(page, account);
  await replaced();
  const line = page.getByRole('region', { name: 'A new version is here' });
  await page.getByLabel('Write a note').fill('They ask for a call on Monday.');
  await line.getByRole('button', { name: 'Load again' }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('What you are writing is not saved yet.');
  await expect(page.getByLabel('Write a note')).toHaveValue('They ask for a call on Monday.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('All saved')).toBeVisible();
  await line.getByRole('button', { name: 'Load again' }).click();
  await expect(line).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('They ask for a call on Monday.');
});

test('a server that speaks otherwise sends its readers for the new version', async ({ page, house }) => {
  await found(house);
  await page.route('**/api/v1/changes?*', route =>
    route.continue({ url: route.request().url().replace(/wire=\d+/, 'wire=999') }),
  );
  await signIn(page, ADA);
  const line = page.getByRole('region', { name: 'A new version is here' });
  await expect(line).toBeVisible();
  await page.unroute('**/api/v1/changes?*');
  await line.getByRole('button', { name: 'Load again' }).click();
  await expect(line).toHaveCount(0);
  await expect(page.getByText('All saved')).toBeVisible();
});
