// The boards of the categorization models without network: what is placed waits, goes when it is back, and overwrites nobody.

import { BOARD, BENSAOU, model, cell, mark, saved, placeOn, book, drag } from '../fixtures/models-board.ts';
import { ADA, found, letIn, person, signIn, script as scriptOf } from '../fixtures/people.ts';
import { freshId } from '../fixtures/script.ts';
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

test('without network a director answers what waits, and nothing that was taken back meanwhile', async ({ page, house, watch }) => {
  watch.excuse(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch|ERR_CONNECTION/);
  const script = await found(house);
  const ids = await book(script);
  const kim = person('Kim Karr');
  await letIn(house, kim, 'agency-director');
  const other = await scriptOf(house, kim);
  const placed = placeOn(ids['Acorn Gifts']!, 'bensaou', 'captive_buyer');
  await other.run(placed);
  const told = async () => {
    const { models } = await script.get(`/api/v1/accounts/${ids['Acorn Gifts']}/assessments`);
    return models.find((one: { model: string }) => one.model === 'bensaou').positions.map((one: { came_to: string }) => one.came_to);
  };
  await signIn(page, ADA, `${BOARD}?list=waiting`);
  const waits = page.getByRole('region', { name: 'Waiting for your word' }).getByRole('listitem').filter({ hasText: BENSAOU });
  await expect(waits).toHaveCount(1);
  await saved(page);

  await page.context().setOffline(true);
  await waits.getByRole('button', { name: 'Confirm' }).click();
  await expect(waits).toHaveCount(0);
  await expect(page.getByText('Offline · 1 change waits').first()).toBeVisible();
  expect(await told()).toEqual(['proposed']);
  await page.context().setOffline(false);
  await expect(page.getByText('All saved')).toBeVisible({ timeout: 20_000 });
  expect(await told()).toEqual(['confirmed']);

  const again = placeOn(ids['Acorn Gifts']!, 'bensaou', 'strategic_partnership', 'They ask for more');
  await other.run({ ...again, was: placed.position });
  await expect(waits).toHaveCount(1);
  await saved(page);
  await page.context().setOffline(true);
  await other.run({
    kind: 'answer_position', answer: freshId(), account: again.account, model: again.model, position: again.position, says: 'withdrawn',
  });
  await waits.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Offline · 1 change waits').first()).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('Acorn Gifts: A colleague changed this first.').first()).toBeVisible({ timeout: 20_000 });
  expect((await told()).sort()).toEqual(['confirmed', 'withdrawn']);
});
