// The board in Chromium, beside a page without any framework that shows the same board. It is told which parts to measure, and prints a measure
// a line: {"key", "value"}.

import { randomBytes, randomUUID } from 'node:crypto';

import { chromium } from '@playwright/test';

import { readers, serve, servePlain, told } from './house.mjs';
import { bringLedger, documentsOf, scrollLedgers } from './ledger.mjs';
import { part } from './measure.mjs';
import { boardOf, dragOverModel, longestTask, openModels, placements } from './models.mjs';
import { probe, watchCounts, watchFilter, watchMoves, watchTravels } from './probe.mjs';

const BOARDS = [200, 1000, 4000, 10000];
const BOARD = '/boards/relationship';
/** The kinds of boards, by what follows the board's address; and one that people made. */
const KINDS = { columns: '', lanes: '?lanes=owner', matrix: '?rows=owner' };
const MADE = 'made';
const MADE_NAME = 'All accounts';
/** The most commands of one batch. */
const BATCH = 100;
const KIND_BOARDS = [4000, 10000];
const PASSWORD = 'seven herons under a tin roof';
const VIEW = { width: 1920, height: 1080 };
/** Slower processor, latency in ms, bytes a second. */
const PROFILES = {
  D: { slower: 1 },
  M: { slower: 4, latency: 70, down: 9e6 / 8 },
  S: { slower: 4, latency: 150, down: 1.6e6 / 8 },
};
/** Boards that are dragged on a slower processor too. */
const SLOW_BOARDS = [1000, 10000];
/** Drags by turns on the app and on the plain page, so that both find the machine equally busy. */
const TURNS = 6;
const DRAGS = 6;
const COLLEAGUE_DRAGS = 60;
const CROWD_BOARDS = [4000, 10000];
const COLLEAGUES = 10;
const CROWD_MOVES = 400;
const CROWD_MOVES_A_SECOND = 20;
const STAGES = ['pre', 'early', 'mid', 'partnership', 'synergistic', 'uncoupling'];
const MANY_DRAGS = 2000;
/** The first few fill what is kept on purpose: the last steps to take back, the last entries. */
const FIRST_DRAGS = 250;

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

function tell(key, value) {
  console.log(JSON.stringify({ key, value: Number.isFinite(value) ? value : null }));
}

/** A fresh id, a UUID of version 7: in the order in which they are made. */
function freshId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The ids of a directory, which stand in one text there. */
function ids(directory) {
  return directory.accounts.id.match(/.{32}/g).map(id => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

/** What a page loaded, in thousands of bytes by kind, as they came over the wire. */
function weigh(session) {
  const kinds = new Map();
  const bytes = { html: 0, wasm: 0, link: 0, style: 0, script: 0, other: 0, data: 0 };
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    const path = new URL(request.url).pathname;
    const kind = path.startsWith('/api/') || path.endsWith('model.json') ? 'data'
      : path.includes('/split_link') ? 'link'
      : path.endsWith('.wasm') ? 'wasm'
      : type === 'Document' ? 'html'
      : type === 'Stylesheet' ? 'style'
      : path.endsWith('.js') ? 'script'
      : 'other';
    // What is fetched while there is nothing else to do is not of this page.
    if (request.initialPriority !== 'VeryLow') kinds.set(requestId, kind);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) bytes[kind] += encodedDataLength / 1000;
  });
  return bytes;
}

class Bench {
  constructor(browser, house, plain) {
    Object.assign(this, { browser, house, plain, states: new Map() });
  }

  /** Signs somebody of a board in, once. */
  async state(name, accounts) {
    const who = `${name}.${accounts}@board.example`;
    if (!this.states.has(who)) {
      const context = await this.browser.newContext();
      const page = await context.newPage();
      await page.goto(`${this.house.url}${BOARD}`);
      await page.getByLabel('E-mail').fill(who);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('[data-card]').first().waitFor();
      this.states.set(who, await context.storageState());
      await context.close();
    }
    return this.states.get(who);
  }

