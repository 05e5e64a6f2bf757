// The categorization models: what each is, by which marks, and where it comes from.

import { ADA, found, signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

test('a model tells its plane, its advice, its marks, and what of it is uncertain', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA, '/boards');
  await page.getByRole('link', { name: 'What the stages mean, and other models of accounts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
  const ways = page.getByRole('navigation', { name: 'Models' });
  await expect(ways.getByRole('link', { name: 'Webster’s continuum' })).toHaveAttribute('aria-current', 'page');
  const steps = page.getByRole('region', { name: 'The steps' });
  await expect(steps.getByRole('listitem')).toHaveCount(7);
  await expect(steps.getByRole('listitem').nth(1)).toContainText('sales in the trailing year: 2 or more');

  await ways.getByRole('link', { name: '4S: Strategic, Star, Status, Streamline' }).click();
  await expect(page).toHaveURL(/\/models\?model=four_s$/);
  const plane = page.getByRole('region', { name: 'The plane' });
  await expect(plane.getByRole('row', { name: /^Weaker/ }).getByRole('cell').last()).toContainText('Star');
  await expect(page.getByRole('main')).toContainText('is our reading');
  const criteria = page.getByRole('region', { name: 'What is scored' });
  await criteria.getByText('What it could buy from us in three years').click();
  await expect(criteria).toContainText('weight 30 of 100');
  await expect(criteria.getByText('Among the largest we could have')).toBeVisible();

  const direct = await plane.innerText();
  await page.reload();
  await expect.poll(() => plane.innerText()).toBe(direct);
  await page.goBack();
  await expect(steps.getByRole('listitem')).toHaveCount(7);
});

test('whoever goes back before the app is awake sees the page they went back to', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA, '/models');
  const criteria = page.getByRole('region', { name: 'What is scored' });
  await page.getByRole('navigation', { name: 'Models' }).getByRole('link', { name: '4S: Strategic, Star, Status, Streamline' }).click();
  await expect(criteria).toBeVisible();
  // As on a slow line: the page is there long before what wakes it.
  let arrive = () => {};
  const arrived = new Promise<void>(resolve => (arrive = resolve));
  await page.route('**/*.wasm', async route => {
    await arrived;
    await route.continue();
  });
  await page.reload({ waitUntil: 'domcontentloaded' });
  await expect(criteria).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/models$/);
  await expect(criteria).toBeVisible();
  arrive();
  await expect(page.getByRole('region', { name: 'The steps' }).getByRole('listitem')).toHaveCount(7);
  await expect(criteria).toHaveCount(0);
});

test('programs are told the same models', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA, '/models?model=bensaou');
  const answer = await page.request.get('/api/v1/models');
  const { models } = (await answer.json()) as { models: { id: string; title: string; cells: { title: string; advice: string }[] }[] };
  expect(models.map(model => model.id)).toContain('bensaou');
  const cells = page.getByRole('region', { name: 'Where an account can stand' });
  for (const { title, advice } of models.find(model => model.id === 'bensaou')!.cells) {
    await expect(cells.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) })).toContainText(advice);
  }
  const ways = page.getByRole('navigation', { name: 'Models' });
  for (const { title } of models) await expect(ways.getByRole('link', { name: title, exact: true })).toBeVisible();
});
