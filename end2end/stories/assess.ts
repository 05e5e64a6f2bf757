// Scoring an account by the criteria of a model, and the register of what both sides put in.

import { findings } from '../fixtures/axe.ts';
import { PHONE } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const BENSAOU = 'Bensaou’s portfolio of relationships';
const BUYER = ['Its buildings, tooling and equipment', 'Its people', 'Its systems and processes', 'What it learned of our ways'];
const SUPPLIER = ['Our plant, facilities and dies', 'Our people', 'Our systems and processes', 'What we learned and developed for it'];

test('an account is scored by keyboard, with evidence, and what it comes to is told while one scores', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const models = page.getByRole('region', { name: 'Four models' });
  const bensaou = models.getByRole('region', { name: BENSAOU });
  await expect(bensaou).toContainText('Not known: nothing is scored');
  await bensaou.getByRole('link', { name: 'Score' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?assess=bensaou$/);
  const dialog = page.getByRole('dialog', { name: `Acorn Gifts: ${BENSAOU}` });
  const give = async (criterion: string, score: number) => {
    const scale = dialog.getByRole('radiogroup', { name: criterion, exact: true });
    await scale.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    for (let at = 1; at < score; at += 1) await page.keyboard.press('ArrowDown');
    await expect(scale.getByRole('radio').nth(score - 1)).toBeChecked();
  };
  const result = dialog.getByRole('status', { name: 'What it comes to' });
  await give(BUYER[0]!, 4);
  await expect(result).toContainText('No cell yet · 12 % scored');
  await expect(result).toContainText('nothing can be confirmed below 60 %');
  for (const [at, score] of [[1, 5], [2, 3], [3, 4]] as const) await give(BUYER[at]!, score);
  for (const [at, score] of [[0, 2], [1, 3], [2, 2], [3, 3]] as const) await give(SUPPLIER[at]!, score);
  await expect(result).toContainText('Captive buyer · 100 % scored');
  await expect(result).not.toContainText('nothing can be confirmed');
  const first = dialog.getByRole('group', { name: BUYER[0]! });
  await first.getByText('Add evidence').click();
  await first.getByLabel('On what evidence').fill('A mould that fits our parts alone');
  expect(await findings(page)).toEqual([]);
  // What was begun is there again.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await bensaou.getByRole('link', { name: 'Score' }).click();
  await expect(dialog.getByText('A draft, not submitted.')).toBeVisible();
  await expect(result).toContainText('Captive buyer · 100 % scored');
  await dialog.getByRole('button', { name: 'Submit' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(bensaou).toContainText('Captive buyer');
  await bensaou.getByText('Scores and evidence').click();
  await expect(bensaou).toContainText('A mould that fits our parts alone');
  await bensaou.getByText('Placements and assessments').click();
  await expect(bensaou).toContainText('Ada Marsh scored it: Captive buyer');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(bensaou).toContainText('Not known: nothing is scored');
});

test('on a phone a criterion is scored with one tap, ours and the competitor’s apart', async ({ browse, house }) => {
  const ids = await bringBook(await found(house));
  const page = await browse(PHONE);
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}?assess=four_s`);
  const dialog = page.getByRole('dialog', { name: /^Acorn Gifts: 4S/ });
  const tap = (criterion: string, score: number) =>
    dialog.getByRole('radiogroup', { name: criterion, exact: true }).getByText(String(score), { exact: true }).tap();
  const asked: [string, number][] = [['What it could buy from us in three years', 8], ['Growth of its demand', 6], ['What is left for us', 7], ['Fit with where we want to go', 9], ['Openness to working closely', 5]];
  for (const [criterion, score] of asked) await tap(criterion, score);
  const both: [string, number, number][] = [['Product and quality', 7, 6], ['Value for its money', 8, 8], ['Delivery and service', 5, 7], ['People and relationship', 8, 5]];
  for (const [criterion, ours, rival] of both) {
    await tap(`${criterion}: Us`, ours);
    await tap(`${criterion}: Best competitor`, rival);
  }
  const result = dialog.getByRole('status', { name: 'What it comes to' });
  await expect(result).toContainText('Strategic · 100 % scored');
  await expect(result).toContainText('Attractiveness of the account 7.15');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Submit' }).tap();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name: '4S: Strategic, Star, Status, Streamline' })).toContainText('Strategic');
});

test('what both sides put in stands in a register, and proposes scores with its working', async ({ page, house }) => {
  const ids = await bringBook(await found(house));
  await signIn(page, ADA, `/accounts/${ids['Acorn Gifts']}`);
  const register = page.getByRole('region', { name: 'Investments' });
  await register.getByRole('button', { name: 'Add investment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add investment' });
  await dialog.getByLabel('What it is').fill('Moulds');
  await dialog.getByLabel('How much, in GBP').fill('2000');
  await dialog.getByLabel('Of use elsewhere, in %').fill('120');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Of use elsewhere, in %')).toHaveAccessibleDescription(/0 to 100 percent/);
  await dialog.getByLabel('Of use elsewhere, in %').fill('25');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(register.getByRole('listitem')).toContainText('25 % of use elsewhere');
  await expect(register).toContainText('We are the more exposed, by £ 1,500.00');
  await page.getByRole('region', { name: BENSAOU }).getByRole('link', { name: 'Score' }).click();
  await expect(page.getByRole('group', { name: SUPPLIER[0]! })).toContainText('our specific investments in assets');
  await page.keyboard.press('Escape');
  await register.getByRole('button', { name: 'Remove Moulds' }).click();
  await expect(register.getByRole('listitem')).toHaveCount(0);
  expect(await findings(page)).toEqual([]);
});
