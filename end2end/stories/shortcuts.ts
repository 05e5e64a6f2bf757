// What the keyboard does is listed on `?`, and by an entry in the frame.

import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

test('the shortcuts are listed on ? and by the entry in the frame, and not while one types', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/boards/relationship');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('/');
  await page.keyboard.type('birch?');
  await expect(page.getByRole('searchbox')).toHaveValue('birch?');
  await expect(list).toBeHidden();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('listitem', { name: 'Cedar Supply' }).focus();
  await page.keyboard.press('?');
  await expect(list).toBeVisible();
  for (const line of ['Undo what you did last', 'Lift it', 'Move to…', 'Search this page']) {
    await expect(list.getByText(line, { exact: true })).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(page.getByRole('listitem', { name: 'Cedar Supply' })).toBeFocused();
  const entry = page.getByRole('navigation').getByRole('button', { name: 'Shortcuts' });
  await entry.click();
  await expect(list).toBeVisible();
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(list).toBeHidden();
  await expect(entry).toBeFocused();
});

test('single keys can be turned off on a device, for whoever dictates', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/boards/relationship');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('?');
  await list.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('listitem', { name: 'Cedar Supply' }).focus();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await expect(list).toBeHidden();
  await expect(page.getByRole('listitem', { name: 'Cedar Supply' })).toBeFocused();
  await page.getByRole('navigation').getByRole('button', { name: 'Shortcuts' }).click();
  await expect(list.getByRole('checkbox')).not.toBeChecked();
  await list.getByRole('checkbox').check();
  await page.keyboard.press('Escape');
  await page.getByRole('listitem', { name: 'Cedar Supply' }).focus();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
});
