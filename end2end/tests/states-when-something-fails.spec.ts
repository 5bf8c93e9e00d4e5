import type { Page } from '@playwright/test';

import { expect, test } from '../support/office-test';
import { pictured } from '../support/state';
import { hydrated } from '../support/test';
import { press } from '../support/wire';

test.use({ house: 'office' });

const LOST = [/net::ERR_/];
const strip = (page: Page, words: string) => expect(page.locator('.live-state .strip', { hasText: words })).toBeVisible({ timeout: 20_000 });
const card = (page: Page) => page.locator('#mitigated li.c button.m').first();
/** Goes on to another page of the settings. */
const onTo = (page: Page, words: string) => page.locator('.settings-nav').getByRole('link', { name: words }).click();

pictured([
  {
    name: 'a-board-whose-stream-is-lost', who: 'rui', at: '/board', alone: true, forgives: LOST,
    after: async (page) => {
      await page.route('**/live?*', (route) => route.abort());
      await page.reload();
      await strip(page, 'Not live');
    },
  },
  {
    name: 'an-incident-whose-stream-is-lost', who: 'rui', at: (office) => `/incidents/${office.incidents.held}`, alone: true, forgives: LOST,
    after: async (page) => {
      await page.route('**/live?*', (route) => route.abort());
      await page.reload();
      await strip(page, 'Not live');
    },
  },
  {
    name: 'a-press-while-offline', who: 'rui', at: '/board', alone: true, forgives: LOST,
    after: async (page) => {
      await page.context().setOffline(true);
      await card(page).click();
      await page.locator('#card-menu').getByRole('button', { name: 'Waiting for…' }).click();
      await expect(page.locator('.toast-bad')).toBeVisible();
    },
  },
  {
    name: 'a-note-while-offline', who: 'rui', at: (office) => `/incidents/${office.incidents.held}`, alone: true, forgives: LOST,
    after: async (page) => {
      await page.context().setOffline(true);
      await page.getByLabel('Note for the team').fill('Written in the cellar, where no signal is.');
      await page.getByRole('button', { name: 'Add note' }).click();
      await expect(page.locator('[role=alert] .notice, .toast-bad').first()).toBeVisible();
      await expect(page.getByLabel('Note for the team')).toHaveValue('Written in the cellar, where no signal is.');
    },
  },
  {
    name: 'a-board-that-fell-behind', who: 'rui', at: '/board', alone: true, forgives: LOST,
    after: async (page, office) => {
      await page.route('**/fn/cards', (route) => route.abort());
      const ada = await office.page('ada');
      await press(ada, office.incidents.held ?? '', { Note: { text: 'The vendor called.' } });
      await strip(page, 'could not be fetched');
    },
  },
  {
    name: 'a-board-older-than-the-server', who: 'rui', at: '/board', alone: true,
    after: async (page) => {
      const body = 'event: hello\ndata: {"build":"another"}\n\n';
      await page.route('**/live?*', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
      await page.reload();
      await strip(page, 'There is a new version');
    },
  },
  {
    name: 'a-board-after-signing-out-elsewhere', who: 'rui', at: '/board', alone: true, forgives: [/net::ERR_|MIME type|status of 401/],
    after: async (page) => {
      await page.context().clearCookies();
      // A press is the first that notices.
      await card(page).click();
      await page.locator('#card-menu').getByRole('button', { name: 'Waiting for…' }).click();
      await expect(page.locator('.toast-bad')).toBeVisible();
    },
  },
  {
    name: 'settings-after-signing-out-elsewhere', who: 'ada', at: '/settings', alone: true,
    after: async (page) => {
      await page.context().clearCookies();
      await onTo(page, 'People');
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Settings');
    },
  },
  {
    name: 'a-form-that-nobody-answered', who: 'ada', at: '/settings', alone: true, forgives: LOST,
    after: async (page) => {
      await page.route('**/settings', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
      await page.getByLabel('Organisation').fill('Harbour and Sons');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Sitrep does not answer. Nothing you typed is lost; try again.')).toBeFocused();
      await expect(page.getByLabel('Organisation')).toHaveValue('Harbour and Sons');
    },
  },
  {
    name: 'a-form-sent-after-signing-out-elsewhere', who: 'rui', at: '/settings/account', alone: true,
    after: async (page) => {
      await page.getByLabel('Your name').fill('Rui da Costa');
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Save' }).first().click();
      await expect(page.getByRole('heading', { name: 'You were signed out' })).toBeVisible();
    },
  },
  {
    // The page once more, as after ten minutes: the field says that it was asked for and stays empty.
    name: 'a-change-that-asks-for-the-password', who: 'ada', at: '/settings',
    after: async (page) => {
      await page.evaluate(() => document.querySelector('form.form')?.insertAdjacentHTML('beforeend', '<input type="hidden" name="ask_password" value="on">'));
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Enter your password again')).toBeVisible();
      await hydrated(page);
    },
  },
]);