  /** Opens a board in a browser of its own and waits until it rests. */
  async open(kind, accounts, { slower, latency, down }, name = 'director') {
    const storageState = kind === 'app' ? await this.state(name, accounts) : undefined;
    const context = await this.browser.newContext({ viewport: VIEW, storageState });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    if (down) {
      await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: down, uploadThroughput: down });
    }
    if (slower > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript(probe);
    const bytes = weigh(session);
    if (kind === 'vanilla') this.plain.give('model', await this.model(accounts));
    await page.goto(kind === 'app' ? `${this.house.url}${BOARD}` : `${this.plain.url}/board.html`, { timeout: 60_000 });
    await page.waitForFunction(() => window.bench.interactive > 0, undefined, { timeout: 60_000 });
    // The rest of the board comes after the first paint; then it rests.
    await page.waitForFunction(() => document.querySelectorAll('[data-card]').length > 20, undefined, { timeout: 60_000 });
    await sleep(down ? 3000 : 1200);
    return { page, session, bytes, close: () => context.close() };
  }

  /** The board's data as the app gets it. */
  async model(accounts) {
    const context = await this.browser.newContext({ storageState: await this.state('director', accounts) });
    const answer = await context.request.get(`${this.house.url}/api/v1/model?scope=directory`);
    const body = await answer.body();
    await context.close();
    return body;
  }

  /** Opening a board: bytes, paints, the first drag, what is mounted, what is kept. */
  async opening(kind, accounts, profile) {
    const { page, session, bytes, close } = await this.open(kind, accounts, PROFILES[profile]);
    const key = `${kind}.${accounts}.${profile}`;
    const seen = await page.evaluate(() => {
      const { paint, largest, shift, long, interactive, wasm } = window.bench;
      const count = selector => document.querySelectorAll(selector).length;
      return { paint, largest, shift, long, interactive, wasm: wasm?.buffer.byteLength ?? 0, cards: count('[data-card]'), elements: count('*') };
    });
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const told = { paint_ms: seen.paint, lcp_ms: seen.largest, shift: seen.shift, long_ms: seen.long, interactive_ms: seen.interactive,
      cards: seen.cards, elements: seen.elements, heap_mb: usedSize / 1e6, wasm_mb: seen.wasm / 1e6 };
    for (const [name, value] of Object.entries(told)) tell(`${key}.${name}`, value);
    const { data, ...first } = bytes;
    for (const [name, value] of Object.entries(bytes)) tell(`${key}.${name}_kb`, value);
    tell(`${key}.first_kb`, Object.values(first).reduce((sum, value) => sum + value, 0));
    await close();
  }

  /** Dragging and filtering with a real mouse and real keys, in the app and in the plain page by turns. */
  async interaction(accounts, slower) {
    const opened = new Map();
    for (const kind of ['app', 'vanilla']) opened.set(kind, await this.open(kind, accounts, { slower }));
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const { page } of opened.values()) {
        await page.bringToFront();
        for (let number = 0; number < DRAGS; number += 1) await drag(page, 1 + (number % 5), 1 + ((number + 1) % 5));
      }
    }
    for (const { page } of opened.values()) await filter(page);
    for (const [kind, { page, close }] of opened) {
      const { moves, acts, drops } = await page.evaluate(() => window.bench);
      const key = `${kind}.${accounts}.${slower}x`;
      tell(`${key}.drag_p95_ms`, part(moves, 950));
      tell(`${key}.inp_p98_ms`, part(acts, 980));
      tell(`${key}.drop_p95_ms`, part(drops, 950));
      // A frame is a sixtieth of a second; what is painted with the next one took one.
      tell(`${key}.drop_frames`, Math.ceil(part(drops, 500) / (1000 / 60)));
      await close();
    }
  }

  /** Sends commands, all of which are to be applied. */
  async send(context, all) {
    const device = randomUUID();
    for (let at = 0; at < all.length; at += BATCH) {
      const commands = all.slice(at, at + BATCH).map(command => ({ id: freshId(), made_at: new Date().toISOString(), base_seq: 0, command }));
      const sent = { headers: { 'sec-fetch-site': 'same-origin' }, data: { wire: 1, device, commands } };
      const answer = await context.request.post(`${this.house.url}/api/v1/commands`, sent);
      const refused = answer.ok() ? (await answer.json()).receipts.find(receipt => receipt.outcome !== 'applied') : answer.status();
      if (refused) throw new Error(`Commands were not applied: ${JSON.stringify(refused)}`);
    }
  }

  /** The four models side by side, three in four accounts placed on each: what is mounted, drags, one account alone, and the longest task. */
  async models(accounts) {
    const key = `models.${accounts}`;
    const storageState = await this.state('director', accounts);
    const context = await this.browser.newContext({ viewport: VIEW, storageState });
    const board = await boardOf(context, this.house.url);
    await this.send(context, placements(board, freshId));
    const page = await context.newPage();
    await page.addInitScript(probe);
    await openModels(page, this.house.url);
    await sleep(3000);
    tell(`${key}.elements`, await page.evaluate(() => document.querySelectorAll('*').length));
    for (const [figure, value] of Object.entries(await dragOverModel(page))) tell(`${key}.${figure}`, value);
    await this.filtered(page, key, '#models-search', board.accounts.name[0]);
    await context.close();
    await this.busy(storageState, key, board);
  }

  /** The longest tasks of the four models: as they come to a browser that never saw the app, as they are narrowed, and as of another day. */
  async busy(storageState, key, board) {
    const context = await this.browser.newContext({ viewport: VIEW, storageState });
    const page = await context.newPage();
    const acts = {
      come: () => openModels(page, this.house.url),
      narrow: async () => {
        for (const words of [board.accounts.name[0], '', board.accounts.name[1], '']) {
          await page.locator('#models-search').fill(words);
          await sleep(500);
        }
      },
      earlier: async () => {
        await page.locator('details.models-choices > summary').last().click();
        const slider = page.locator('.models-choices input[type="range"]');
        for (let month = 0; month < 3; month += 1) {
          await slider.press('ArrowLeft');
          await sleep(1500);
        }
      },
    };
    for (const [name, act] of Object.entries(acts)) {
      const task = await longestTask(this.browser, page, () => act().then(() => sleep(1500)));
      tell(`${key}.${name}_long_ms`, task.lasted);
      tell(`${key}.${name}_busy_ms`, task.computed);
    }
    await context.close();
  }

  /** The address of a board that people made, with all accounts on it; made once. */
  async made(accounts) {
    const context = await this.browser.newContext({ storageState: await this.state('director', accounts) });
    const read = async scope => (await context.request.get(`${this.house.url}/api/v1/model?scope=${scope}`)).json();
    const isIt = change => change.kind === 'team_board' && change.fields.some(field => field.field === 'name' && field.after === MADE_NAME);
    let board = (await read('boards')).changes.find(isIt)?.record;
    if (!board) {
      board = freshId();
      const columns = STAGES.map((name, hue) => ({ column: freshId(), name, hue }));
      const cards = ids(await read('directory')).map((account, at) => ({ kind: 'move_card', board, account, column: columns[at % columns.length].column }));
      await this.send(context, [{ kind: 'create_team_board', board, name: MADE_NAME, shared: true, columns }, ...cards]);
    }
    await context.close();
    return `/boards/${board}`;
  }

  /** A kind of board: what is mounted, what it takes to show one account alone, and drags where there are cards. */
  async kind(kind, accounts) {
    const key = `${kind}.${accounts}`;
    const context = await this.browser.newContext({ viewport: VIEW, storageState: await this.state('director', accounts) });
    const page = await context.newPage();
    await page.addInitScript(probe);
    const address = kind === MADE ? await this.made(accounts) : `${BOARD}${KINDS[kind]}`;
    await page.goto(`${this.house.url}${address}`, { timeout: 60_000 });
    await page.locator('[data-column]').nth(6).waitFor();
    // The whole directory is there when the search finds what no first window holds.
    await page.getByText('All saved').waitFor({ timeout: 60_000 });
    await sleep(3000);
    tell(`${key}.elements`, await page.evaluate(() => document.querySelectorAll('*').length));
    if (kind === 'lanes') await this.lanes(page, key);
    if (kind === MADE) await this.columns(page, key);
    await this.filtered(page, key, '#board-filter', (await this.names(page))[0]);
    await context.close();
  }

  /** The names of all accounts. */
  names(page) {
    return page.evaluate(async () => (await (await fetch('/api/v1/model?scope=directory')).json()).accounts.name);
  }

  /** What it takes to show one account alone, and all of them again. */
  async filtered(page, key, selector, name) {
    await page.evaluate(watchFilter);
    const field = page.locator(selector);
    const taken = [];
    for (let turn = 0; turn < 18; turn += 1) {
      await page.evaluate(() => (window.bench.filtered = null));
      await field.fill(turn % 2 ? '' : name);
      const took = await page.waitForFunction(() => window.bench.filtered, undefined, { timeout: 10_000 });
      if (turn % 2 === 0) taken.push(await took.jsonValue());
      await sleep(300);
    }
    tell(`${key}.filter_ms`, part(taken.map(one => one.total), 500));
    tell(`${key}.filter_work_ms`, part(taken.map(one => one.work), 500));
    // Not the middle: what is put off by a frame now and then is put off.
    tell(`${key}.filter_frames`, Math.max(...taken.map(one => one.frames)));
  }

  /** Drags in lanes, from a column to its neighbour in the same lane. */
  async lanes(page, key) {
    await page.waitForFunction(() => window.bench.interactive > 0, undefined, { timeout: 60_000 });
    const [from, to] = await page.evaluate(() => {
      const cells = [...document.querySelectorAll('[data-column]')];
      const across = Number(document.querySelector('[data-across]').dataset.across);
      const full = cells.findIndex((cell, at) => at % across < across - 1 && Number(cell.dataset.count) > 40);
      return [full, full + 1];
    });
    await this.toAndFro(page, key, from, to, 60);
  }

  /** Drags on a board of columns, between the first two that have cards. */
  async columns(page, key) {
    await page.waitForFunction(() => window.bench.interactive > 0, undefined, { timeout: 60_000 });
    const [from, to] = await page.evaluate(() =>
      [...document.querySelectorAll('[data-column]')].flatMap((column, at) => (column.querySelector('[data-scroll] [data-card]') ? [at] : [])),
    );
    await this.toAndFro(page, key, from, to, 260);
  }

  async toAndFro(page, key, from, to, below) {
    for (let number = 0; number < TURNS * DRAGS; number += 1) await (number % 2 ? drag(page, to, from, below) : drag(page, from, to, below));
    const { moves, acts, drops } = await page.evaluate(() => window.bench);
    tell(`${key}.drag_p95_ms`, part(moves, 950));
    tell(`${key}.inp_p98_ms`, part(acts, 980));
    tell(`${key}.drop_frames`, Math.ceil(part(drops, 500) / (1000 / 60)));
  }

  /** From a drop here to the paint at a colleague's, who reads with a hundred others. */
  async colleague() {
    const accounts = 1000;
    const others = await readers(this.house.url, accounts, 100);
    const mine = await this.open('app', accounts, PROFILES.D);
    const theirs = await this.open('app', accounts, PROFILES.D, 'colleague');
    await theirs.page.evaluate(watchCounts);
    const times = [];
    let lost = 0;
    for (let number = 0; number < COLLEAGUE_DRAGS; number += 1) {
      await theirs.page.evaluate(() => (window.bench.counts = []));
      const to = await drag(mine.page, 1 + (number % 5), 1 + ((number + 1) % 5));
      const dropped = await mine.page.evaluate(() => window.bench.dropped);
      const shown = await theirs.page
        .waitForFunction(column => window.bench.counts.find(count => count.column === column)?.at, to, { timeout: 5000, polling: 10 })
        .then(at => at.jsonValue(), () => undefined);
      if (shown) times.push(shown - dropped);
      else lost += 1;
    }
    for (const [name, permille] of [['p50', 500], ['p95', 950], ['p99', 990]]) tell(`colleague.${name}`, part(times, permille));
    tell('colleague.failed', lost);
    await mine.close();
    await theirs.close();
    await others.close();
  }

  /** A board under twenty moves a second of accounts that are on the screen, by the ten colleagues who lead them: its longest task. */
  async crowd(accounts) {
    const key = `crowd.${accounts}`;
    const movers = await this.movers(accounts);
    const { page, close } = await this.open('app', accounts, PROFILES.D);
    // What lets cards travel is fetched when the page is idle.
    await page.waitForFunction(() => performance.getEntriesByType('resource').filter(one => one.name.includes('/split_') && one.responseEnd > 0).length >= 7);
    await sleep(2000);
    await page.evaluate(watchTravels);
    const begun = Date.now();
    const moves = [];
    for (let number = 0; number < CROWD_MOVES; number += 1) {
      await sleep(begun + (number * 1000) / CROWD_MOVES_A_SECOND - Date.now());
      moves.push(movers[number % movers.length](Math.floor(number / movers.length)));
    }
    const applied = (await Promise.all(moves)).filter(Boolean).length;
    await sleep(500);
    const { long, gap, travelled } = await page.evaluate(() => window.bench);
    // What was not moved makes nobody wait.
    const held = applied >= CROWD_MOVES * 0.95 && travelled > 0;
    tell(`${key}.long_ms`, held ? long : NaN);
    tell(`${key}.frame_ms`, held ? gap : NaN);
    tell(`${key}.travelled`, travelled);
    await close();
  }

  /** Ten colleagues, each as what moves the next of the accounts of the first window that they lead. */
  async movers(accounts) {
    const director = await this.browser.newContext({ storageState: await this.state('director', accounts) });
    const page = await (await director.request.get(`${this.house.url}/api/v1/page?path=${BOARD}`)).json();
    await director.close();
    const stands = new Map();
    for (const { id, account, recorded, cell } of page.records.placements) {
      if (!(stands.get(account)?.recorded > recorded)) stands.set(account, { id, recorded, cell });
    }
    const day = page.viewer.day;
    const movers = [];
    for (let number = 1; number <= COLLEAGUES; number += 1) {
      const context = await this.browser.newContext({ storageState: await this.state(number > 1 ? `colleague${number}` : 'colleague', accounts) });
      const { viewer } = await (await context.request.get(`${this.house.url}/api/v1/page?path=${BOARD}`)).json();
      const led = page.records.accounts.filter(account => account.owner === viewer.actor && stands.has(account.id));
      if (led.length === 0) continue;
      const device = randomUUID();
      movers.push(async turn => {
        const { id: account } = led[turn % led.length];
        const placement = freshId();
        const { id: was, cell } = stands.get(account);
        // Never to where it stands: that would be refused.
        const stage = STAGES[(STAGES.indexOf(cell) + 1 + (turn % (STAGES.length - 1))) % STAGES.length];
        stands.set(account, { id: placement, cell: stage });
        const command = { kind: 'place_account', placement, account, stage, day, reason: '', was };
        const commands = [{ id: freshId(), made_at: new Date().toISOString(), base_seq: 0, command }];
        const sent = { headers: { 'sec-fetch-site': 'same-origin' }, data: { wire: 1, device, commands } };
        const answer = await context.request.post(`${this.house.url}/api/v1/commands`, sent);
        return answer.ok() && (await answer.json()).receipts[0].outcome === 'applied';
      });
    }
    return movers;
  }

  /** Whether two thousand drags leave something behind. */
  async heap() {
    const { page, session, close } = await this.open('app', 1000, PROFILES.D);
    const held = async () => {
      // What was done has arrived, messages are gone, and what nobody holds is swept away.
      await page.getByText('All saved').waitFor({ timeout: 60_000 });
      await sleep(11_000);
      // What was noted of each move is the measuring's own.
      await page.evaluate(() => ['moves', 'acts', 'drops'].forEach(name => (window.bench[name].length = 0)));
      for (let sweep = 0; sweep < 3; sweep += 1) await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { metrics } = await session.send('Performance.getMetrics');
      const nodes = metrics.find(metric => metric.name === 'Nodes').value;
      const wasm = await page.evaluate(() => window.bench.wasm?.buffer.byteLength ?? NaN);
      return { heap_mb: (usedSize + wasm) / 1e6, nodes };
    };
    await session.send('Performance.enable');
    await page.evaluate(watchMoves);
    await dragMany(page, session, FIRST_DRAGS);
    for (const [name, value] of Object.entries(await held())) tell(`drags.before.${name}`, value);
    await page.evaluate(() => (window.bench.moved = 0));
    await dragMany(page, session, MANY_DRAGS);
    const moved = await page.evaluate(() => window.bench.moved);
    tell('drags.moved', moved);
    // What was not dragged leaves nothing behind.
    for (const [name, value] of Object.entries(await held())) tell(`drags.after.${name}`, moved < MANY_DRAGS * 0.95 ? NaN : value);
    await close();
  }

  /** The ledger of an account scrolled, in the app and in the plain page by turns. */
  async ledger() {
    const context = await this.browser.newContext({ viewport: VIEW, storageState: await this.state('director', 1000) });
    const account = await bringLedger(context, this.house.url);
    this.plain.give('documents', JSON.stringify({ items: await documentsOf(context, this.house.url, account) }));
    const pages = new Map();
    for (const [kind, url] of [['app', `${this.house.url}/accounts/${account}`], ['vanilla', `${this.plain.url}/ledger.html`]]) {
      const page = await context.newPage();
      await page.addInitScript(probe);
      await page.goto(url, { timeout: 60_000 });
      pages.set(kind, page);
    }
    for (const [kind, { times, most }] of await scrollLedgers(pages, TURNS)) {
      tell(`ledger.${kind}.scroll_p50_ms`, part(times, 500));
      tell(`ledger.${kind}.scroll_p95_ms`, part(times, 950));
      tell(`ledger.${kind}.rows`, most);
    }
    await context.close();
  }

  async signIn() {
    const context = await this.browser.newContext({ viewport: VIEW });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const bytes = weigh(session);
    await page.goto(`${this.house.url}/`);
    await sleep(500);
    tell('sign_in.first_kb', Object.values(bytes).reduce((sum, value) => sum + value, 0));
    await context.close();
  }
}

