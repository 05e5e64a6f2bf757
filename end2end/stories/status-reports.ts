// Status reports: made from the books, commented on a phone, sent up the line, answered at a desk, and kept as they were sent.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE } from '../fixtures/board.ts';
import { type Ids, assign, bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';
import { type Script, freshId } from '../fixtures/script.ts';

const LEA = person('Lea Moss');
const saved = (page: Page) => expect(page.getByText('All saved')).toBeVisible();

/** Ada, and Lea who leads one account. */
async function line(house: House): Promise<[Script, Ids]> {
  const script = await found(house);
  await letIn(house, LEA, 'account-manager');
  const ids = await bringBook(script);
  const people = await script.get('/api/v1/access');
  const lea = people.items.find((one: { email: string }) => one.email === LEA.email).person;
  await script.run(assign(ids['Acorn Gifts']!, lea));
  return [script, ids];
}

async function fits(page: Page): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(seen);
}

test('a manager comments and sends on a phone, a director returns at a desk, and a new version is accepted', async ({ page: ada, browse, house }) => {
  const [script, ids] = await line(house);
  const lea = await browse(PHONE);
  await signIn(lea, LEA, '/concentration');
  await signIn(ada, ADA, '/status-reports');
  const waiting = ada.getByRole('region', { name: 'To answer' });
  await expect(waiting.getByText('Nothing waits for your answer.')).toBeVisible();

  await lea.getByRole('link', { name: 'Status reports' }).click();
  await lea.getByRole('link', { name: 'Write it' }).click();
  await expect(lea.getByRole('heading', { level: 1, name: /Lea Moss/ })).toBeVisible();
  await expect(lea.getByRole('region', { name: 'Accounts' }).getByRole('listitem')).toHaveCount(1);
  await lea.getByLabel('Your comment on the month').fill('A calm month.');
  await lea.getByLabel('Comment on Acorn Gifts').fill('They order again.');
  await fits(lea);
  expect(await findings(lea)).toEqual([]);
  // What is written stays when one looks elsewhere.
  await lea.getByRole('link', { name: 'All status reports' }).click();
  await lea.getByRole('link', { name: 'Write it' }).click();
  await expect(lea.getByLabel('Comment on Acorn Gifts')).toHaveValue('They order again.');
  await lea.getByRole('button', { name: 'Send' }).click();
  await expect(lea.getByText('You have sent every report that is due.')).toBeVisible();
  await fits(lea);

  // It shows before the director without a word from her.
  await waiting.getByRole('link', { name: /Lea Moss/ }).click();
  await expect(ada.getByText('A calm month.')).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Return' })).toHaveAttribute('aria-disabled', 'true');
  expect(await findings(ada)).toEqual([]);
  await ada.getByLabel('Comment', { exact: true }).fill('What about the price?');
  await ada.getByRole('button', { name: 'Return' }).click();
  await expect(ada.getByRole('region', { name: 'Versions and answers' })).toContainText('What about the price?');
  await saved(ada);

  await lea.getByRole('link', { name: 'Write a new version' }).click();
  await expect(lea.getByText('What about the price?')).toBeVisible();
  await expect(lea.getByLabel('Your comment on the month')).toHaveValue('A calm month.');
  await lea.getByLabel('Your comment on the month').fill('A calm month. The price holds until March.');
  await lea.getByRole('button', { name: 'Send' }).click();
  await expect(lea.getByRole('region', { name: 'Sent and answered' })).toContainText('Version 2');

  await ada.getByRole('link', { name: 'All status reports' }).click();
  await waiting.getByRole('link', { name: /Lea Moss/ }).click();
  await ada.getByRole('button', { name: 'Accept' }).click();
  await expect(ada.getByText('Accepted', { exact: true }).first()).toBeVisible();
  const [file] = await Promise.all([ada.waitForEvent('download'), ada.getByRole('button', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^status-report-\d{4}-\d\d-01-version-2\.csv$/);

  await lea.getByRole('region', { name: 'Sent and answered' }).getByRole('link', { name: /Lea Moss/ }).click();
  const versions = lea.getByRole('region', { name: 'Versions and answers' });
  await expect(versions).toContainText('Ada Marsh accepted it');
  await expect(versions).toContainText('Ada Marsh returned it');
  // It stays as it was sent when the books move.
  const brought = lea.getByRole('region', { name: 'Figures' }).getByRole('definition').first();
  const before = await brought.textContent();
  const { items } = await script.get('/api/v1/status-reports');
  const document = { kind: 'record_document', document: freshId(), account: ids['Acorn Gifts'], document_kind: 'sale', day: items[0].period };
  await script.run({ ...document, number: 'LATE-1', amount_minor: 99_000_00, currency: 'GBP' });
  await lea.reload();
  await expect(brought).toHaveText(before!);
});

test('who leads no account sees that there is nothing of theirs', async ({ page, house }) => {
  await line(house);
  const ben = person('Ben Cole');
  await letIn(house, ben, 'account-manager');
  await signIn(page, ben, '/status-reports');
  await expect(page.getByText('No reports yet')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Yours to send' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Late' })).toHaveCount(0);
  expect(await findings(page)).toEqual([]);
});
