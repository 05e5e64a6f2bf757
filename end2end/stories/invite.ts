// Letting colleagues in, and what each of them may see: never more, on no way.

import { type Page } from '@playwright/test';

import { card, cardIn } from '../fixtures/board.ts';
import { assign, bringBook, place } from '../fixtures/book.ts';
import { ADA, awake, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const CLEO = person('Cleo Hart');

/** Everything that comes to a browser from the server, as text. */
function overhear(page: Page): { all: () => Promise<string> } {
  const bodies: Promise<string>[] = [];
  page.on('response', answer => {
    if (!answer.url().includes('/api/v1/changes')) bodies.push(answer.text().catch(() => ''));
  });
  return { all: async () => (await Promise.all(bodies)).join('\n') };
}

test('an administrator invites, a colleague comes in by the link, once', async ({ page, browse, house, watch }) => {
  watch.excuse(/status of 404 .*\/invitation\//);
  const script = await found(house);
  const ids = await bringBook(script);
  await signIn(page, ADA, '/settings');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite a colleague' });
  await dialog.getByLabel('Name').fill(CLEO.name);
  await dialog.getByLabel('Account manager', { exact: true }).check();
  await dialog.getByLabel('Reports to').selectOption('Ada Marsh');
  await dialog.getByLabel('E-mail').fill(CLEO.email);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByLabel('Link').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('listitem').filter({ hasText: CLEO.name });
  await expect(row).toContainText('Account manager · reports to Ada Marsh');
  await expect(row).toContainText('Invited until');

  const cleo = await browse();
  await cleo.goto(link);
  await expect(cleo.getByRole('heading', { level: 1 })).toHaveText('Welcome, Cleo Hart');
  await cleo.getByLabel('Password').fill('cleo hart cleo');
  await cleo.getByRole('button', { name: 'Come in' }).click();
  await expect(cleo.getByLabel('Password')).toHaveAccessibleDescription(/too short/);
  await cleo.getByLabel('Password').fill(CLEO.password);
  await awake(cleo, () => cleo.getByRole('button', { name: 'Come in' }).click());
  await expect(cleo.getByRole('heading', { level: 1 })).toHaveText('Hello, Cleo');
  await expect(cleo.getByText('No account is yours yet')).toBeVisible();

  const late = await browse();
  await late.goto(link);
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');

  const people = await script.get('/api/v1/access');
  const id = people.items.find((one: { email: string }) => one.email === CLEO.email).person;
  await script.run(assign(ids['Acorn Gifts']!, id));
  await expect(cleo.getByText('No account is yours yet')).toBeHidden();
  await cleo.getByRole('link', { name: 'Relationship', exact: true }).click();
  await expect(cardIn(cleo, 'Early', 'Acorn Gifts')).toBeVisible();
  await expect(cleo.getByRole('main').getByText('1 account ·')).toBeVisible();
});

test('an account manager sees the accounts they lead, and nothing else ever reaches them', async ({
  page,
  house,
  watch,
}) => {
  watch.excuse(/status of 404 .*(\/accounts\/|scope=account:)/);
  const script = await found(house);
  const ids = await bringBook(script);
  await letIn(house, CLEO, 'account-manager');
  const people = await script.get('/api/v1/access');
  const id = people.items.find((one: { email: string }) => one.email === CLEO.email).person;
  await script.run(assign(ids['Acorn Gifts']!, id), {
    kind: 'add_note',
    note: '01890000-0000-7000-8000-000000000001',
    account: ids['Birch Row']!,
    text: 'A confidential word about them',
  });
  const heard = overhear(page);
  await signIn(page, CLEO, '/boards/relationship');
  await expect(card(page, 'Acorn Gifts')).toBeVisible();
  for (const path of ['/', '/accounts', '/boards', '/settings', `/accounts/${ids['Acorn Gifts']}`]) await visit(page, path);
  const stream = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/changes?since=0', { signal: AbortSignal.timeout(3_000) });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += piece.value;
    } catch {
      // The time is over.
    }
    return text;
  });
  expect(stream).toContain('hello');
  const all = (await heard.all()) + stream;
  expect(all).toContain('Acorn Gifts');
  for (const foreign of ['Birch Row', 'Cedar Supply', 'Fern Living', 'confidential word', ids['Birch Row']!]) {
    expect(all, foreign).not.toContain(foreign);
  }
  // By its address, it is not there.
  await page.goto(`/accounts/${ids['Birch Row']}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
});

test('who is given an account sees it come, and who loses it sees it go', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  await letIn(house, CLEO, 'key-account-manager');
  const people = await script.get('/api/v1/access');
  const id = people.items.find((one: { email: string }) => one.email === CLEO.email).person;
  await signIn(page, CLEO, '/boards/relationship');
  await expect(card(page, 'Cedar Supply')).toHaveCount(0);
  await script.run(assign(ids['Cedar Supply']!, id));
  await expect(cardIn(page, 'Mid', 'Cedar Supply')).toBeVisible();
  await script.run(assign(ids['Cedar Supply']!, null, id));
  await expect(card(page, 'Cedar Supply')).toHaveCount(0);
  await script.run(place(ids['Acorn Gifts']!, 'pre', (await standing(script, ids['Acorn Gifts']!))!));
  await expect(card(page, 'Acorn Gifts')).toHaveCount(0);
});

test('finance reads all trade, no notes, and changes nothing', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const fiona = person('Fiona Lund');
  await letIn(house, fiona, 'finance');
  await script.run({
    kind: 'add_note',
    note: '01890000-0000-7000-8000-000000000002',
    account: ids['Birch Row']!,
    text: 'A confidential word about them',
  });
  const heard = overhear(page);
  await signIn(page, fiona, `/accounts/${ids['Birch Row']}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Birch Row');
  await expect(page.getByRole('region', { name: 'Documents' }).getByRole('table')).toContainText('£ 4,000.00');
  await expect(page.getByRole('heading', { name: 'Notes' })).toHaveCount(0);
  for (const name of ['Edit', 'Record', 'Move to…', 'Assign to…']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-disabled', 'true');
  }
  await visit(page, '/settings');
  await expect(page.getByRole('heading', { name: 'Past imports' })).toBeVisible();
  await expect(page.getByLabel('Choose a CSV file')).toHaveCount(0);
  expect(await heard.all()).not.toContain('confidential word');
});

test('an administrator as such looks after people and sees no account', async ({ page, house }) => {
  const script = await found(house);
  await bringBook(script);
  const adam = person('Adam Fox');
  await letIn(house, adam, 'administrator');
  const heard = overhear(page);
  await signIn(page, adam);
  await expect(page.getByText('There is nothing for you to see here yet')).toBeVisible();
  for (const path of ['/accounts', '/boards', '/boards/relationship', '/settings']) await visit(page, path);
  await expect(page.getByRole('button', { name: 'Invite' })).toBeVisible();
  await expect(page.getByLabel('Choose a CSV file')).toBeAttached();
  expect(await heard.all()).not.toContain('Acorn Gifts');
});

/** The placement that an account stands by. */
async function standing(script: { get(path: string): Promise<any> }, account: string): Promise<string | undefined> {
  const model = await script.get(`/api/v1/model?scope=account:${account}`);
  return model.records.placements[0]?.id;
}
