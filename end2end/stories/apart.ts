// Pages whose code comes apart from the board's: it is fetched ahead, and a page that is opened before it came waits for it.

import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';

test('a board fetches its own code first, and that of the rest when it is idle', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA);
  const modules: string[] = [];
  page.on('request', request => {
    if (request.url().endsWith('.wasm')) modules.push(new URL(request.url()).pathname);
  });
  await page.goto(BOARD);
  await expect(page.getByText('All saved')).toBeVisible();
  expect(modules).toHaveLength(1);
  await expect.poll(() => modules.filter(path => path.includes('split_')).length).toBe(6);
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