/** Drags the first card that is wholly in sight in a column to another one with the mouse, and says to which. */
async function drag(page, from, to, below = 260) {
  const places = await page.evaluate(
    ([from, to, below]) => {
      const columns = [...document.querySelectorAll('[data-column]')];
      const list = columns[from].querySelector('[data-scroll]');
      const top = list.getBoundingClientRect().top;
      const card = [...list.querySelectorAll('[data-card]')].map(card => card.getBoundingClientRect()).find(card => card.top >= top);
      const there = columns[to].getBoundingClientRect();
      return { x: card.left + 70, y: card.top + 60, toX: there.left + there.width / 2, toY: there.top + below, column: columns[to].dataset.column };
    },
    [from, to, below],
  );
  await page.mouse.move(places.x, places.y);
  await page.mouse.down();
  await page.mouse.move(places.toX, places.toY, { steps: 12 });
  await page.mouse.up();
  // Until it is painted, and the card has come to rest.
  await page.evaluate(() => new Promise(resolve => window.bench.painted(resolve)));
  await sleep(60);
  return places.column;
}

/** Types words into the filter and takes them out again. */
async function filter(page) {
  await page.bringToFront();
  const field = page.locator('#board-filter');
  await field.click();
  for (const word of ['steel', 'alder']) {
    await field.pressSequentially(word, { delay: 120 });
    for (const _ of word) await page.keyboard.press('Backspace', { delay: 20 });
  }
  await sleep(300);
}

