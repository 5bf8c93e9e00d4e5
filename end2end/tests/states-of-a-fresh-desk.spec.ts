import type { Page } from '@playwright/test';

import { portray } from '../support/camera';
import { Desk, PASSWORD } from '../support/desk';
import { expect, hydrated, test } from '../support/test';
import { refused } from '../support/state';

test('what Ada sees from the empty folder to the empty board is pictured', async ({ browser }) => {
  const desk = await Desk.open({ people: false });
  const context = await browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const seen = async (name: string, path: string) => {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await hydrated(page);
    await portray(page, name);
  };
  await seen('fresh-first-page', '/');
  await seen('fresh-report', '/report');
  await seen('fresh-status', '/status');
  await page.goto(desk.setUpLink());
  await hydrated(page);
  await refused('form', { organisation: '', email: 'ada', password: 'short', smtp_host: 'post office' })(page);
  await portray(page, 'set-up-refused');

  await page.goto(desk.setUpLink());
  await hydrated(page);
  await page.getByLabel('Mail server', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).fill('1');
  await page.getByLabel('Security', { exact: true }).selectOption('none');
  await page.getByLabel('Your mail address').fill('ada@example.org');
  await page.getByRole('button', { name: 'Send me a test letter' }).click();
  await expect(page.getByText('The test letter was not taken.')).toBeVisible();
  await portray(page, 'set-up-with-the-answer-of-a-mail-server');
  await page.getByLabel('Mail server', { exact: true }).fill('');
  await setUp(page);

  await seen('fresh-first-steps', '/ready');
  const empty = ['board', 'messages', 'services', 'settings/people', 'settings/audiences', 'settings/backup', 'settings/jobs', 'settings/journal', 'settings/account'];
  for (const path of empty) await seen(`fresh-${path.replace('/', '-')}`, `/${path}`);
  await context.close();
  await desk.close();
});

async function setUp(page: Page): Promise<void> {
  await page.locator('input[name=organisation]').fill('Harbour Cooperative');
  await page.locator('input[name=name]').fill('Ada Lima');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up and sign me in' }).click();
  await page.waitForURL(/\/ready/);
}
