// The list of accounts: searched, sorted and paged by its address; a new one by its form.

import { type Page } from '@playwright/test';

import { bringBook } from '../fixtures/book.ts';
import { ADA, found, signIn, visit } from '../fixtures/people.ts';
import { daysAgo } from '../fixtures/script.ts';
import { expect, test } from '../fixtures/story.ts';

/** The names of the accounts on the page, in order. */
const names = (page: Page) => page.getByRole('table').getByRole('row').getByRole('cell').getByRole('link');

test('sorted by its heads, the largest first as usual', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/accounts');
  await expect(names(page)).toHaveText(['Acorn Gifts', 'Birch Row', 'Cedar Supply', 'Dune Traders', 'Elm Street Goods', 'Fern Living']);
  await page.getByRole('columnheader', { name: 'Account' }).getByRole('link').click();
  await expect(page).toHaveURL(/\?sort=name$/);
  await page.getByRole('columnheader', { name: 'Account' }).getByRole('link').click();
  await expect(page).toHaveURL(/\?sort=-name$/);
  await expect(names(page)).toHaveText(['Fern Living', 'Elm Street Goods', 'Dune Traders', 'Cedar Supply', 'Birch Row', 'Acorn Gifts']);
  await expect(page.getByRole('columnheader', { name: 'Account' })).toHaveAttribute('aria-sort', 'descending');
  await page.goBack();
  await expect(names(page).first()).toHaveText('Acorn Gifts');
});

test('searched as one types, and by the address', async ({ page, house }) => {
  await bringBook(await found(house));
  await signIn(page, ADA, '/accounts');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search accounts' })).toBeFocused();
  await page.keyboard.type('street');
  await expect(names(page)).toHaveText(['Elm Street Goods']);
  await expect(page).toHaveURL(/\?q=street$/);
  await page.getByRole('searchbox').fill('no such account');
  await expect(page.getByText('No account matches “no such account”')).toBeVisible();
  await visit(page, '/accounts?q=r4');
  await expect(names(page)).toHaveText(['Dune Traders']);
});

test('paged by the address, from the whole of it', async ({ page, house }) => {
  const script = await found(house);
  const row = (at: number) => `${at},P${at},Account ${String(at).padStart(3, '0')},Norway,${daysAgo(9)},${at}.00`;
  const rows = Array.from({ length: 120 }, (_, at) => row(at + 1));
  await script.import(['invoice_no,customer_id,customer_name,country,date,amount', ...rows, ''].join('\n'));
  await signIn(page, ADA);
  await visit(page, '/accounts?sort=name');
  await expect(names(page)).toHaveCount(50);
  await expect(page.getByText('1–50 of 120 accounts')).toBeVisible();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Next' }).click();
  await expect(names(page).first()).toHaveText('Account 051');
  await pages.getByRole('link', { name: 'Next' }).click();
  await expect(names(page)).toHaveCount(20);
  await expect(page).toHaveURL(/\?sort=name&page=3$/);
  await expect(pages.getByRole('link', { name: 'Next' })).toHaveCount(0);
  await visit(page, '/accounts?sort=name&page=2');
  await expect(names(page).first()).toHaveText('Account 051');
  await expect(page.getByRole('main')).toContainText('120 accounts · 12 months to');
});

test('a new account is taken into the book', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA, '/accounts');
  await page.getByRole('button', { name: 'New account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Grove Stores');
  await dialog.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Grove Stores');
  await expect(page.getByText('All saved')).toBeVisible();
  await visit(page, '/accounts');
  await expect(names(page)).toHaveText(['Grove Stores']);
});
