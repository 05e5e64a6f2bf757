// What a large board weighs in the browser: as much as its window, however many accounts there are.

import { type CDPSession, type Page } from '@playwright/test';

import { place } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';
const STAGES = [null, 'pre', 'early', 'mid', 'partnership', 'synergistic', 'uncoupling'];
const IN_EACH = 100;
/** What may be in the document at 1920 by 1080. */
const CARDS_MAX = 160;
const ELEMENTS_MAX = 4000;
/** What may come over the wire, in bytes. */
const PAGE_MAX = 40_000;
const SIGN_IN_MAX = 100_000;

test.use({ contextOptions: { viewport: { width: 1920, height: 1080 } } });

/** A board on which no column fits into the window. */
async function bringMany(house: House): Promise<void> {
  const script = await found(house);
  const rows = STAGES.flatMap((_, stage) =>
    Array.from({ length: IN_EACH }, (_, at) => {
      const number = stage * IN_EACH + at;
      return `${1000 + number},R${number},Firm ${number},Ireland,${daysAgo(40)},${100 + number}.00`;
    }),
  );
  await script.import(['invoice_no,customer_id,customer_name,country,date,amount', ...rows, ''].join('\n'));
  const accounts = (await script.accounts()).map(line => ({ ...line, stage: STAGES[Math.floor(Number(line.reference.slice(1)) / IN_EACH)] }));
  const placements = accounts.filter(line => line.stage).map(line => place(line.id, line.stage!));
  // A few at a time: a batch is answered within ten seconds, on a busy machine too.
  for (let at = 0; at < placements.length; at += 20) await script.run(...placements.slice(at, at + 20));
}

/** The bytes of what a page asks for, as they come over the wire, by address; what is fetched for later set aside. */
async function weigh(page: Page): Promise<Map<string, number>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const paths = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.initialPriority !== 'VeryLow') paths.set(requestId, new URL(request.url).pathname);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId);
    if (path) bytes.set(path, encodedDataLength);
  });
  return bytes;
}

test.setTimeout(120_000);

test('a board mounts and sends its window only', async ({ page, house }) => {
  await bringMany(house);
  const bytes = await weigh(page);
  await page.goto('/');
  await expect(page.getByLabel('E-mail')).toBeVisible();
  await expect.poll(() => bytes.size).toBeGreaterThan(1);
  const all = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  expect(all).toBeLessThan(SIGN_IN_MAX);

  await signIn(page, ADA, BOARD);
  await visit(page, BOARD);
  await expect(page.locator('[data-column="mid"]')).toHaveAttribute('data-count', String(IN_EACH));
  const count = (selector: string) => page.locator(selector).count();
  const cards = await count('[data-card]');
  expect(cards).toBeGreaterThan(STAGES.length * 8);
  expect(cards).toBeLessThanOrEqual(CARDS_MAX);
  expect(await count('*')).toBeLessThanOrEqual(ELEMENTS_MAX);
  const html = bytes.get(BOARD)!;
  expect(html).toBeGreaterThan(4_000);
  expect(html).toBeLessThan(PAGE_MAX);

  // Far down a column nothing more is mounted than at its top.
  const list = page.locator('[data-column="mid"] [data-scroll]');
  await list.evaluate(list => (list.scrollTop = list.scrollHeight));
  await expect(page.locator('[data-column="mid"] [aria-posinset="100"]')).toBeVisible();
  expect(await count('[data-card]')).toBeLessThanOrEqual(CARDS_MAX);
});
