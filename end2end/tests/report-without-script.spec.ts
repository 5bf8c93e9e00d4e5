import { expect, test } from '../support/test';

test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

test('an employee reports on a phone without script and follows it by the receipt', async ({ page, desk }) => {
  await page.goto('/report');
  await page.locator('input[name=title]').fill('The printer on floor 2 is on fire, nearly');
  await page.locator('textarea[name=description]').fill('It smells.');
  await page.locator('input[name=email]').fill('not an address');
  await page.locator('form[action="/report"] button[type=submit]').click();

  // Refused: every problem beside its field, nothing typed is lost.
  await expect(page.locator('input[name=title]')).toHaveValue('The printer on floor 2 is on fire, nearly');
  await expect(page.locator('textarea[name=description]')).toHaveValue('It smells.');
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();

  await page.locator('input[name=impact][value=medium]').check({ force: true });
  await page.locator('input[name=urgency][value=high]').check({ force: true });
  await page.locator('input[name=email]').fill('vera@example.org');
  await page.locator('input[name=name]').fill('Vera Nunes');
  await page.locator('form[action="/report"] button[type=submit]').click();
  await page.waitForURL(/\/r\//);
  await expect(page.locator('main')).toContainText('INC-');
  await expect(page.locator('main')).toContainText('The printer on floor 2');

  const letter = await desk.letterTo('vera@example.org', /INC-\d+/);
  expect(letter.headers.get('auto-submitted')).toBe('auto-generated');
  expect(letter.text).not.toContain('It smells.');
});
