// Every page, for everyone: by axe, light and dark; on a narrow screen and enlarged; in forced colours, by keys alone, and still.

import { type BrowserContextOptions, type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { card, cardIn } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

interface Place {
  path: string;
  /** What opens a dialog or a menu there, so that it is looked at as well. */
  open?: (page: Page) => Promise<void>;
  /** There is no such thing on a phone. */
  wide?: true;
}

/** A house with something on every page, and its pages. */
async function pagesOf(house: House): Promise<Place[]> {
  const script = await found(house);
  const ids = await bringBook(script);
  await letIn(house, person('Ben Cole'), 'account-director', 'finance');
  const account = ids['Birch Row']!;
  await script.run(
    { kind: 'add_note', note: '01890000-0000-7000-8000-000000000003', account, text: 'They buy early.' },
    { kind: 'edit_account', account, edit: { add_tag: 'wholesale' } },
    { kind: 'edit_account', account, edit: { next_step: { words: 'Send the spring list, then agree the volumes of the year', day: daysAgo(3) } } },
  );
  const board = '01890000-0000-7000-8000-000000000031';
  const column = '01890000-0000-7000-8000-000000000032';
  await script.run(
    { kind: 'create_team_board', board, name: 'Renewals', shared: true, columns: [{ column, name: 'Plan', hue: 3 }] },
    { kind: 'move_card', board, account, column },
    { kind: 'save_view', view: '01890000-0000-7000-8000-000000000033', name: 'By name', address: '/boards/owner?sort=name', shared: true },
  );
  const press = (name: string) => (page: Page) => page.getByRole('main').getByRole('button', { name, exact: true }).first().click();
  return [
    { path: '/' },
    { path: '/accounts' },
    { path: '/accounts', open: press('More about Birch Row'), wide: true },
    { path: '/accounts?new=1', open: async page => expect(page.getByRole('dialog')).toBeVisible() },
    { path: '/accounts?q=nothing-like-it' },
    { path: `/accounts/${account}` },
    { path: `/accounts/${account}`, open: press('Edit') },
    { path: `/accounts/${account}`, open: press('Record') },
    { path: '/boards' },
    { path: '/boards', open: press('New board') },
    { path: `/boards/${board}` },
    { path: `/boards/${board}`, open: press('More about Plan') },
    { path: `/boards/${board}`, open: press('Add column') },
    { path: '/boards/relationship' },
    { path: '/boards/relationship', open: press('More about Birch Row') },
    {
      path: '/boards/relationship',
      open: async page => {
        await card(page, 'Birch Row').focus();
        await page.keyboard.press('m');
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    },
    { path: '/boards/owner' },
    { path: '/boards/relationship', open: press('View') },
    { path: '/boards/relationship?rows=country' },
    { path: '/boards/relationship?lanes=owner' },
    { path: '/wall' },
    { path: '/wall?show=relationship&show=owner%3Frows%3Dcountry', open: page => page.keyboard.press('ArrowRight') },
    { path: '/wall', open: press('Boards') },
    { path: '/concentration' },
    { path: '/retention' },
    { path: '/reciprocity' },
    { path: '/models' },
    { path: '/currencies' },
    { path: '/key-accounts' },
    { path: '/key-accounts', open: press('Add a rule') },
    { path: '/held-to-account' },
    { path: '/boards/models' },
    { path: '/boards/models?model=millman_wilson&show=points&colour=country' },
    { path: '/boards/models?model=webster&cell=transaction' },
    { path: `/accounts/${account}?assess=millman_wilson`, open: page => expect(page.getByRole('radio').first()).toBeVisible() },
    {
      path: '/models?model=four_s',
      open: async page => {
        for (const criterion of await page.getByRole('group').filter({ hasText: 'weight' }).locator('summary').all()) await criterion.click();
      },
    },
    {
      path: '/concentration',
      open: async page => {
        for (const table of await page.getByText('As a table, or a file').all()) await table.click();
      },
    },
    { path: '/settings' },
    { path: '/settings', open: press('Invite') },
    {
      path: '/settings',
      open: async page => {
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      },
    },
    { path: '/no-such-page' },
  ];
}

async function eachPlace(page: Page, places: Place[], look: (page: Page, path: string) => Promise<void>): Promise<void> {
  for (const { path, open } of places) {
    await test.step(path, async () => {
      await visit(page, path);
      await page.evaluate(() => document.fonts.ready);
      await open?.(page);
      await look(page, path);
    });
  }
}

test.beforeEach(({ watch }) => watch.excuse(/status of 404 .*no-such-page/));

const doors = ['/', '/?refused=sign-in', '/invitation/gone', '/set-up/gone'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ browse, house, watch }) => {
    test.setTimeout(150_000);
    watch.excuse(/status of 4(04|10) .*\/(invitation|set-up)\/gone/);
    // Colours that are still fading are no colours to judge.
    const page = await browse({ colorScheme, reducedMotion: 'reduce' });
    const setUp = house.setUpLink();
    await page.goto(setUp);
    expect.soft(await findings(page), 'set-up').toEqual([]);
    const places = await pagesOf(house);
    for (const path of doors) {
      await page.goto(path);
      expect.soft(await findings(page), `the door at ${path}`).toEqual([]);
    }
    await signIn(page, ADA);
    await eachPlace(page, places, async (page, path) => expect.soft(await findings(page), path).toEqual([]));
  });
}

