import { expect, go, report, signIn, test } from '../support/test';
import { numberOf, press } from '../support/wire';

test.use({ house: 'still-broken', javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

test('Vera says on her receipt, without script, that it is still broken, and it is open again', async ({ browser, desk, page }) => {
  const receipt = await report(desk, { title: 'The scanner scans nothing', email: 'vera@example.org', nonce: 'still' });
  const number = await numberOf(desk, receipt);
  const context = await browser.newContext({ baseURL: desk.url, javaScriptEnabled: true });
  const rui = await context.newPage();
  await signIn(rui, 'rui');
  await press(rui, number, { TakeAndResolve: { resolution: { text: 'A new lamp', restored_at: null } } });
  await go(rui, '/board');
  await expect(rui.locator(`#resolved [id="${number}"]`)).toBeVisible();

  await page.goto(receipt);
  await expect(page.locator('main')).toContainText('Fixed');
  await page.getByLabel('A few words, if you like').fill('Every page is black.');
  await page.getByRole('button', { name: 'Still broken' }).click();
  await expect(page.locator('main')).toContainText('Somebody is working on it');
  await expect(page.locator('main')).toContainText('Every page is black.');
  expect(page.url()).toContain('/r/');

  await expect(rui.locator(`#investigating [id="${number}"]`)).toBeVisible();
  await go(rui, `/incidents/${number}`);
  await expect(rui.locator('.inc-head')).toContainText('re-opened');
  await expect(rui.locator('.tl')).toContainText('Every page is black.');
  await desk.letterTo('rui@example.org', 'Every page is black.', 30);
  await context.close();
});
