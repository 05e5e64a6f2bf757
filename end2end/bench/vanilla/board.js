// The same board as the app's, as little code as it takes: every column virtualised, cards dragged by pointer events, a filter. It is what the app is
// measured beside: whatever this page needs, the browser needs. It tells nobody of what is moved.

const STAGES = ['', 'pre', 'early', 'mid', 'partnership', 'synergistic', 'uncoupling'];
const TITLES = ['Not placed', 'Pre', 'Early', 'Mid', 'Partnership', 'Synergistic', 'Uncoupling'];
const ROW = 104;
const OVERSCAN = 4;

const board = document.querySelector('.board');
const ghost = document.querySelector('.ghost');
const filter = document.querySelector('#board-filter');
let accounts = [];
let columns = [];

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

const money = minor => `£ ${Math.round(minor / 100).toLocaleString('en-GB')}`;

/** Accounts out of the columns of the snapshot. */
function unpack(model) {
  const { accounts: from, placements } = model;
  const people = new Map(model.people.map(person => [person.id, person.name]));
  const all = from.name.map((name, at) => ({
    id: from.id.slice(at * 32, at * 32 + 32),
    name,
    text: `${name} ${from.reference[at]} ${from.country.words[from.country.rows[at]]} ${from.segment.words[from.segment.rows[at]]}`.toLowerCase(),
    owner: people.get(from.owner.people[from.owner.rows[at]]) ?? '',
    minor: from.revenue_ttm_minor[at],
    step: '',
    due: '',
    stage: '',
    stands: '',
  }));
  for (const [at, words, day] of from.next_step) Object.assign(all[at], { step: words, due: day ?? '' });
  placements.account.forEach((at, place) => {
    const stands = placements.day.words[placements.day.rows[place]] + String(placements.recorded[place]).padStart(12, '0');
    if (stands < all[at].stands) return;
    Object.assign(all[at], { stands, stage: placements.cell.words[placements.cell.rows[place]] });
  });
  return all;
}

const before = (a, b) => b.minor - a.minor || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);

/** Where a card belongs in a sorted column. */
function placeOf(cards, card) {
  let low = 0;
  let high = cards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(cards[middle], card) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Column {
  constructor(stage, title) {
    Object.assign(this, { stage, cards: [], sum: 0, mounted: new Map() });
    this.root = element('section', 'column');
    this.root.dataset.column = stage || 'not-placed';
    const head = element('header', 'head');
    this.count = element('span');
    this.total = element('span');
    this.bar = element('i');
    const bar = element('div', 'bar-of');
    bar.append(this.bar);
    head.append(element('h2', '', title), this.count, this.total, bar);
    this.list = element('ol', 'cards');
    this.list.dataset.scroll = '';
    this.above = element('li');
    this.below = element('li');
    this.list.append(this.above, this.below);
    this.list.addEventListener('scroll', () => this.ask(), { passive: true });
    this.root.append(head, this.list);
  }

  ask() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.window();
    });
  }

  fill(cards) {
    this.cards = cards.sort(before);
    this.sum = cards.reduce((sum, card) => sum + card.minor, 0);
  }

  put(card) {
    this.cards.splice(placeOf(this.cards, card), 0, card);
    this.sum += card.minor;
  }

  take(card) {
    this.cards.splice(placeOf(this.cards, card), 1);
    this.sum -= card.minor;
  }

  head(whole) {
    this.root.dataset.count = this.cards.length;
    this.count.textContent = this.cards.length;
    this.total.textContent = money(this.sum);
    this.bar.style.width = `${whole ? Math.round((this.sum / whole) * 100) : 0}%`;
  }

  /** Mounts what is seen, and nothing else but what is held. */
  window() {
    const first = Math.max(0, Math.floor(this.list.scrollTop / ROW) - OVERSCAN);
    const last = Math.min(this.cards.length, Math.ceil((this.list.scrollTop + this.list.clientHeight) / ROW) + OVERSCAN);
    this.above.style.height = `${first * ROW}px`;
    this.below.style.height = `${(this.cards.length - last) * ROW}px`;
    const wanted = new Set(this.cards.slice(first, last).map(card => card.id));
    for (const [id, row] of this.mounted) {
      if (wanted.has(id)) continue;
      row.remove();
      this.mounted.delete(id);
    }
    let next = this.above.nextSibling;
    for (const card of this.cards.slice(first, last)) {
      let row = this.mounted.get(card.id);
      if (!row) this.mounted.set(card.id, (row = mount(card)));
      if (row === next) next = row.nextSibling;
      else this.list.insertBefore(row, next);
    }
  }
}

