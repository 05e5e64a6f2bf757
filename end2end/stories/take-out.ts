// What of a board is taken out: a table, pictures, paper. All of it as it is narrowed and ordered, not only what is on the screen.

import { readFile } from 'node:fs/promises';

import { type Download, type Page } from '@playwright/test';

import { card, column } from '../fixtures/board.ts';
import { bringBook } from '../fixtures/book.ts';
import type { House } from '../fixtures/house.ts';
import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

async function open(page: Page, house: House, path: string): Promise<void> {
  const script = await found(house);
  const ids = await bringBook(script);
  await script.run({ kind: 'edit_account', account: ids['Acorn Gifts']!, edit: { country: '=1+1' } });
  await signIn(page, ADA, path);
  await expect(card(page, 'Acorn Gifts')).toBeVisible();
}

/** Takes the board out as a file of this kind. */
async function takeOut(page: Page, kind: string): Promise<Download> {
  await page.getByRole('button', { name: 'View' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: kind, exact: true }).click();
  const download = await saved;
  await expect(page.getByText('Saved as a file').first()).toBeVisible();
  await page.keyboard.press('Escape');
  return download;
}

test('a board comes out as a table for a spreadsheet', async ({ page, house }) => {
  await open(page, house, '/boards/country');
  const download = await takeOut(page, 'CSV');
  expect(download.suggestedFilename()).toMatch(/^country-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile((await download.path())!, 'utf8')).replace('\ufeff', '').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^Country,Account,Reference,Owner,/);
  expect(lines).toHaveLength(7);
  expect(lines.filter(line => line.startsWith("'=1+1,Acorn Gifts,"))).toHaveLength(1);
  expect(lines.find(line => line.includes('Acorn Gifts'))).toContain('5000.00,GBP');
});

test('what the board is narrowed to is what comes out', async ({ page, house }) => {
  await open(page, house, '/boards/relationship?q=acorn');
  await expect(page.getByRole('main').getByText('1 account', { exact: false }).first()).toBeVisible();
  const table = await readFile((await (await takeOut(page, 'CSV')).path())!, 'utf8');
  expect(table.trimEnd().split('\r\n')).toHaveLength(2);
  const svg = await readFile((await (await takeOut(page, 'SVG')).path())!, 'utf8');
  expect(svg).toContain('>Acorn Gifts</text>');
  expect(svg).toContain('with “acorn”');
  expect(svg).not.toContain('Birch Row');
});

test('a board comes out as pictures that other programs can show', async ({ page, house }) => {
  await open(page, house, '/boards/relationship?lanes=owner');
  const svg = await readFile((await (await takeOut(page, 'SVG')).path())!, 'utf8');
  const read = await page.evaluate(svg => {
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const fills = [...read.querySelectorAll('[fill]')].map(mark => mark.getAttribute('fill')!);
    return { names: read.querySelectorAll('text').length, broken: read.querySelectorAll('parsererror').length, fills };
  }, svg);
  expect(read.broken).toBe(0);
  expect(read.names).toBeGreaterThan(20);
  expect(read.fills.every(fill => /^#[0-9a-f]{6}$/.test(fill))).toBe(true);
  const png = await readFile((await (await takeOut(page, 'PNG')).path())!);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(2000);
});

test('a board on paper tells all of its accounts, and leaves the screen as it was', async ({ page, house }) => {
  await open(page, house, '/boards/relationship');
  await page.evaluate(() => {
    const printed = window as unknown as { printed?: string };
    window.print = () => (printed.printed = document.querySelector('.paper')?.textContent ?? '');
  });
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('button', { name: 'Print' }).click();
  await expect.poll(() => page.evaluate(() => (window as unknown as { printed?: string }).printed)).toContain('Acorn Gifts');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('region', { name: 'The board on paper' })).toBeVisible();
  await expect(page.getByRole('table')).not.toHaveCount(0);
  await expect(column(page, 'Early')).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect(page.getByRole('region', { name: 'The board on paper' })).toHaveCount(0);
  await expect(card(page, 'Acorn Gifts')).toBeVisible();
});
