// Pages whose code comes apart from the board's: it is fetched ahead, and a page that is opened before it came waits for it.

import { card, cardIn } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';

test('a board fetches its own code first, then what speaks with the server, and that of the rest when it is idle', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA);
  const modules: string[] = [];
  page.on('request', request => {
    if (request.url().endsWith('.wasm')) modules.push(new URL(request.url()).pathname);
  });
  await page.goto(BOARD);
  const parts = () => modules.filter(path => path.includes('split_'));
  await expect.poll(() => parts().length).toBe(8);
  expect(modules[0]).toContain('/mainstay.');
  expect(parts()[0]).toContain('split_link');
});

test('what is done before the code came that speaks with the server waits, and goes when it is there', async ({ page, house, watch }) => {
  watch.excuse(/ERR_FAILED|Failed to fetch/);
  const script = await found(house);
  await bringBook(script);
  let away = true;
  await page.route('**/pkg/split_link*', route => (away ? route.abort() : route.continue()));
  await page.goto(BOARD);
  await page.getByLabel('E-mail').fill(ADA.email);
  await page.getByLabel('Password').fill(ADA.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Offline')).toBeVisible();
  await card(page, 'Acorn Gifts').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByText('Offline · 1 change waits')).toBeVisible();
  await expect(cardIn(page, 'Mid', 'Acorn Gifts')).toBeVisible();
  away = false;
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 20_000 });
  await expect(cardIn(page, 'Mid', 'Acorn Gifts')).toBeVisible();
});

test('a page whose code does not come waits for it, and opens when it is there', async ({ page, house, watch }) => {
  watch.excuse(/ERR_FAILED|Failed to fetch/);
  await found(house);
  let away = true;
  await page.route('**/pkg/split_settings*', route => (away ? route.abort() : route.continue()));
  await signIn(page, ADA, BOARD);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page).toHaveURL('/settings');
  await expect(page.getByRole('main')).toContainText('On its way');
  away = false;
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});
