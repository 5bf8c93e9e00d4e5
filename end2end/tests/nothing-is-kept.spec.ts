import type { Page } from '@playwright/test';

import { expect, go, hydrated, signIn, test } from '../support/test';

test.use({ house: 'nothing-is-kept' });

/** As browsers do whose reader lets no page keep anything: the first look at it throws. */
function forbidKeeping(): void {
  const forbidden = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const kept of ['localStorage', 'sessionStorage']) Object.defineProperty(window, kept, { get: forbidden });
  Object.defineProperty(Document.prototype, 'cookie', { get: forbidden, set: forbidden });
}

async function isForbidden(page: Page): Promise<void> {
  const look = () => page.evaluate(() => `${localStorage.length}`);
  await expect(look(), 'the browser of this test keeps nothing').rejects.toThrow(/Access is denied/);
}

test.beforeEach(({ context }) => context.addInitScript(forbidKeeping));

test('Ana reports and follows it in a browser that keeps nothing', async ({ page }) => {
  for (const path of ['/', '/status', '/sign-in']) await go(page, path);
  await isForbidden(page);
  await go(page, '/report');
  await page.getByLabel('What is broken?').fill('The scanner eats paper');
  await page.getByText('My team', { exact: true }).click();
  await page.getByText('Work is hindered', { exact: true }).click();
  await page.getByRole('button', { name: 'Send to the IT team' }).click();
  await page.waitForURL(/\/r\//);
  await hydrated(page);
  await expect(page.locator('main')).toContainText('The scanner eats paper');
  await page.getByLabel('Tell the team more').fill('It is the one by the stairs.');
  await page.getByRole('button', { name: 'Add these words' }).click();
  await expect(page.locator('main')).toContainText('It is the one by the stairs.');
});

test('Rui works and signs out in a browser that keeps nothing', async ({ page }) => {
  await signIn(page, 'rui');
  await go(page, '/board');
  await isForbidden(page);
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Escape');
  await page.locator('#reported li.c', { hasText: 'The scanner eats paper' }).getByRole('link').first().click();
  await page.waitForURL(/\/incidents\//);
  await hydrated(page);
  await page.getByLabel('Note for the team').fill('A spring is loose.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.locator('.tl')).toContainText('A spring is loose.');
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/incidents'));
  await hydrated(page);
});
