// Before anybody is in, every address shows the door, and nothing of the house.

import { expect, test } from '../fixtures/story.ts';

test('a stranger finds the door at every address', async ({ page }) => {
  for (const path of ['/', '/accounts', '/boards/relationship', '/settings', '/no-such-page']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome');
    await expect(page).toHaveTitle('Sign in · Mainstay');
    await expect(page.getByText('This workspace waits for its first person')).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
  }
  for (const path of ['/api/v1/page?path=/accounts', '/api/v1/access']) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(401);
  }
});
