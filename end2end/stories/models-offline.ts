// The boards of the categorization models without network: what is placed waits, goes when it is back, and overwrites nobody.

import { BOARD, BENSAOU, model, cell, mark, saved, placeOn, book, drag } from '../fixtures/models-board.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

test('without network accounts are placed, wait, and go when it is back', async ({ page, house, watch }) => {
  watch.excuse(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch|ERR_CONNECTION/);
  const script = await found(house);
  const ids = await book(script);
  await signIn(page, ADA, BOARD);
  const [captive, partnership] = [cell(page, BENSAOU, 'Captive buyer'), cell(page, BENSAOU, 'Strategic partnership')];
  await expect(mark(captive, 'Acorn Gifts')).toBeVisible();
  await saved(page);
  const place = async (reason: string) => {
    const dialog = page.getByRole('dialog', { name: /^Why does Acorn Gifts stand in/ });
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Place' }).click();
    await expect(dialog).toBeHidden();
  };
  await page.context().setOffline(true);
  await drag(page, mark(captive, 'Acorn Gifts'), partnership);
  await place('Seen on the train');
  await expect(mark(partnership, 'Acorn Gifts')).toHaveAccessibleName(/not confirmed/);
  // Once more, before the first has gone: it stands by one's own word.
  await drag(page, mark(partnership, 'Acorn Gifts'), cell(page, BENSAOU, 'Market exchange'));
  await place('Thought better of it');
  await expect(page.getByText('Offline · 2 changes wait').first()).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 20_000 });
  // The only agency director's word stands once it is there.
  await expect(mark(cell(page, BENSAOU, 'Market exchange'), 'Acorn Gifts')).toHaveAccessibleName(/placed and confirmed/);
  const told = await script.get(`/api/v1/accounts/${ids['Acorn Gifts']}/assessments`);
  const said = told.models.find((one: { model: string }) => one.model === 'bensaou').positions.map((one: { reason: string }) => one.reason);
  expect(said.sort()).toEqual(['Seen on the train', 'Thought better of it']);
});

test('who placed an account that a colleague placed meanwhile is told, and overwrites nothing', async ({ page, house, watch }) => {
  watch.excuse(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch|ERR_CONNECTION/);
  const script = await found(house);
  const ids = await book(script);
  await signIn(page, ADA, BOARD);
  const captive = cell(page, BENSAOU, 'Captive buyer');
  await expect(mark(captive, 'Acorn Gifts')).toBeVisible();
  await saved(page);
  await page.context().setOffline(true);
  await script.run(placeOn(ids['Acorn Gifts']!, 'bensaou', 'captive_supplier', 'Their plant hangs on us'));
  await drag(page, mark(captive, 'Acorn Gifts'), cell(page, BENSAOU, 'Strategic partnership'));
  const dialog = page.getByRole('dialog', { name: /^Why does Acorn Gifts stand in/ });
  await dialog.getByLabel('Reason').fill('Seen on the train');
  await dialog.getByRole('button', { name: 'Place' }).click();
  await page.context().setOffline(false);
  await expect(mark(cell(page, BENSAOU, 'Captive supplier'), 'Acorn Gifts')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Acorn Gifts: A colleague changed this first.').first()).toBeVisible();
});
