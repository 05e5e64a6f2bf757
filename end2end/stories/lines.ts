// What was sold, line by line: entered in seconds, on a phone as well, and read where the document stands.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const saved = (page: Page) => expect(page.getByText('All saved')).toBeVisible();
const documents = (page: Page) => page.getByRole('region', { name: 'Documents' });

test('a document of two lines is recorded on a phone, and opens where it stands', async ({ page, house }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const script = await found(house);
  const ids = await bringBook(script);
  const family = freshId();
  const made = (of: string, record: string, fields: Record<string, string>) =>
    ({ of, record, act: 'create', fields: Object.entries(fields).map(([field, after]) => ({ field, after })) });
  await script.run({
    kind: 'keep',
    records: [
      made('product_family', family, { name: 'Drives' }),
      made('product', freshId(), { family, name: 'Belt drive', code: 'D-1' }),
      made('product', freshId(), { family, name: 'Chain drive', code: 'D-2' }),
    ],
  });
  await signIn(page, ADA, `/accounts/${ids['Birch Row']}`);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Record a document' });
  await dialog.getByLabel('Number').fill('L-1');
  await dialog.getByRole('button', { name: 'Add line' }).click();
  await expect(dialog.getByLabel('Product, line 1')).toBeFocused();
  await page.keyboard.type('belt');
  await expect(dialog.getByLabel('Product, line 1')).toHaveAccessibleDescription('Belt drive');
  await dialog.getByLabel('Quantity, line 1').fill('2.5');
  await dialog.getByLabel('Price in GBP, line 1').fill('33.333');
  await expect(dialog.getByText('£ 83.33')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add line' }).click();
  await dialog.getByLabel('Price in GBP, line 2').fill('16.67');
  // The document follows its lines.
  await expect(dialog.getByLabel('Amount in GBP')).toHaveValue('100.00');
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(dialog.getByText('Line 2: Nothing in the catalogue has this name or this code.')).toBeVisible();
  await dialog.getByLabel('Product, line 2').fill('d-2');
  await expect(dialog.getByLabel('Product, line 2')).toHaveAccessibleDescription('Chain drive');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(dialog).toBeHidden();

  const look = async () => {
    const row = documents(page).getByRole('row').filter({ hasText: 'L-1' });
    await expect(row).toContainText('£ 100.00');
    await expect(row).toContainText('2 lines');
    await row.getByRole('button', { name: 'L-1', exact: true }).click();
    const whole = page.getByRole('dialog', { name: 'Sale L-1' });
    await expect(whole.getByRole('listitem').first()).toHaveText('2.5 × Belt drive at 33.333£ 83.33');
    await expect(whole.getByRole('listitem').last()).toHaveText('1 × Chain drive at 16.67£ 16.67');
    await expect.poll(() => findings(page)).toEqual([]);
    await whole.getByRole('button', { name: 'Close' }).last().click();
    await expect(row.getByRole('button', { name: 'L-1', exact: true })).toBeFocused();
  };
  await look();
  // A phone has no room for the words.
  await page.setViewportSize({ width: 1280, height: 844 });
  await saved(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, `/accounts/${ids['Birch Row']}`);
  await look();
  expect(await findings(page)).toEqual([]);
});
