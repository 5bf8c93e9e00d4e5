import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, go, report, test } from '../support/test';

/** A picture of each route and state named below, in both themes and at both widths. The list is written by hand. */
const FOLDER = 'pictures';
const WIDTHS = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const THEMES = ['light', 'dark'] as const;

async function take(page: Page, name: string, path: string): Promise<void> {
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    await page.setViewportSize(viewport);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(path);
      await expect(page.locator('main').first()).toBeVisible();
      // Nothing may be wider than the window.
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} at ${width} is ${overflow} px too wide`).toBeLessThanOrEqual(0);
      const shot = await page.screenshot({ path: join(FOLDER, `${name}-${width}-${theme}.png`), fullPage: true });
      expect(shot.length).toBeGreaterThan(1_000);
    }
  }
}

test.use({ house: 'pictures' });

test('every route has its picture', async ({ as, desk, page }) => {
  test.setTimeout(300_000);
  mkdirSync(FOLDER, { recursive: true });
  const receipt = await report(desk, { title: 'Phones crackle on outside calls', description: 'Callers hear us twice.', email: 'vera@example.org', nonce: 'pictures' });
  for (const title of ['No mail since this morning', 'VPN drops every ten minutes', 'Printer prints blank pages']) {
    await report(desk, { title, nonce: title });
  }
  await take(page, 'home', '/');
  await take(page, 'report', '/report');
  await take(page, 'receipt', receipt);
  await take(page, 'receipt-forged', '/r/AAAA');
  await take(page, 'status', '/status');
  await take(page, 'sign-in', '/sign-in');
  await take(page, 'reset', '/reset');
  await take(page, 'not-found-visitor', '/nothing-here');

  const ada = await as('ada');
  await go(ada, '/board');
  const number = await ada.locator('#reported li.c').first().getAttribute('id');
  const staff: [string, string][] = [
    ['board', '/board'], ['board-empty', '/board?q=zzzz'], ['list', '/board?view=list'], ['closed', '/board?view=list&status=closed'],
    ['incident', `/incidents/${number}`], ['incident-messages', `/incidents/${number}/messages`], ['not-there', '/incidents/INC-999'],
    ['messages', '/messages'], ['services', '/services'], ['settings', '/settings'], ['mail', '/settings/mail'], ['backup', '/settings/backup'],
    ['people', '/settings/people'], ['audiences', '/settings/audiences'], ['account', '/settings/account'], ['journal', '/settings/journal'],
    ['ready', '/ready'], ['poster', '/poster'],
  ];
  for (const [name, path] of staff) await take(ada, name, path);

  const ana = await as('ana');
  await take(ana, 'forbidden', '/board');
});
