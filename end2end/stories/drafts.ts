// What somebody is writing is there again: after the browser let the page go, and at another device.

import { type Page } from '@playwright/test';

import { PHONE } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

const kept = (page: Page) => page.waitForResponse(answer => new URL(answer.url()).pathname === '/api/v1/drafts' && answer.ok());

test('half a scoring waits for its author, on the phone that let the page go and at the desk', async ({ browse, house }) => {
  const ids = await bringBook(await found(house));
  const path = `/accounts/${ids['Acorn Gifts']}?assess=bensaou`;
  const phone = await browse(PHONE);
  await signIn(phone, ADA, path);
  const scoring = (page: Page) => page.getByRole('dialog', { name: /^Acorn Gifts: Bensaou/ });
  const scale = (page: Page) => scoring(page).getByRole('radiogroup', { name: 'Its people', exact: true });
  const sent = kept(phone);
  await scale(phone).getByText(/^5 ·/).tap();
  await sent;
  await visit(phone, path);
  await expect(scoring(phone).getByText('A draft, not submitted. Only you see it.')).toBeVisible();
  await expect(scale(phone).getByRole('radio').nth(4)).toBeChecked();

  const desk = await browse();
  await signIn(desk, ADA, path);
  await expect(scale(desk).getByRole('radio').nth(4)).toBeChecked();
  const gone = kept(desk);
  await scoring(desk).getByRole('button', { name: 'Drop the draft' }).click();
  await gone;
  await visit(phone, path);
  await expect(scale(phone).getByRole('radio').nth(4)).not.toBeChecked();
  await expect(scoring(phone).getByText('A draft, not submitted.')).toBeHidden();
});

test('a note that was begun without network is kept once it is back', async ({ page, house, watch }) => {
  watch.excuse(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to fetch|ERR_CONNECTION/);
  const ids = await bringBook(await found(house));
  const path = `/accounts/${ids['Acorn Gifts']}`;
  await signIn(page, ADA, path);
  const note = page.getByLabel('Write a note');
  await page.context().setOffline(true);
  await note.fill('They asked for a second plant');
  await page.waitForTimeout(1_500);
  const sent = kept(page);
  await page.context().setOffline(false);
  await sent;
  await visit(page, path);
  await expect(note).toHaveValue('They asked for a second plant');
});
