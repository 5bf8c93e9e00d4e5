import type { Page } from '@playwright/test';

import { expect, go, hydrated, test } from '../support/test';

test.use({ house: 'report-draft' });

const title = (page: Page) => page.getByLabel('What is broken?');
const send = (page: Page) => page.getByRole('button', { name: 'Send to the IT team' });

async function fill(page: Page, words: string): Promise<void> {
  await title(page).fill(words);
  await page.getByText('My team', { exact: true }).click();
  await page.getByText('Work is hindered', { exact: true }).click();
}

test('the form says what is wrong while Ana types, and lets nothing go that would be refused', async ({ page }) => {
  await go(page, '/report');
  await page.getByLabel('Mail address').fill('ana@');
  await expect(page.locator('#email-error')).toHaveCount(0);
  await page.getByLabel('Mail address').blur();
  await expect(page.locator('#email-error')).toBeVisible();
  await page.getByLabel('Mail address').fill('ana@example.org');
  await expect(page.locator('#email-error')).toHaveCount(0);

  await send(page).click();
  await expect(page).toHaveURL(/\/report$/);
  const summary = page.locator('[role=alert], .error-summary').first();
  await expect(summary).toBeVisible();
  await expect(page.locator('#title-error')).toBeVisible();
  await fill(page, 'The printer hums');
  await expect(page.locator('#title-error')).toHaveCount(0);
  await send(page).click();
  await page.waitForURL(/\/r\//);
});

test('what Ana typed is there when she comes back, until she sends it or starts afresh', async ({ page }) => {
  await go(page, '/report');
  await fill(page, 'The door does not open');
  await page.getByLabel('How can we reach you?').fill('Room 12');
  await go(page, '/report');
  await expect(title(page)).toHaveValue('The door does not open');
  await expect(page.getByLabel('How can we reach you?')).toHaveValue('Room 12');
  await expect(page.locator('input[name=impact][value=medium]')).toBeChecked();
  await page.getByRole('button', { name: 'Start afresh' }).click();
  await expect(title(page)).toHaveValue('');
  await go(page, '/report');
  await expect(title(page)).toHaveValue('');

  await fill(page, 'The lamp is dark');
  await send(page).click();
  await page.waitForURL(/\/r\//);
  const receipt = page.url();
  await hydrated(page);
  await go(page, '/report');
  await expect(title(page)).toHaveValue('');

  // A new draft survives a look at the receipt of another report.
  await fill(page, 'The window is stuck');
  await go(page, receipt);
  await go(page, '/report');
  await expect(title(page)).toHaveValue('The window is stuck');
  // Nothing of it stays once few people should see it.
  await page.getByLabel('Only few people should see this').check();
  await go(page, '/report');
  await expect(title(page)).toHaveValue('');
});

test('a report whose answer was lost is one incident when it is sent again', async ({ as, page }) => {
  await go(page, '/report');
  await fill(page, 'Lost in the lift');
  // Stored, and then the phone has no signal.
  await page.route('**/report', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch({ maxRedirects: 0 });
    await route.abort('connectionreset');
  });
  await send(page).click();
  await page.waitForTimeout(1_000);
  await page.unroute('**/report');
  await go(page, '/report');
  await expect(title(page)).toHaveValue('Lost in the lift');
  await send(page).click();
  await page.waitForURL(/\/r\//);
  const rui = await as('rui');
  await go(rui, '/board');
  await expect(rui.locator('li.c', { hasText: 'Lost in the lift' })).toHaveCount(1);
});
