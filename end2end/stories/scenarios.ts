// Scenarios: written on a phone with what would come of them, submitted, taken in at a desk, undone whole; and begun from a what-if.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { PHONE } from '../fixtures/board.ts';
import { type Ids, assign, bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, letIn, person, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';
import type { Line, Script } from '../fixtures/script.ts';

const LEA = person('Lea Moss');
const BEN = person('Ben Cole');
const saved = (page: Page) => expect(page.getByText('All saved')).toBeVisible();

/** Ada; Lea, who leads one account; and Ben. */
async function line(house: House): Promise<[Script, Ids, string]> {
  const script = await found(house);
  await letIn(house, LEA, 'account-manager');
  await letIn(house, BEN, 'account-manager');
  const ids = await bringBook(script);
  const people = await script.get('/api/v1/access');
  const id = (email: string): string => people.items.find((one: { email: string }) => one.email === email).person;
  await script.run(assign(ids['Acorn Gifts']!, id(LEA.email)));
  return [script, ids, id(BEN.email)];
}

async function fits(page: Page): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(seen);
}

test('a manager wishes a hand-over on a phone, a director takes it in at a desk and undoes it', async ({ page: ada, browse, house }) => {
  const [script, ids, ben] = await line(house);
  const owner = async () => (await script.get('/api/v1/accounts?q=acorn')).items.find((one: Line) => one.id === ids['Acorn Gifts']).owner;
  const lea = await browse(PHONE);
  await signIn(lea, LEA, '/scenarios');
  await signIn(ada, ADA, '/scenarios');
  const waiting = ada.getByRole('region', { name: 'For you to take in' });
  await expect(waiting.getByText('Nothing waits for your word.')).toBeVisible();

  await expect(lea.getByText('No scenarios yet')).toBeVisible();
  await lea.getByRole('link', { name: 'New scenario' }).click();
  await lea.getByLabel('Find an account').fill('acorn');
  await lea.getByLabel('What', { exact: true }).selectOption('Somebody else leads it');
  await lea.getByLabel('Lead', { exact: true }).selectOption('Ben Cole');
  await lea.getByRole('button', { name: 'Add step' }).click();
  const steps = lea.getByRole('region', { name: 'Steps' });
  await expect(steps.getByRole('listitem')).toContainText('Lea Moss → Ben Cole');
  await expect(lea.getByRole('region', { name: 'Who looks after how much' }).getByRole('row', { name: /Ben Cole/ })).toContainText('0 → 1');
  await expect(lea.getByRole('button', { name: 'Keep' })).toHaveAttribute('aria-disabled', 'true');
  await lea.getByLabel('Name', { exact: true }).fill('Ben takes the north');
  await fits(lea);
  expect(await findings(lea)).toEqual([]);
  // What is written stays when one looks elsewhere.
  await lea.getByRole('link', { name: 'All scenarios' }).click();
  await lea.getByRole('link', { name: 'New scenario' }).click();
  await expect(lea.getByLabel('Name', { exact: true })).toHaveValue('Ben takes the north');
  await lea.getByRole('button', { name: 'Keep' }).click();
  await lea.getByRole('link', { name: 'Ben takes the north' }).click();
  await lea.getByRole('button', { name: 'Submit' }).click();
  await expect(lea.getByRole('region', { name: 'Versions and what was said' })).toContainText('submitted it');
  await fits(lea);

  // It shows before the director without a word from her.
  await waiting.getByRole('link', { name: 'Ben takes the north' }).click();
  await expect(ada.getByRole('region', { name: 'Steps' })).toContainText('Lea Moss → Ben Cole');
  await expect(ada.getByRole('button', { name: 'Return' })).toHaveAttribute('aria-disabled', 'true');
  expect(await findings(ada)).toEqual([]);
  await ada.getByRole('button', { name: 'Take in' }).press('Enter');
  await expect(ada.getByText('Taken in', { exact: true }).first()).toBeVisible();
  // The button is gone with that; the focus stays on the page.
  await expect(ada.getByRole('main')).toBeFocused();
  await saved(ada);
  expect(await owner()).toBe(ben);
  await ada.getByRole('button', { name: 'Undo' }).first().click();
  await expect(ada.getByRole('button', { name: 'Take in' })).toBeVisible();
  expect(await owner()).not.toBe(ben);
  const [file] = await Promise.all([ada.waitForEvent('download'), ada.getByRole('button', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^scenario-\d{4}-\d\d-\d\d-version-1\.csv$/);
});

test('what is supposed of the concentration becomes a scenario, shared, and seen as far as accounts are', async ({ page: ada, browse, house }) => {
  await line(house);
  await signIn(ada, ADA, '/concentration');
  const lea = await browse(PHONE);
  await signIn(lea, LEA, '/scenarios');
  await ada.getByLabel(/What Birch.* would bring/).selectOption('nothing (lost)');
  await ada.getByRole('link', { name: 'Make a scenario of it' }).click();
  await expect(ada.getByRole('region', { name: 'Steps' }).getByRole('listitem')).toContainText('is lost');
  const figures = ada.getByRole('region', { name: 'What would come of it' });
  const [, now, would] = await figures.getByRole('row').nth(1).getByRole('cell').or(figures.getByRole('row').nth(1).getByRole('rowheader')).allTextContents();
  expect(now).not.toBe(would);
  await ada.getByLabel('Name', { exact: true }).fill('Without Birch');
  await ada.getByLabel('Colleagues may look at it').check();
  await ada.getByRole('button', { name: 'Keep' }).click();
  await expect(ada.getByRole('region', { name: 'Yours' })).toContainText('Without Birch');
  const others = lea.getByRole('region', { name: 'Of colleagues' });
  await others.getByRole('link', { name: 'Without Birch' }).click();
  await expect(lea.getByText('1 step is about accounts that you do not see')).toBeVisible();
  await expect(lea.getByRole('region', { name: 'Steps' }).getByRole('listitem')).toHaveCount(0);
  await expect(lea.getByRole('button', { name: 'Submit' })).toHaveCount(0);
  expect(await findings(lea)).toEqual([]);
  await fits(lea);
});
