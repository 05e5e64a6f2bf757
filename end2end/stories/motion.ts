// Others' moves as motion: a card travels to where a colleague put it, and says for a moment who that was.

import { type Page } from '@playwright/test';

import { card, cardIn, dropOn, expectColumn, middle, partsThere } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, script, signIn } from '../fixtures/people.ts';
import { type Script } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOARD = '/boards/relationship';
const BEN = person('Ben Cole');

/** What travelled on a page: the words of the card, and the way from its first place to its last. */
interface Travel {
  words: string;
  by: string | null;
  from: [number, number];
  to: [number, number];
}

/** Notes from now on what travels, once that which lets it travel is there. */
async function watchTravels(page: Page): Promise<() => Promise<Travel[]>> {
  await partsThere(page);
  await page.evaluate(() => {
    const travels: Travel[] = ((window as any).travels = []);
    const place = (transform: unknown) => String(transform).match(/-?[\d.]+/g)!.map(Number) as [number, number];
    new MutationObserver(all => {
      for (const added of all.flatMap(one => [...one.addedNodes])) {
        if (!(added instanceof HTMLElement) || !added.classList.contains('glide')) continue;
        const [motion] = added.getAnimations();
        const [from, to] = (motion!.effect as KeyframeEffect).getKeyframes();
        travels.push({ words: added.innerText, by: added.getAttribute('data-mover'), from: place(from!.transform), to: place(to!.transform) });
      }
    }).observe(document.querySelector('main')!, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as any).travels);
}

/** Notes from now on which cards glide beside the one that travels, and from how far down. */
async function watchGlides(page: Page): Promise<() => Promise<[name: string, from: string, to: string][]>> {
  await page.evaluate(() => {
    const glides: unknown[] = ((window as any).glides = []);
    const { animate } = Element.prototype;
    Element.prototype.animate = function (frames, options) {
      const { translate } = frames as PropertyIndexedKeyframes;
      if (Array.isArray(translate)) glides.push([this.getAttribute('aria-label'), ...translate]);
      return animate.call(this, frames, options);
    };
  });
  return () => page.evaluate(() => (window as any).glides);
}

async function both(house: House, ada: Page, ben: Page): Promise<Script> {
  const book = await found(house);
  await letIn(house, BEN, 'agency-director');
  await bringBook(book);
  await signIn(ada, ADA, BOARD);
  await signIn(ben, BEN, BOARD);
  await expectColumn(ben, 'Early', 2, '£ 9,000');
  return book;
}

test('a card travels to where a colleague put it, with the name of who did', async ({ page: ada, browse, house }) => {
  const ben = await browse();
  await both(house, ada, ben);
  const travels = await watchTravels(ben);
  const from = (await card(ben, 'Dune Traders').boundingBox())!;
  await dropOn(ada, 'Dune Traders', 'Partnership');
  const moved = cardIn(ben, 'Partnership', 'Dune Traders');
  await expect(moved).toHaveAttribute('data-mover', 'Ada Marsh');
  const [travel, ...more] = await travels();
  expect(more).toEqual([]);
  expect(travel).toMatchObject({ words: expect.stringContaining('Dune Traders'), by: 'Ada Marsh' });
  expect(travel!.from).toEqual([expect.closeTo(from.x, 0), expect.closeTo(from.y, 0)]);
  const to = (await moved.boundingBox())!;
  expect(travel!.to).toEqual([expect.closeTo(to.x, 0), expect.closeTo(to.y, 0)]);
  // The copy goes, and after a moment the name as well.
  await expect(ben.locator('.glide')).toHaveCount(0);
  await expect(moved).not.toHaveAttribute('data-mover');
  // Who dropped it sees it where it was dropped, without a name.
  await expect(cardIn(ada, 'Partnership', 'Dune Traders')).not.toHaveAttribute('data-mover');
});

test('the cards beside it close up, and make room', async ({ page: ada, browse, house }) => {
  const ben = await browse();
  const still = await browse({ reducedMotion: 'reduce' });
  await both(house, ada, ben);
  await signIn(still, BEN, BOARD);
  for (const page of [ben, still]) await watchTravels(page);
  const [glides, none] = [await watchGlides(ben), await watchGlides(still)];
  await dropOn(ada, 'Acorn Gifts', 'Mid');
  await expect(cardIn(ben, 'Mid', 'Acorn Gifts')).toHaveAttribute('aria-posinset', '1');
  await expect(cardIn(still, 'Mid', 'Acorn Gifts')).toHaveAttribute('data-mover', 'Ada Marsh');
  const moved = [['Birch Row', '0px 104.0px', 'none'], ['Cedar Supply', '0px -104.0px', 'none']];
  await expect.poll(async () => (await glides()).sort()).toEqual(moved);
  expect(await none()).toEqual([]);
  // Who dropped it had it in the hand.
  await expect(cardIn(ben, 'Early', 'Birch Row')).toHaveAttribute('aria-posinset', '1');
});

test('what one takes back oneself travels back, and names nobody', async ({ page: ada, house }) => {
  await bringBook(await found(house));
  await signIn(ada, ADA, BOARD);
  const travels = await watchTravels(ada);
  await dropOn(ada, 'Dune Traders', 'Partnership');
  await expect(ada.getByText('All saved')).toBeVisible();
  expect(await travels()).toEqual([]);
  await ada.keyboard.press('Control+z');
  await expect(cardIn(ada, 'Not placed', 'Dune Traders')).toBeVisible();
  await expect.poll(travels).toHaveLength(1);
  await ada.keyboard.press('Control+Shift+z');
  await expect(cardIn(ada, 'Partnership', 'Dune Traders')).toBeVisible();
  await expect.poll(travels).toHaveLength(2);
  const [back, forth] = await travels();
  expect([back!.by, forth!.by]).toEqual([null, null]);
  expect(forth!.to).toEqual(back!.from);
});

test('whoever wants no motion reads the name, and a card in the hand stays there', async ({ browse, house }) => {
  const ada = await browse();
  const ben = await browse({ reducedMotion: 'reduce' });
  await both(house, ada, ben);
  const [seenByAda, seenByBen] = [await watchTravels(ada), await watchTravels(ben)];
  const third = await script(house, BEN);
  const id = (await third.account('Dune Traders')).id;
  const held = await middle(card(ada, 'Dune Traders'));
  await ada.mouse.move(held.x, held.y);
  await ada.mouse.down();
  await ada.mouse.move(held.x + 60, held.y + 10, { steps: 3 });
  await third.run({ kind: 'place_account', placement: '01890000-0000-7000-8000-000000000009', account: id, stage: 'mid', day: new Date().toISOString().slice(0, 10), reason: '', was: null });
  await expect(cardIn(ben, 'Mid', 'Dune Traders')).toHaveAttribute('data-mover', 'Ben Cole');
  await expect(cardIn(ada, 'Mid', 'Dune Traders')).toBeVisible();
  expect([await seenByAda(), await seenByBen()]).toEqual([[], []]);
  await ada.keyboard.press('Escape');
  await ada.mouse.up();
});

test('what waits for the server is told on its card until it has answered', async ({ page: ada, house, watch }) => {
  watch.excuse(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|status of 503|Failed to fetch/);
  await bringBook(await found(house));
  await signIn(ada, ADA, BOARD);
  await watchTravels(ada);
  await house.kill();
  await expect(ada.getByText('Offline')).toBeVisible();
  await dropOn(ada, 'Birch Row', 'Partnership');
  await dropOn(ada, 'Acorn Gifts', 'Mid');
  const waiting = ada.getByText('Not sent yet');
  await expect(waiting).toHaveCount(2);
  await expect(cardIn(ada, 'Partnership', 'Birch Row')).toContainText('Not sent yet');
  await expect(cardIn(ada, 'Mid', 'Acorn Gifts')).toContainText('Not sent yet');
  await expect(cardIn(ada, 'Mid', 'Cedar Supply')).not.toContainText('Not sent yet');
  await house.start();
  await expect(ada.getByText('All saved')).toBeVisible({ timeout: 20_000 });
  await expect(waiting).toHaveCount(0);
});
