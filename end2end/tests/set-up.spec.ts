import { Desk } from '../support/desk';
import { expect, test } from '../support/test';

test('Ada sets up an empty folder by the one-time link, and it is gone afterwards', async ({ browser }) => {
  const desk = await Desk.open({ people: false });
  const context = await browser.newContext({ baseURL: desk.url });
  const page = await context.newPage();

  // Reports work before anybody has set anything up.
  const early = await fetch(`${desk.url}/report`, {
    method: 'POST', redirect: 'manual',
    body: new URLSearchParams({ title: 'Before the first day', impact: 'low', urgency: 'low', name: 'Vera' }),
  });
  expect(early.status).toBe(303);

  const link = new URL(desk.setUpLink(), desk.url);
  await page.goto(link.pathname + link.search);
  await expect(page.getByText('Only this machine can open')).toBeVisible();
  await page.locator('input[name=organisation]').fill('Harbour Cooperative');
  await page.locator('input[name=name]').fill('Ada Lima');
  await page.locator('input[name=email]').fill('ada@harbour.example');
  await page.locator('input[name=password]').fill('a kestrel over the quay');
  await page.locator('form button[type=submit]').last().click();
  await page.waitForURL(/\/ready/);
  await expect(page.locator('main h1')).toHaveText('Ready in six steps');
  await expect(page.locator('.strip', { hasText: 'only this machine can open' })).toBeVisible();
  await expect(page.getByText('critical, needs Internet, Accounts')).toBeVisible();
  expect((await page.goto(link.pathname + link.search))?.status()).toBe(404);
  await page.goto('/board');
  await expect(page.locator('li.c', { hasText: 'Before the first day' })).toBeVisible();
  await context.close();
  await desk.close();
});