function mount(card) {
  const row = element('li', 'row');
  row.dataset.card = card.id;
  const body = element('article', 'card');
  const top = element('div', 'top');
  const name = element('a', 'name', card.name);
  name.href = `#${card.id}`;
  name.draggable = false;
  top.append(name, element('button', 'more', '…'));
  const figure = element('div', '', money(card.minor));
  const foot = element('div', 'foot');
  const initials = card.owner.split(' ').map(word => word[0]).join('') || '?';
  foot.append(element('span', 'who', initials), element('span', 'step', card.step || 'No next step'), element('span', '', card.due));
  body.append(top, figure, foot);
  row.append(body);
  return row;
}

function draw(changed) {
  const whole = columns.reduce((sum, column) => sum + column.sum, 0);
  for (const column of columns) column.head(whole);
  for (const column of changed) column.window();
}

function deal() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = accounts.filter(account => words.every(word => account.text.includes(word)));
  const hands = new Map(STAGES.map(stage => [stage, []]));
  for (const account of shown) hands.get(account.stage).push(account);
  for (const column of columns) column.fill(hands.get(column.stage));
  draw(columns);
}

let held = null;

board.addEventListener('pointerdown', event => {
  const row = event.target.closest('[data-card]');
  if (!row || event.button !== 0 || event.target.closest('button')) return;
  held = { row, x: event.clientX, y: event.clientY, lifted: false };
});

board.addEventListener('pointermove', event => {
  if (!held) return;
  if (!held.lifted && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 5) return;
  if (!held.lifted) lift(event);
  held.at = { x: event.clientX, y: event.clientY };
  if (held.asked) return;
  held.asked = true;
  requestAnimationFrame(follow);
});

function lift(event) {
  const rect = held.row.getBoundingClientRect();
  Object.assign(held, {
    lifted: true,
    inside: { x: held.x - rect.left, y: held.y - rect.top },
    rects: columns.map(column => column.root.getBoundingClientRect()),
  });
  const copy = held.row.cloneNode(true);
  delete copy.dataset.card;
  copy.style.width = `${rect.width}px`;
  ghost.replaceChildren(copy);
  ghost.hidden = false;
  held.row.classList.add('drag-source');
  board.classList.add('dragging');
  try {
    board.setPointerCapture(event.pointerId);
  } catch {
    // A pointer that was made up has none.
  }
}

function follow() {
  if (!held) return;
  held.asked = false;
  ghost.style.transform = `translate3d(${held.at.x - held.inside.x}px,${held.at.y - held.inside.y}px,0)`;
  const over = held.rects.findIndex(rect => rect.left <= held.at.x && held.at.x < rect.right);
  if (over === held.over) return;
  columns[held.over]?.root.classList.remove('drag-over');
  columns[over]?.root.classList.add('drag-over');
  held.over = over;
}

function letGo(drop) {
  if (!held) return;
  const { row, lifted, at } = held;
  if (lifted) {
    held.at = at;
    follow();
    const target = columns[held.over];
    const source = columns.find(column => column.mounted.has(row.dataset.card));
    const card = source?.cards.find(card => card.id === row.dataset.card);
    if (drop && target && card && target !== source) {
      source.take(card);
      card.stage = target.stage;
      target.put(card);
      draw([source, target]);
    }
    target?.root.classList.remove('drag-over');
  }
  row.classList.remove('drag-source');
  board.classList.remove('dragging');
  ghost.hidden = true;
  held = null;
}

board.addEventListener('pointerup', () => letGo(true));
board.addEventListener('pointercancel', () => letGo(false));
filter.addEventListener('input', deal);
window.addEventListener('resize', () => columns.forEach(column => column.ask()));

accounts = unpack(await (await fetch('/model.json')).json());
columns = STAGES.map((stage, at) => new Column(stage, TITLES[at]));
board.append(...columns.map(column => column.root));
deal();
