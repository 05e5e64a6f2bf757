// What looks on from inside a page while it is measured. It runs before anything of the page, the same in the app and in the plain page.

export function probe() {
  const seen = { paint: NaN, largest: NaN, shift: 0, long: 0, interactive: NaN, wasm: null, moves: [], acts: [], drops: [], counts: [] };
  window.bench = seen;

  const watch = (type, each) => {
    new PerformanceObserver(list => list.getEntries().forEach(each)).observe({ type, buffered: true });
  };
  watch('paint', entry => {
    if (entry.name === 'first-contentful-paint') seen.paint = entry.startTime;
  });
  watch('largest-contentful-paint', entry => (seen.largest = entry.startTime));
  watch('layout-shift', entry => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  watch('longtask', entry => (seen.long = Math.max(seen.long, entry.duration)));

  // The memory of the module is an export that the page keeps to itself, whatever its name; its parts share it.
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      const { exports } = made.instance ?? made;
      seen.wasm ??= Object.values(exports).find(one => one instanceof WebAssembly.Memory) ?? null;
      return made;
    };
  }

  const point = (type, on, x, y) =>
    on.dispatchEvent(
      new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, buttons: 1, clientX: x, clientY: y }),
    );
  seen.point = point;

  // Tries to lift the first card until one lifts: then the page is awake.
  const tries = setInterval(() => {
    const card = document.querySelector('[data-card]');
    const board = document.querySelector('.board, .grid-board');
    if (!card || !board) return;
    const { left, top } = card.getBoundingClientRect();
    point('pointerdown', card, left + 60, top + 60);
    point('pointermove', board, left + 90, top + 90);
    if (!board.classList.contains('dragging')) return;
    seen.interactive = performance.now();
    clearInterval(tries);
    point('pointercancel', board, left + 90, top + 90);
  }, 8);

  /** Calls back once the next frame is painted. */
  const painted = then => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(0);
    });
  };
  seen.painted = painted;
  const time = (type, into) => {
    window.addEventListener(
      type,
      event => {
        if (!event.isTrusted) return;
        painted(() => seen[into].push(performance.now() - event.timeStamp));
      },
      { capture: true },
    );
  };
  time('pointermove', 'moves');
  time('pointerdown', 'acts');
  time('pointerup', 'acts');
  time('pointerup', 'drops');
  time('keydown', 'acts');
  window.addEventListener('pointerup', event => (seen.dropped = performance.timeOrigin + event.timeStamp), { capture: true });
}

/** Notes from now on when a column shows another count, by the clock of the machine. */
export function watchCounts() {
  const { bench } = window;
  new MutationObserver(list => {
    const columns = new Set(list.map(change => change.target.dataset.column));
    bench.painted(() => {
      for (const column of columns) bench.counts.push({ column, at: performance.timeOrigin + performance.now() });
    });
  }).observe(document.querySelector('.board'), { subtree: true, attributes: true, attributeFilter: ['data-count'] });
}

/** Counts from now on how often a card came into a column. */
export function watchMoves() {
  const { bench } = window;
  bench.moved = 0;
  const count = change => Number(change.target.dataset.count) > Number(change.oldValue);
  new MutationObserver(list => (bench.moved += list.filter(count).length)).observe(document.querySelector('.board'), {
    subtree: true, attributes: true, attributeOldValue: true, attributeFilter: ['data-count'],
  });
}

/**
 * Tells what it takes from words in the address to the paint of what they leave; the pause before it is the typing hand's:
 * `total` ms from the one to the other, `work` ms of them, and in which `frames` the last of it was painted, 1 for the next one.
 *
 * Why three: between the end of the task in which the address changed and the next frame the page waits for the screen. The hand falls
 * anywhere between two frames, so that this wait is anything from nothing to a frame, and half a frame in the middle, whatever the page
 * does. What a person sees is the frame; what the page has a part in is its work, and whether all of it is there by the next frame.
 */
export function watchFilter() {
  const { bench } = window;
  const { replaceState } = history;
  const FRAMES = 6;
  let altered = false;
  new MutationObserver(() => (altered = true)).observe(document.querySelector('.board, .grid-board, .model-boards'), {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  history.replaceState = function (...given) {
    const from = performance.now();
    replaceState.apply(this, given);
    altered = false;
    let idle = 0;
    let rest = NaN;
    let last = { total: NaN, work: NaN, frames: NaN };
    // The next task, after everything that the address woke: from here on the page waits for the frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (rest = performance.now());
    port2.postMessage(0);
    const frame = number => {
      requestAnimationFrame(() => {
        // Where the frame came before the next task nothing was idle.
        if (rest <= performance.now()) idle += performance.now() - rest;
        rest = NaN;
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          rest = performance.now();
          if (altered) last = { total: rest - from, work: rest - from - idle, frames: number };
          altered = false;
          if (number < FRAMES) frame(number + 1);
          else bench.filtered = last;
        };
        painted.port2.postMessage(0);
      });
    };
    frame(1);
  };
}

/** Notes from now on the longest task, the longest pause between two frames, and how many cards travelled. */
export function watchTravels() {
  const { bench } = window;
  bench.long = 0;
  bench.gap = 0;
  bench.travelled = 0;
  new MutationObserver(list => (bench.travelled += list.reduce((sum, change) => sum + change.addedNodes.length, 0))).observe(document.querySelector('.drag-layer'), { childList: true });
  let before = performance.now();
  const frame = () => {
    const now = performance.now();
    bench.gap = Math.max(bench.gap, now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