/** Moves cards to and fro between two columns with the mouse, as fast as the browser takes it. */
async function dragMany(page, session, count) {
  const [left, right] = await page.evaluate(() =>
    [...document.querySelectorAll('[data-column]')].slice(1, 3).map(column => {
      const cards = column.querySelector('[data-scroll]').getBoundingClientRect();
      return { x: cards.left + 70, y: cards.top + 160 };
    }),
  );
  const send = (type, at, buttons) => session.send('Input.dispatchMouseEvent', { type, ...at, button: type === 'mouseMoved' && !buttons ? 'none' : 'left', buttons, clickCount: 1 });
  for (let number = 0; number < count; number += 1) {
    const [from, to] = number % 2 ? [left, right] : [right, left];
    // What came down last is brought into view within two frames: nobody presses on a list that is just scrolling.
    for (let frame = 0; frame < 2; frame += 1) await page.evaluate(() => new Promise(resolve => window.bench.painted(resolve)));
    await send('mouseMoved', from, 0);
    await send('mousePressed', from, 1);
    await send('mouseMoved', { x: (from.x + to.x) / 2, y: from.y + 20 }, 1);
    await send('mouseMoved', to, 1);
    await send('mouseReleased', to, 0);
  }
}

const PARTS = {
  async open(bench) {
    await bench.signIn();
    for (const accounts of BOARDS) {
      for (const kind of ['app', 'vanilla']) await bench.opening(kind, accounts, 'D');
    }
    for (const profile of ['M', 'S']) await bench.opening('app', 4000, profile);
  },
  async drag(bench) {
    for (const accounts of BOARDS) await bench.interaction(accounts, 1);
    for (const accounts of SLOW_BOARDS) await bench.interaction(accounts, 4);
  },
  async boards(bench) {
    for (const accounts of KIND_BOARDS) for (const kind of [...Object.keys(KINDS), MADE]) await bench.kind(kind, accounts);
    for (const accounts of KIND_BOARDS) await bench.models(accounts);
    for (const accounts of CROWD_BOARDS) await bench.crowd(accounts);
  },
  ledger: bench => bench.ledger(),
  colleague: bench => bench.colleague(),
  heap: bench => bench.heap(),
};

const house = await serve();
const plain = await servePlain();
const browser = await chromium.launch({
  executablePath: told('MAINSTAY_CHROMIUM'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const bench = new Bench(browser, house, plain);
  for (const part of process.argv.slice(2)) await PARTS[part](bench);
} finally {
  await browser.close();
  plain.close();
  await house.close();
}
