import { Desk, PASSWORD, PEOPLE } from '../support/desk';
import { expect, test } from '../support/test';

test('sign-in works at a name on the local network, without encryption', async ({ browser, forgive }) => {
  // The browser finds one header needless there; the server sends it all the same.
  forgive(/Cross-Origin-Opener-Policy header has been ignored/);
  const desk = await Desk.open({ listen: '0.0.0.0' });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://desk.lan:${desk.port}/sign-in`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await expect(page.locator('input[name=email]').first()).toBeFocused();
  await page.locator('input[name=email]').first().fill(PEOPLE.rui.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(page.locator('input[name=password]')).toHaveAttribute('type', 'text');
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL(/\/board/);
  await expect(page.locator('main h1')).toBeVisible();
  await context.close();
  await desk.close();
});
