// In and out: the way on, the wrong password, too many of them, and nothing left behind.

import { awake, ADA, found, signIn, visit } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/story.ts';

test('a stranger finds the door at every address, and nothing behind it', async ({ page, house }) => {
  await found(house);
  for (const path of ['/', '/accounts', '/boards/relationship', '/settings', '/no-such-page']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await expect(page).toHaveTitle('Sign in · Mainstay');
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByText('Marsh and Sons')).toHaveCount(0);
  }
  for (const path of ['/api/v1/page?path=/accounts', '/api/v1/model?scope=directory', '/api/v1/changes?since=0']) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(401);
  }
});

test('the door speaks German to whoever asks for it', async ({ browse, house }) => {
  await found(house);
  const page = await browse({ locale: 'de-CH' });
  await page.goto('/accounts');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anmelden');
  await page.getByLabel('E-Mail').fill(ADA.email);
  await page.getByLabel('Passwort').fill('ein falscher Satz');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('alert')).toHaveText('Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen.');
  await page.getByLabel('Passwort').fill(ADA.password);
  await awake(page, () => page.getByRole('button', { name: 'Anmelden' }).click());
  expect(new URL(page.url()).pathname).toBe('/accounts');
});

test('the sign-in leads on to where one was going', async ({ page, house }) => {
  await found(house);
  const path = '/boards/relationship?rows=country&sort=name';
  await page.goto(path);
  await page.getByLabel('E-mail').fill(ADA.email);
  await page.getByLabel('Password').fill('not this one, by far');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Password').fill(ADA.password);
  await awake(page, () => page.getByRole('button', { name: 'Sign in' }).click());
  await expect(page).toHaveURL(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Relationship by country');
});

test('a sign-out leaves nothing behind the back button', async ({ page, house }) => {
  await found(house);
  await signIn(page, ADA);
  await expect(page.getByText('Marsh and Sons')).toBeVisible();
  await visit(page, '/settings');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  for (let step = 0; step < 2; step += 1) {
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await expect(page.getByText('Marsh and Sons')).toHaveCount(0);
  }
});

test('a sign-out ends what is open in another tab', async ({ page, house, watch }) => {
  watch.excuse(/status of 401/);
  await found(house);
  await signIn(page, ADA);
  const other = await page.context().newPage();
  // The first tab holds the one stream, and passes on what it hears.
  await other.goto('/settings');
  await other.getByRole('main').getByRole('button', { name: 'Undo' }).waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByText('Signed out')).toBeVisible();
});

test('wrong passwords are refused in the same words, whoever exists, and soon not looked at', async ({ page, house }) => {
  await found(house);
  const attempt = async (email: string, password: string) => {
    await page.goto('/');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  for (const email of [ADA.email, 'nobody@house.example']) {
    await attempt(email, 'a phrase that is not the right one');
    await expect(page.getByRole('alert')).toHaveText('This e-mail address and this password do not belong together.');
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expect(page.getByLabel('Password')).toHaveValue('');
    await expect(page.getByLabel('Password')).toBeFocused();
  }
  for (let more = 0; more < 9; more += 1) await attempt(ADA.email, `a wrong phrase, number ${more}`);
  await attempt(ADA.email, ADA.password);
  await expect(page.getByRole('alert')).toContainText('Too many attempts in a short time');
});

test('a browser in which somebody signed in before is not locked out by a stranger', async ({ page, browse, house }) => {
  await found(house);
  await signIn(page, ADA);
  await visit(page, '/settings');
  await page.getByRole('button', { name: 'Sign out' }).click();
  const stranger = await browse();
  for (let more = 0; more < 11; more += 1) {
    await stranger.request.post('/sign-in', {
      form: { email: ADA.email, password: `a wrong phrase, number ${more}` },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
  }
  await page.getByLabel('E-mail').fill(ADA.email);
  await page.getByLabel('Password').fill(ADA.password);
  await awake(page, () => page.getByRole('button', { name: 'Sign in' }).click());
  await expect(page.getByText('Marsh and Sons')).toBeVisible();
});