const narrow: Record<string, BrowserContextOptions> = {
  'at 320 px': { viewport: { width: 320, height: 640 } },
  'enlarged to 200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
};

for (const [how, options] of Object.entries(narrow)) {
  test(`no page scrolls sideways ${how}`, async ({ browse, house, watch }) => {
    test.setTimeout(120_000);
    watch.excuse(/status of 4(04|10) .*\/(invitation|set-up)\/gone/);
    const page = await browse(options);
    const straight = async (page: Page, path: string) => {
      const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect.soft(wide, `${path} is as wide as the window`).toBeLessThanOrEqual(seen!);
    };
    const places = await pagesOf(house);
    for (const path of doors) {
      await page.goto(path);
      await straight(page, path);
    }
    await signIn(page, ADA);
    await eachPlace(page, places.filter(place => !place.wide), straight);
    await visit(page, '/accounts');
    for (const cell of await page.getByRole('row').getByRole('cell').filter({ has: page.getByRole('link') }).all()) {
      const cut = await cell.evaluate(cell => cell.scrollWidth > cell.clientWidth);
      expect.soft(cut, `${await cell.innerText()} is read whole`).toBe(false);
    }
  });
}

test('forced colours leave everything to be seen', async ({ browse, house }) => {
  const page = await browse({ forcedColors: 'active', colorScheme: 'dark' });
  const places = await pagesOf(house);
  await signIn(page, ADA);
  await eachPlace(page, places.filter(place => !place.open), async (page, path) => {
    const ring = page.getByRole('link', { name: 'Skip to content' });
    await ring.focus();
    const outline = await ring.evaluate(link => getComputedStyle(link).outlineStyle);
    expect.soft(outline, `${path} shows the focus`).not.toBe('none');
  });
  await visit(page, '/boards/relationship');
  const border = await cardIn(page, 'Early', 'Birch Row').getByRole('article').evaluate(card => {
    const style = getComputedStyle(card);
    return [style.borderTopStyle, style.borderTopWidth];
  });
  expect(border).toEqual(['solid', expect.not.stringMatching(/^0/)]);
});

test('keys alone go everywhere, and the focus is seen', async ({ page, house }) => {
  await bringBook(await found(house));
  await page.goto('/');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(ADA.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ADA.password);
  const woken = page.waitForResponse(answer => answer.url().includes('/api/v1/changes'));
  await page.keyboard.press('Enter');
  await woken;
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  const tabTo = async (name: string) => {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const { said, ring } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const parts = [element, ...element.querySelectorAll('*')];
        const rings = parts.flatMap(part => [getComputedStyle(part), getComputedStyle(part, '::after')]);
        // The parts of a date field are the browser's own, and show themselves.
        const ring = !element.matches(':focus') || rings.some(ring => ring.outlineStyle !== 'none');
        return { said: element.ariaLabel ?? element.innerText.trim(), ring };
      });
      expect.soft(ring, `the focus is seen at ${said} on the way to ${name}`).toBe(true);
      if (said === name) return;
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await tabTo('Relationship board');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Relationship');
  await expect(page.getByRole('main')).toBeFocused();
  await tabTo('Acorn Gifts');
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Move Acorn Gifts to…' });
  await expect(dialog.getByLabel('Column')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByLabel('Column')).toHaveValue('mid');
  await tabTo('Move');
  await page.keyboard.press('Enter');
  await expect(cardIn(page, 'Mid', 'Acorn Gifts')).toBeFocused();
});

test('a dialog taller than the window begins at its first field', async ({ browse, house }) => {
  const ids = await bringBook(await found(house));
  const page = await browse({ viewport: { width: 900, height: 320 } });
  await signIn(page, ADA, `/accounts/${ids['Birch Row']}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Name', { exact: true }) });
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
});

test('whoever wants no motion gets none', async ({ browse, house }) => {
  const page = await browse({ reducedMotion: 'reduce' });
  const places = await pagesOf(house);
  await signIn(page, ADA);
  await eachPlace(page, places.filter(place => !place.open), async (page, path) => {
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(one => Number(one.effect?.getComputedTiming().duration ?? 0) > 10)
        .map(one => String((one.effect as KeyframeEffect).target?.className)),
    );
    expect.soft(moving, path).toEqual([]);
  });
  await visit(page, '/boards/relationship');
  const longest = await page.evaluate(() =>
    Math.max(...[...document.querySelectorAll('*')].flatMap(element => getComputedStyle(element).transitionDuration.split(',').map(parseFloat))),
  );
  expect(longest).toBeLessThanOrEqual(0.01);
});
