// Orders: recorded where the account stands, delivered part by part, and what is late stands in a list of its own.

import { findings } from '../fixtures/axe.ts';
import { bringBook } from '../fixtures/book.ts';
import { ADA, found, letIn, person, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

test('an order is recorded on a phone, is late, arrives in two parts, and is delivered', async ({ page, house }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const script = await found(house);
  const ids = await bringBook(script);
  await signIn(page, ADA, `/accounts/${ids['Birch Row']}`);
  const orders = page.getByRole('region', { name: 'Orders' });
  await expect(orders).toContainText('No order yet');
  await orders.getByRole('button', { name: 'Record order' }).click();
  const dialog = page.getByRole('dialog', { name: 'Record order' });
  await dialog.getByLabel('Number').fill('O-77');
  await dialog.getByLabel('What was ordered').fill('Forty shelves');
  await dialog.getByLabel('Ordered on').fill(daysAgo(20));
  await dialog.getByLabel('Promised until').fill(daysAgo(25));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Promised until')).toHaveAccessibleDescription(/Nothing is due before it was ordered/);
  await dialog.getByLabel('Promised until').fill(daysAgo(4));
  await dialog.getByRole('button', { name: 'Add delivery' }).click();
  await expect(dialog.getByLabel('Due on, delivery 1')).toHaveValue(daysAgo(4));
  await dialog.getByRole('button', { name: 'Add delivery' }).click();
  await dialog.getByLabel('Due on, delivery 2').fill(daysAgo(2));
  await expect.poll(() => findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(orders).toContainText('4 days late');
  await expect(orders).toContainText('0 of 2 deliveries there');

  await visit(page, '/orders?show=late');
  const row = page.getByRole('row').filter({ hasText: 'O-77' });
  await expect(row).toContainText('4 days late');
  await expect(page.getByRole('banner').or(page.locator('header.bar'))).toContainText('1 open · 1 late');
  await expect.poll(() => findings(page)).toEqual([]);
  await row.getByRole('button', { name: 'Edit order O-77' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit order' });
  await edit.getByLabel('Arrived on, delivery 1').fill(daysAgo(1));
  await edit.getByLabel('State').selectOption('delivered');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit.getByRole('alert')).toContainText('Delivery 2 has not arrived');
  await edit.getByLabel('Arrived on, delivery 2').fill(daysAgo(0));
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nothing is late')).toBeVisible();
  await page.getByRole('link', { name: 'Closed' }).click();
  await expect(row).toContainText('delivered');
  await expect(row).toContainText('2 of 2 deliveries there');
  await page.keyboard.press('Control+z');
  await page.getByRole('link', { name: 'Late', exact: true }).click();
  await expect(row).toContainText('4 days late');
});

test('sales support keeps orders of an account that it does not see, and its lead sees that at once', async ({ page, browse, house }) => {
  const script = await found(house);
  const ids = await bringBook(script);
  const sue = person('Sue Hale');
  await letIn(house, sue, 'sales-support');
  await signIn(page, ADA, '/orders');
  await expect(page.getByText('Nothing is to be delivered')).toBeVisible();
  const theirs = await browse();
  await signIn(theirs, sue, '/orders');
  await theirs.getByRole('button', { name: 'Record order' }).click();
  const dialog = theirs.getByRole('dialog', { name: 'Record order' });
  await dialog.getByLabel('Number').fill('O-9');
  await dialog.getByLabel('Account').fill('birch');
  await expect(theirs.locator('#order-accounts option')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const row = theirs.getByRole('row').filter({ hasText: 'O-9' });
  await expect(row).toContainText('Birch Row');
  await expect(row.getByRole('link')).toHaveCount(0);
  expect((await row.innerText()).match(/Birch Row/g)).toHaveLength(1);
  await expect(page.getByRole('row').filter({ hasText: 'O-9' }).getByRole('link', { name: 'Birch Row' })).toHaveAttribute('href', `/accounts/${ids['Birch Row']}`);
});
