import { expect, test } from '@playwright/test';

import { Desk, PASSWORD, PEOPLE } from '../support/desk';

test('sign-in works at a name on the local network, without encryption', async ({ browser }) => {
  const desk = await Desk.open({ listen: '0.0.0.0' });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://desk.lan:${desk.port}/sign-in`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await page.locator('input[name=email]').first().fill(PEOPLE.rui.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL(/\/board/);
  await expect(page.locator('main h1')).toBeVisible();
  await context.close();
  await desk.close();
});
