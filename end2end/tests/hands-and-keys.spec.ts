import { PASSWORD, PEOPLE } from '../support/desk';
import { expect, go, report, test } from '../support/test';
import { numberOf } from '../support/wire';

test.use({ house: 'hands-and-keys' });

test('with the arrows Rui passes names and sets only the one he stops at', async ({ as, desk }) => {
  const receipt = await report(desk, { title: 'Arrow keys', nonce: 'arrows' });
  const rui = await as('rui');
  await go(rui, '/board');
  const number = (await rui.locator('li.c', { hasText: 'Arrow keys' }).getAttribute('id')) ?? '';
  await go(rui, `/incidents/${number}`);
  const owner = rui.locator('#fact-owner');
  await owner.focus();
  await rui.keyboard.press('ArrowDown');
  await rui.keyboard.press('ArrowDown');
  await rui.waitForTimeout(500);
  await expect(rui.locator('.toast')).toHaveCount(0);
  await rui.keyboard.press('Escape');
  await expect(owner).toHaveValue('');
  await rui.keyboard.press('ArrowDown');
  await rui.keyboard.press('Enter');
  await expect(rui.locator('.toast')).toHaveCount(1);
  await expect(owner).not.toHaveValue('');
  expect(receipt).toMatch(/^\/r\//);
});

test('while he writes a note, Rui’s first press on another kind counts', async ({ as, desk }) => {
  const receipt = await report(desk, { title: 'Pressed once', description: 'A long story.\n\n'.repeat(60), email: 'vera@example.org', nonce: 'once' });
  const rui = await as('rui');
  await go(rui, `/incidents/${await numberOf(desk, receipt)}`);
  await rui.getByLabel('Note for the team').fill('Half a thought');
  await rui.getByText('To the reporter', { exact: true }).click();
  await expect(rui.getByLabel('Message to the reporters')).toBeVisible();
  await rui.getByLabel('Message to the reporters').fill('Half a sentence');
  await rui.getByText('Internal note', { exact: true }).click();
  await expect(rui.getByLabel('Note for the team')).toHaveValue('Half a thought');
});

test('keys of one letter can be switched off', async ({ as }) => {
  const rui = await as('rui');
  await go(rui, '/board');
  await rui.keyboard.press('c');
  await expect(rui.getByLabel('What is broken')).toBeFocused();
  await rui.getByRole('button', { name: /your menu/ }).click();
  await rui.getByLabel('Keys of one letter').uncheck();
  await go(rui, '/board');
  await rui.keyboard.press('c');
  await expect(rui.getByLabel('What is broken')).not.toBeFocused();
  await rui.getByRole('button', { name: /your menu/ }).click();
  await expect(rui.getByLabel('Keys of one letter')).not.toBeChecked();
});

test('a note pressed before the page reacts is a note, and stands in no address', async ({ browser, desk }) => {
  await report(desk, { title: 'Before the script', nonce: 'before' });
  const context = await browser.newContext({ baseURL: desk.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[name=email]').first().fill(PEOPLE.rui.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto('/board?view=list');
  await page.getByRole('link', { name: 'Before the script' }).click();
  await page.getByLabel('Note for the team').fill('Written on a slow line.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.locator('.tl')).toContainText('Written on a slow line.');
  expect(page.url()).not.toContain('slow');
  await context.close();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the tab of the column in sight says so', async ({ as, browser, desk }) => {
    const rui = await as('rui');
    await rui.setViewportSize({ width: 390, height: 844 });
    await go(rui, '/board');
    const current = rui.locator('.board-tabs a[aria-current=true]');
    await expect(current).toHaveText(/Reported/);
    await rui.locator('.board-tabs a', { hasText: 'Resolved' }).click();
    await expect(current).toHaveText(/Resolved/);
    await expect(current).toHaveCount(1);
    expect(browser.isConnected() && desk.url).toBeTruthy();
  });
});
