// The four models side by side, over the accounts of a board: how they are brought there, dragged over, and what they keep busy.

import { part } from './measure.mjs';

const BOARD = '/api/v1/boards/models';
export const MODELS = '/boards/models';
/** Cells of the models on which accounts are placed, in turn. */
const CELLS = {
  four_s: ['strategic', 'star', 'status', 'streamline'],
  bensaou: ['market_exchange', 'captive_buyer', 'captive_supplier', 'strategic_partnership'],
  webster: ['transaction', 'repeated_transactions', 'long_term_relationship'],
};
const DRAGS = 24;

/** What places three accounts in four on each model; nothing where they are placed already. */
export function placements(board, freshId) {
  const isPlaced = ({ model, placed }) => model !== 'millman_wilson' && placed.some(cell => cell !== null);
  if (board.models.some(isPlaced)) return [];
  const some = board.accounts.id.filter((_, at) => at % 4);
  const place = (model, cells) => (account, at) => ({
    kind: 'place_on_model', position: freshId(), account, model, version: 1, cell: cells[at % cells.length], day: board.as_of, reason: 'Known for years',
  });
  return Object.entries(CELLS).flatMap(([model, cells]) => some.map(place(model, cells)));
}

/** The board as the API tells it. */
export async function boardOf(context, url) {
  return (await context.request.get(`${url}${BOARD}`)).json();
}

/** Opens the page and waits until it rests. */
export async function openModels(page, url) {
  await page.goto(`${url}${MODELS}`, { timeout: 60_000 });
  await page.locator('li.mark').first().waitFor();
  await page.getByText('All saved').waitFor({ timeout: 60_000 });
}

/** Drags accounts to the next cell of a model on which nobody was scored, so that no drop asks for a reason. */
export async function dragOverModel(page) {
  await page.evaluate(() => Object.assign(window.bench, { moves: [], drops: [] }));
  for (let number = 0; number < DRAGS; number += 1) {
    const { from, to } = await page.evaluate(isBack => {
      const plane = document.querySelector('#model-four_s').closest('.model-board');
      plane.scrollIntoView({ block: 'center' });
      const middle = element => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      };
      const cells = [...plane.querySelectorAll('[data-column]')].filter(cell => cell.querySelector('[data-card]')).slice(0, 2);
      const [full, next] = isBack ? cells.reverse() : cells;
      return { from: middle(full.querySelector('[data-card] .mark-dot')), to: middle(next) };
    }, number % 2 === 0);
    // The server tells the board with it; the next drag begins when that is drawn.
    const told = page.waitForResponse(answer => new URL(answer.url()).pathname === BOARD);
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 12 });
    await page.mouse.up();
    await page.evaluate(() => new Promise(resolve => window.bench.painted(resolve)));
    await told;
    await page.getByText('All saved').waitFor();
    await page.waitForTimeout(400);
  }
  const { moves, drops } = await page.evaluate(() => window.bench);
  return { drag_p95_ms: part(moves, 950), drop_frames: Math.ceil(part(drops, 500) / (1000 / 60)) };
}

/**
 * The longest task of a page while something is done: how long it lasted, and how long it computed, in milliseconds.
 *
 * Why both: a task that waits for a core lasts longer than the page has a part in, on a machine that serves the page and draws it too.
 */
export async function longestTask(browser, page, act) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const calls = new Map();
  for (const event of traceEvents.filter(event => event.name === 'FunctionCall')) calls.set(thread(event), (calls.get(thread(event)) ?? 0) + 1);
  const [own] = [...calls].sort((a, b) => b[1] - a[1])[0] ?? [];
  const tasks = traceEvents.filter(event => event.name === 'ThreadControllerImpl::RunTask' && thread(event) === own);
  const longest = of => Math.max(0, ...tasks.map(task => (task[of] ?? 0) / 1000));
  return { lasted: longest('dur'), computed: longest('tdur') };
}
