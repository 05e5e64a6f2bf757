// The demo by one click; in it, every address loads by itself as it does by a link, and complains of nothing.

import { type Page } from '@playwright/test';

import { card } from '../fixtures/board.ts';
import { expectMain, follow, mainOf } from '../fixtures/compare.ts';
import { awake, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

async function lookAround(page: Page): Promise<void> {
  await page.goto('/');
  await awake(page, () => page.getByRole('button', { name: 'Look around' }).click());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello');
}

/** The address of the account that brings the most. */
async function largest(page: Page): Promise<string> {
  await visit(page, '/accounts');
  const link = page.getByRole('row').nth(1).getByRole('link').first();
  return (await link.getAttribute('href'))!;
}

test('one click leads into a workspace full of life', async ({ page }) => {
  await lookAround(page);
  await page.getByRole('link', { name: 'Relationship', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Partnership', exact: true }).getByRole('listitem')).not.toHaveCount(0);
});

test('a page by itself is what a link leads to', async ({ page, watch }) => {
  test.setTimeout(120_000);
  watch.excuse(/status of 404 .*no-such-page/, /status of 404 .*01890000-0000-7000-8000-000000000000/);
  await lookAround(page);
  const account = await largest(page);
  const paths = [
    '/',
    '/accounts',
    '/accounts?q=a&sort=name',
    '/accounts?page=2',
    account,
    '/boards',
    '/boards/relationship',
    '/boards/relationship?q=a',
    '/concentration',
    '/concentration?basis=gross&scope=country%3AGermany',
    '/retention',
    '/reciprocity',
    '/models',
    '/models?model=bensaou',
    '/boards/models',
    '/boards/models?model=four_s&show=cards&list=under-developed',
    '/settings',
    '/no-such-page',
    '/accounts/01890000-0000-7000-8000-000000000000',
  ];
  for (const path of paths) {
    await test.step(path, async () => {
      await visit(page, path);
      await expect(page).toHaveTitle(/Mainstay$/);
      // What the directory brings after the first paint must change nothing.
      await page.waitForTimeout(300);
      const direct = await mainOf(page);
      const title = await page.title();
      await visit(page, path === '/' ? '/boards' : '/');
      await follow(page, path);
      await expectMain(page, direct);
      await expect(page).toHaveTitle(title);
    });
  }
});

test('what the server wrote is what the browser shows', async ({ page, browse }) => {
  await lookAround(page);
  const account = await largest(page);
  const still = await browse({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  for (const path of ['/', '/accounts', account, '/boards', '/boards/relationship', '/concentration', '/settings']) {
    await still.goto(path);
    await visit(page, path);
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    await expect(still.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(still).toHaveTitle(await page.title());
  }
  await still.goto('/boards/relationship');
  const first = await still.getByRole('region', { name: 'Partnership' }).getByRole('listitem').first().getAttribute('aria-label');
  await visit(page, '/boards/relationship');
  await expect(card(page, first!)).toBeVisible();
});

test('the empty shell becomes the page of its address', async ({ page, watch }) => {
  // One module for two starts: a quick build of it wonders at the second.
  watch.excuse(/in client-side rendering mode/);
  await lookAround(page);
  for (const path of ['/boards/relationship', '/accounts', '/concentration', '/settings']) {
    await visit(page, path);
    const direct = await mainOf(page);
    // As a worker will serve it: the shell in place of the page, at the page's own address.
    await page.route(`**${path}`, async route => {
      const shell = await page.request.get('/app-shell');
      await route.fulfill({ response: shell });
    });
    await visit(page, path);
    await expect(page.locator('html')).toHaveAttribute('data-shell', '');
    await expectMain(page, direct);
    await page.unroute(`**${path}`);
  }
});
