// The same ledger as the app's, as little code as it takes: the rows in sight, and two rows as high as all others.

const ROW = 48;
const OVERSCAN = 4;
const KINDS = { sale: 'Sale', credit: 'Credit', purchase: 'Purchase' };

const port = document.querySelector('.frame');
const body = document.querySelector('tbody');
const money = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const { items } = await (await fetch('/documents.json')).json();
const mounted = new Map();

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function gap() {
  const row = element('tr', 'gap');
  const cell = element('td');
  cell.colSpan = 4;
  row.append(cell);
  return row;
}

const [above, below] = [gap(), gap()];
body.append(above, below);

function mount(at) {
  const { day, number, kind, amount_minor: minor } = items[at];
  const row = element('tr');
  row.ariaRowIndex = String(at + 1);
  const named = element('td');
  const note = element('small');
  note.append(element('span', 'aside', `${days.format(new Date(day))} · ${KINDS[kind]}`));
  named.append(element('button', 'open', number), note);
  row.append(element('td', 'day', days.format(new Date(day))), named, element('td', 'kind', KINDS[kind]), element('td', 'num', `£ ${money.format(minor / 100)}`));
  return row;
}

function look() {
  // The head of the table stands above the first row.
  const top = port.scrollTop;
  const first = Math.max(0, Math.floor(top / ROW) - OVERSCAN);
  const last = Math.min(items.length, Math.ceil((top + port.clientHeight) / ROW) + OVERSCAN);
  above.firstChild.style.height = `${first * ROW}px`;
  below.firstChild.style.height = `${(items.length - last) * ROW}px`;
  for (const [at, row] of mounted) {
    if (at >= first && at < last) continue;
    row.remove();
    mounted.delete(at);
  }
  let next = above.nextSibling;
  for (let at = first; at < last; at += 1) {
    let row = mounted.get(at);
    if (!row) mounted.set(at, (row = mount(at)));
    if (row === next) next = row.nextSibling;
    else body.insertBefore(row, next);
  }
}

let asked = false;
port.addEventListener(
  'scroll',
  () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      look();
    });
  },
  { passive: true },
);
look();
