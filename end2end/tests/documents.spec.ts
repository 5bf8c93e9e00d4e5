import { expect, test } from '../support/office-test';
import { go } from '../support/test';

test.use({ house: 'office' });

test('no document brings a program, and none runs', async ({ office }) => {
  for (const [who, path] of [['visitor', '/'], ['visitor', '/status'], ['visitor', '/sign-in'], ['rui', '/messages'], ['ada', '/settings']] as const) {
    const page = await office.page(who);
    await go(page, path);
    const fetched = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
    expect(fetched.filter((name) => name.includes('.wasm')), path).toEqual([]);
    // What a crowd reads has no script at all.
    expect(fetched.filter((name) => name.includes('page.js')), path).toHaveLength(path === '/status' ? 0 : 1);
  }
});

test('a refused form comes back in its place, with what was typed and the focus on what is wrong', async ({ office }) => {
  const page = await office.enter('ada');
  await go(page, '/settings');
  await page.getByLabel('Organisation').fill('Harbour Co');
  await page.getByLabel('Address people type').fill('not an address');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.summary')).toBeFocused();
  await expect(page.getByLabel('Organisation')).toHaveValue('Harbour Co');
  await page.locator('.summary a').first().click();
  await expect(page.getByLabel('Address people type')).toBeFocused();
  await page.context().close();
});

test('words that were typed and not sent are asked after before they are lost', async ({ office }) => {
  const page = await office.enter('ada');
  await go(page, '/settings');
  await page.getByLabel('Organisation').fill('Half a na');
  const asked = page.waitForEvent('dialog');
  const leaving = page.locator('.frame').getByRole('link', { name: 'Messages' }).click();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await leaving;
  await expect(page.getByLabel('Organisation')).toHaveValue('Half a na');
  await page.context().close();
});

test('the slash leads to the search and the theme is kept, on documents as on live pages', async ({ office }) => {
  const page = await office.enter('rui');
  for (const path of ['/messages', '/board']) {
    await go(page, path);
    await page.locator('main h1').first().focus();
    await page.keyboard.press('/');
    await expect(page.locator('#frame-search input')).toBeFocused();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('#person-menu .menu-item').first()).toBeFocused();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await go(page, '/services');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.context().close();
});

test('a press that is under way is not sent twice', async ({ office }) => {
  const page = await office.enter('ana');
  await go(page, '/settings/account');
  let posts = 0;
  await page.route('**/settings/account', async (route) => {
    if (route.request().method() === 'POST') {
      posts += 1;
      await new Promise((later) => setTimeout(later, 500));
    }
    await route.continue();
  });
  const save = page.getByRole('button', { name: 'Save' }).first();
  await save.click();
  await expect(save).toHaveAttribute('aria-busy', 'true');
  await save.click();
  await page.waitForURL(/said=/);
  expect(posts).toBe(1);
  await page.context().close();
});
