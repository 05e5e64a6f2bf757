// The first start: a printed link, the first person, the first file, the first account placed.

import { column, dropOn, cardIn } from '../fixtures/board.ts';
import { awake, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

const BOOK = `invoice_no,customer_id,customer_name,country,date,amount,kind
1,C1,Harbour Gifts,United Kingdom,${daysAgo(40)},1200.50,invoice
2,C2,Fjord Living,Norway,${daysAgo(30)},800.00,invoice
3,C2,Fjord Living,Norway,${daysAgo(20)},-100.00,credit
4,C3,Maison Claire,France,${daysAgo(10)},99.99,invoice
`;

test('from the printed link to the first account placed', async ({ page, house, browse, watch }) => {
  const link = house.setUpLink();
  watch.excuse(/status of 4(04|22) .*\/set-up\//);

  await test.step('before the set-up, the door says where the link is', async () => {
    await page.goto('/');
    await expect(page.getByText('This workspace waits for its first person')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  });

  const fill = async (password: string) => {
    await page.getByLabel('Your name').fill('Ada Marsh');
    await page.getByLabel('E-mail').fill('ada@house.example');
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Name of the workspace').fill('Marsh and Sons');
    await page.getByLabel('Base currency').selectOption('GBP');
  };

  await test.step('a weak password is refused in words, and what else was written stays', async () => {
    await page.goto(link);
    await fill('short');
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/The password is too short/);
    await expect(page.getByLabel('Your name')).toHaveValue('Ada Marsh');
    await fill('passwordpassword');
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/lists that attackers try first/);
    await fill('ada marsh and sons');
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/says too much of you or of this place/);
  });

  await test.step('a phrase sets the workspace up and lets in', async () => {
    await fill('seventeen green lanterns');
    await awake(page, () => page.getByRole('button', { name: 'Set up' }).click());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ada');
    await expect(page.getByText('Marsh and Sons')).toBeVisible();
    await expect(page.getByText('No accounts yet')).toBeVisible();
  });

  await test.step('the link works once', async () => {
    const stranger = await browse();
    await stranger.goto(link);
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
  });

  await test.step('a file of invoices goes in by the page', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Import' }).click();
    await expect(page.getByRole('heading', { name: 'Import', exact: true })).toBeVisible();
    const file = { name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(BOOK) };
    await page.getByLabel('Choose a CSV file').setInputFiles(file);
    await page.getByRole('button', { name: 'Import' }).click();
    await expect(page.getByText('4 documents taken in, 3 accounts made')).toBeVisible();
  });

  await test.step('its accounts wait beside the board', async () => {
    await page.getByRole('link', { name: 'Relationship', exact: true }).click();
    await expect(column(page, 'Not placed')).toContainText('3');
    await expect(cardIn(page, 'Not placed', 'Harbour Gifts')).toContainText('£ 1,200');
    await expect(cardIn(page, 'Not placed', 'Fjord Living')).toContainText('£ 700');
  });

  await test.step('one is placed, and stays so', async () => {
    await dropOn(page, 'Harbour Gifts', 'Early');
    await expect(cardIn(page, 'Early', 'Harbour Gifts')).toBeVisible();
    await expect(page.getByText('All saved')).toBeVisible();
    await visit(page, '/boards/relationship');
    await expect(cardIn(page, 'Early', 'Harbour Gifts')).toBeVisible();
    await expect(cardIn(page, 'Not placed', 'Harbour Gifts')).toHaveCount(0);
  });
});
