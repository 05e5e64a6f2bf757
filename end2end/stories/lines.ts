// What was sold, line by line: entered in seconds, on a phone as well, and read where the document stands.

import { type Page } from '@playwright/test';

import { findings } from '../fixtures/axe.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { type Script, daysAgo, freshId } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const saved = (page: Page) => expect(page.getByText('All saved')).toBeVisible();
const documents = (page: Page) => page.getByRole('region', { name: 'Documents' });

/** Two products, `D-1` and `D-2`. */
async function stock(script: Script): Promise<void> {
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
}

test('a document of two lines is recorded on a phone, and opens where it stands', async ({ page, house }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const script = await found(house);
  const ids = await bringBook(script);
  await stock(script);
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

for (const [device, width] of [['desk', 1280], ['phone', 390]] as const) {
  test(`a file of lines brings documents with their lines, and what does not add up is refused by row, on a ${device}`, async ({ page, house, watch }) => {
    watch.excuse(/status of 422 .*\/api\/v1\/imports/);
    await page.setViewportSize({ width, height: 844 });
    const script = await found(house);
    await stock(script);
    await signIn(page, ADA, '/settings');
    const day = daysAgo(9);
    const choose = async (...rows: string[]) => {
      const text = ['invoice_no,customer_id,customer_name,date,product,quantity,unit_price,amount,kind', ...rows, ''].join('\n');
      await page.getByLabel('Choose a CSV file').setInputFiles({ name: 'lines.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    };
    const rows = [
      `L-1,C1,Harbour Gifts,${day},D-1,2.5,33.333,83.33,`,
      `P-9,C2,Fjord Living,${day},D-1,10,,700.00,purchase`,
      `L-1,C1,Harbour Gifts,${day},d-2,1,16.67,,`,
    ];
    await page.getByLabel('Each row is').selectOption({ label: 'a line of a document' });
    await expect(page.getByText("the product's code, the quantity, and a price or an amount")).toBeVisible();

    await choose(...rows, `L-2,C1,Harbour Gifts,${day},D-9,1,1,,`, `L-3,C1,Harbour Gifts,${day},D-1,2,1.00,2.10,`);
    await expect(page.getByRole('alert')).toContainText('As it is, nothing would go in');
    const refused = page.getByRole('region', { name: 'Refused rows' });
    await expect(refused.getByRole('row').nth(1)).toContainText('No product of the catalogue has this code.');
    await expect(refused.getByRole('row').nth(2)).toContainText('At this price the quantity comes to £ 2.00.');
    await expect(page.getByRole('button', { name: 'Import the good rows' })).toHaveCount(0);
    expect(await findings(page)).toEqual([]);

    await choose(...rows);
    await expect(page.getByText('2 documents of 3 lines to take in, 2 accounts to be made')).toBeVisible();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText('2 documents of 3 lines taken in, 2 accounts made')).toBeVisible();
    await expect(page.getByText('£ 700.00').first()).toBeVisible();
    expect(await findings(page)).toEqual([]);

    const account = await script.account('Harbour Gifts');
    await visit(page, `/accounts/${account.id}`);
    const row = documents(page).getByRole('row').filter({ hasText: 'L-1' });
    await expect(row).toContainText('£ 100.00');
    await row.getByRole('button', { name: 'L-1', exact: true }).click();
    const whole = page.getByRole('dialog', { name: 'Sale L-1' });
    await expect(whole.getByRole('listitem').first()).toHaveText('2.5 × Belt drive at 33.333£ 83.33');
    await expect(whole.getByRole('listitem').last()).toHaveText('1 × Chain drive at 16.67£ 16.67');

    // What came in goes again, with its lines.
    await visit(page, '/settings');
    const past = page.getByRole('region', { name: 'Past imports' });
    await past.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('dialog', { name: 'Take this file back?' }).getByRole('button', { name: 'Take back' }).click();
    await expect(page.getByRole('region', { name: 'Messages' })).toContainText('2 documents and 2 accounts taken back');
    expect(await script.accounts()).toEqual([]);
  });
}
