// The ledger of one account with ten thousand documents, beside a page without any framework that shows the same ones.

import { randomUUID } from 'node:crypto';

const DOCUMENTS = 10_000;
/** Steps down the ledger, and as many up again; so far each. */
const STEPS = 300;
const STEP_PX = 432;
const NAME = 'Ledger of thousands';

/** A file of documents of one customer, some of a day. */
function file() {
  const begun = Date.now() - 900 * 86_400_000;
  const line = number => {
    const day = new Date(begun + Math.floor(number / 16) * 86_400_000).toISOString().slice(0, 10);
    return `L${number},LEDGER,${NAME},France,${day},${(number % 977) + 10}.50`;
  };
  return ['invoice_no,customer_id,customer_name,country,date,amount', ...Array.from({ length: DOCUMENTS }, (_, at) => line(at + 1)), ''].join('\n');
}

/** Takes the documents in, and says of which account they are. */
export async function bringLedger(context, url) {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
  const answer = await context.request.post(`${url}/api/v1/imports?kind=transactions`, { headers, data: file(), timeout: 120_000 });
  if (!answer.ok()) throw new Error(`The documents were not taken in: ${await answer.text()}`);
  const found = await context.request.get(`${url}/api/v1/accounts?q=${encodeURIComponent(NAME)}`);
  const { items } = await found.json();
  return items[0].id;
}

/** The documents of an account, as the app gets them. */
export async function documentsOf(context, url, account) {
  const items = [];
  let before = '';
  for (;;) {
    const answer = await context.request.get(`${url}/api/v1/accounts/${account}/documents?limit=200${before && `&before=${encodeURIComponent(before)}`}`);
    const window = await answer.json();
    items.push(...window.items);
    if (window.items.length < 200) return items;
    const last = items.at(-1);
    before = `${last.day}:${last.number}`;
  }
}

/** Notes from now on what each step of scrolling takes: from the event to the end of its frame, all of it work. */
function watchScroll() {
  const { bench } = window;
  bench.scrolls = [];
  document.addEventListener(
    'scroll',
    () => {
      const from = performance.now();
      bench.painted(() => bench.scrolls.push(performance.now() - from));
    },
    { capture: true },
  );
}

/** Down and up again, a step a frame; says how many rows were mounted at the most. */
async function scroll([steps, by]) {
  const port = document.querySelector('.documents').closest('[data-scroll]');
  const rows = () => port.querySelectorAll('tbody tr[aria-rowindex]').length;
  const painted = () => new Promise(resolve => window.bench.painted(resolve));
  let most = rows();
  for (const step of [...Array(steps).fill(by), ...Array(steps).fill(-by)]) {
    port.scrollTop += step;
    await painted();
    most = Math.max(most, rows());
  }
  return most;
}

/** All of the ledger fetched, and its first rows in sight again. */
async function fill(page) {
  await page.waitForFunction(
    count => {
      const port = document.querySelector('.documents')?.closest('[data-scroll]');
      if (!port) return false;
      port.scrollTop = port.scrollHeight;
      return port.querySelector(`tbody tr[aria-rowindex="${count}"]`) !== null;
    },
    DOCUMENTS,
    { timeout: 120_000, polling: 50 },
  );
  await page.evaluate(() => (document.querySelector('.documents').closest('[data-scroll]').scrollTop = 0));
}

/** What scrolling takes on pages that show the ledger, by turns: for each its times in ms, and its rows at the most. */
export async function scrollLedgers(pages, turns) {
  const told = new Map();
  for (const [kind, page] of pages) {
    await page.bringToFront();
    await fill(page);
    await page.evaluate(watchScroll);
  }
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [kind, page] of pages) {
      await page.bringToFront();
      const most = await page.evaluate(scroll, [STEPS / turns, STEP_PX]);
      told.set(kind, { most: Math.max(most, told.get(kind)?.most ?? 0) });
    }
  }
  for (const [kind, page] of pages) told.get(kind).times = await page.evaluate(() => window.bench.scrolls);
  return told;
}
