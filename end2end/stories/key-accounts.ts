// The key accounts: taken in by hand or by a rule, let go, told as of a day, and what there is to warn of.

import { findings } from '../fixtures/axe.ts';
import { PHONE } from '../fixtures/board.ts';
import { assign, bringBook } from '../fixtures/book.ts';
import { ADA, type Person, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { type Script, daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

function takeIn(account: string, day = daysAgo(0), reason = 'Signed for three years') {
  return { kind: 'decide_key_account', decision: freshId(), account, says: 'taken_in', day, reason };
}

/** The id of a colleague. */
async function idOf(script: Script, someone: Person): Promise<string> {
  const told = await script.get('/api/v1/access');
  return told.items.find((one: { email: string }) => one.email === someone.email).person;
}

/** A rule by which the largest accounts that bring half of the revenue are key. */
async function keepRule(script: Script, percent: number): Promise<void> {
  const fields = { name: 'Half of the revenue', basis: 'together', percent, from_day: daysAgo(300) };
  const told = Object.entries(fields).map(([field, after]) => ({ field, after }));
  await script.run({ kind: 'keep', records: [{ of: 'key_rule', record: freshId(), act: 'create', fields: told }] });
}

test('an account is taken in by hand with a reason, told on its page, and an undo takes it back', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const models = page.getByRole('region', { name: 'Four models' });
  await expect(models).toContainText('Not a key account.');
  await models.getByRole('button', { name: 'Take in…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take Acorn Gifts among the key accounts' });
  await expect(dialog.getByLabel('Reason')).toHaveAccessibleDescription('No rule says so today, so say why.');
  await dialog.getByLabel('Reason').fill('Their third shop opens in spring');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take in' }).click();
  await expect(dialog).toBeHidden();
  await expect(models).toContainText(/Key since .* · By hand · decided by Ada Marsh: Their third shop opens in spring/);

  await models.getByRole('link', { name: 'Key accounts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Key accounts' })).toBeVisible();
  const set = page.getByRole('region', { name: 'The key set' });
  await expect(set.getByRole('listitem')).toHaveCount(1);
  await expect(set.getByRole('listitem')).toContainText('Acorn Gifts');
  await expect(page.getByText('Nobody leads Acorn Gifts')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText(/Acorn Gifts.*entered on/);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(page.getByText('No key accounts yet')).toBeVisible();
});

test('a rule names who qualifies; many are taken in at once, and whom it bears out no more is to work off', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  await signIn(page, ADA, '/key-accounts');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const form = page.getByRole('dialog', { name: 'Add a rule' });
  await form.getByLabel('Name').fill('Half of the revenue');
  await form.getByLabel('Goes by').selectOption('The largest, up to a share of revenue');
  await form.getByLabel('Percent of the revenue').fill('half');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Write a whole number from 1 to 100.')).toBeVisible();
  await form.getByLabel('Percent of the revenue').fill('50');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const would = page.getByRole('region', { name: 'Rules would take in' });
  await expect(would.getByRole('listitem')).toHaveText([/Acorn Gifts/, /Birch Row/]);
  await expect(would).toContainText('Qualifies by Half of the revenue');
  await would.getByLabel('Choose Acorn Gifts').check();
  await would.getByLabel('Choose Birch Row').check();
  await would.getByRole('button', { name: 'Take 2 accounts in…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take 2 accounts among the key accounts' });
  await expect(dialog.getByLabel('Rule')).toHaveValue(/.+/);
  await expect(dialog.getByLabel('Reason')).toHaveAccessibleDescription('Optional: the rule says it.');
  await dialog.getByRole('button', { name: 'Take in' }).click();
  await expect(would).toContainText('Nobody qualifies who is none.');
  const set = page.getByRole('region', { name: 'The key set' });
  await expect(set.getByRole('listitem')).toHaveText([/Acorn Gifts/, /Birch Row/]);

  // A larger one comes, and half of the revenue is another one's.
  const sale = { kind: 'record_document', document: freshId(), account: ids['Cedar Supply']!, document_kind: 'sale', day: daysAgo(0), number: 'S-1', amount_minor: 9_000_000, currency: 'GBP' };
  await script.run(sale);
  await visit(page, '/key-accounts');
  const lost = page.getByRole('region', { name: 'No rule says so any more' });
  await expect(lost.getByRole('listitem')).toHaveText([/Acorn Gifts/, /Birch Row/]);
  await expect(would.getByRole('listitem')).toHaveText([/Cedar Supply/]);
  await lost.getByLabel('Choose Birch Row').check();
  await lost.getByRole('button', { name: 'Let 1 account go…' }).click();
  const letGo = page.getByRole('dialog', { name: 'Let Birch Row go from the key accounts' });
  await letGo.getByLabel('Reason').fill('They buy less each month');
  await letGo.getByRole('button', { name: 'Let go' }).click();
  await expect(set.getByRole('listitem')).toHaveText([/Acorn Gifts/]);
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('They buy less each month');
  expect(await findings(page)).toEqual([]);
});

test('whoever leads five of them is warned of, and the set is told as it was on another day', async ({ page, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  await letIn(house, person('Max Manager'), 'key-account-manager');
  const max = await idOf(script, person('Max Manager'));
  const five = Object.values(ids).slice(0, 5);
  await script.run(...five.map(account => assign(account, max)), ...five.slice(0, 4).map(account => takeIn(account, daysAgo(40))));
  await keepRule(script, 50);
  await signIn(page, ADA, '/key-accounts');
  await expect(page.getByText('4 key accounts on')).toBeVisible();
  await expect(page.getByText(/Max Manager leads/)).toHaveCount(0);
  await script.run(takeIn(five[4]!, daysAgo(10)));
  await expect(page.getByText('Max Manager leads 5 of them')).toBeVisible();
  await page.getByLabel('As of').fill(daysAgo(20));
  await page.getByLabel('As of').blur();
  await expect(page.getByText('4 key accounts on')).toBeVisible();
  await expect(page.getByText('You look at another day. Go back to today to decide.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'The key set' }).getByRole('button', { name: 'Let go…' })).toHaveAttribute('aria-disabled', 'true');
});

test('on a phone all of it is there, and who decides nothing reads', async ({ browse, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  await letIn(house, person('Max Manager'), 'key-account-manager');
  const max = await idOf(script, person('Max Manager'));
  await script.run(assign(ids['Acorn Gifts']!, max), takeIn(ids['Acorn Gifts']!), takeIn(ids['Birch Row']!));
  const page = await browse(PHONE);
  await signIn(page, person('Max Manager'), '/key-accounts');
  const set = page.getByRole('region', { name: 'The key set' });
  await expect(set.getByRole('listitem')).toHaveText([/Acorn Gifts/]);
  await expect(set.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add a rule' })).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await visit(page, '/held-to-account');
  await expect(page.getByText(/It cannot be told/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
