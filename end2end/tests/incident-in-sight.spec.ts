import type { Locator, Page } from '@playwright/test';

import { expect, go, report, test } from '../support/test';
import { numberOf, post, press } from '../support/wire';

test.use({ house: 'in-sight' });

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const newest = (page: Page) => page.locator('.inc-main > .tl > li').last();
const dock = (page: Page) => page.locator('.composer-dock');

/** Whole in the window, above whatever sticks to its foot, below what sticks to its top. */
async function inSight(page: Page, line: Locator): Promise<void> {
  await expect(async () => {
    const place = await line.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const at = (x: number, y: number) => element.contains(document.elementFromPoint(x, y));
      return { top: box.top, bottom: box.bottom, shows: at(box.left + 60, box.top + 8) && at(box.left + 60, box.bottom - 16) };
    });
    const height = page.viewportSize()?.height ?? 0;
    expect(place.top).toBeGreaterThanOrEqual(0);
    expect(place.bottom).toBeLessThanOrEqual(height + 1);
    expect(place.shows, JSON.stringify(place)).toBe(true);
  }).toPass({ timeout: 5_000 });
}

const apart = (one: Box, other: Box) =>
  one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;

type Box = { x: number; y: number; width: number; height: number };

async function box(of: Locator): Promise<Box> {
  const place = await of.boundingBox();
  if (!place) throw new Error('it has no place');
  return place;
}

test.describe('an incident opens at its newest', () => {
  for (const [name, size] of Object.entries({ desk: DESK, phone: PHONE })) {
    test(`${name}: the newest line is whole, what it is about stays, and nobody loads it anew to see more`, async ({ as, desk }) => {
      const [rui, mara] = [await as('rui'), await as('mara')];
      await Promise.all([rui.setViewportSize(size), mara.setViewportSize(size)]);
      const number = await numberOf(desk, await report(desk, { title: `Many words ${name}`, email: 'vera@example.org', nonce: `sight-${name}` }));
      await press(rui, number, { Take: { priority: null, reason: '' } });
      for (let at = 1; at <= 24; at += 1) await press(rui, number, { Note: { text: `Note no. ${at}.\n\nAnd what follows from it.` } });

      await go(mara, `/incidents/${number}`);
      await expect(newest(mara)).toContainText('Note no. 24.');
      await inSight(mara, newest(mara));
      await expect(mara.locator('.inc-line, .inc-title').filter({ hasText: name === 'desk' ? 'Many words' : number }).first()).toBeInViewport();
      if (name === 'desk') await expect(mara.getByRole('button', { name: 'Resolve…' })).toBeInViewport();

      // She reads further up: what Rui writes is counted, and one press goes there.
      await mara.evaluate(() => scrollTo(0, 0));
      await press(rui, number, { Note: { text: 'Written meanwhile.' } });
      await press(rui, number, { Note: { text: 'And another.' } });
      const below = mara.getByRole('button', { name: /^2 new below/ });
      await expect(below).toBeInViewport();
      await below.click();
      await inSight(mara, newest(mara));
      await expect(newest(mara)).toContainText('And another.');
      await expect(mara.getByRole('button', { name: /new below/ })).toHaveCount(0);

      // At the foot she reads along.
      await press(rui, number, { Note: { text: 'She sees this one come.' } });
      await expect(newest(mara)).toContainText('She sees this one come.');
      await inSight(mara, newest(mara));

      // What she does herself is brought into view from wherever she was.
      await mara.evaluate(() => scrollTo(0, 0));
      await mara.keyboard.press('n');
      await mara.keyboard.type('My own words.');
      await mara.keyboard.press('Control+Enter');
      await expect(newest(mara)).toContainText('My own words.');
      await inSight(mara, newest(mara));
      await expect(mara.getByLabel('Note for the team')).toBeFocused();
    });
  }

  test('without script the newest line is one press away', async ({ as, browser, desk }) => {
    const rui = await as('rui');
    const number = await numberOf(desk, await report(desk, { title: 'Without script', nonce: 'sight-plain' }));
    for (let at = 1; at <= 24; at += 1) await press(rui, number, { Note: { text: `Note no. ${at}.` } });
    const plain = await browser.newContext({ baseURL: desk.url, javaScriptEnabled: false, storageState: await rui.context().storageState() });
    const page = await plain.newPage();
    await page.goto(`/incidents/${number}`);
    await page.getByRole('link', { name: 'Rui Costa noted' }).click();
    await expect(newest(page)).toContainText('Note no. 24.');
    await expect(newest(page)).toBeInViewport({ ratio: 1 });
    await plain.close();
  });
});

test('after a step the focus is on the title, from where the next steps follow', async ({ as, desk }) => {
  const rui = await as('rui');
  const number = await numberOf(desk, await report(desk, { title: 'Where was I', nonce: 'sight-focus' }));
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: /^Take as/ }).focus();
  await rui.keyboard.press('Enter');
  await expect(rui.getByRole('button', { name: 'Resolve…' })).toBeVisible();
  await expect(rui.getByRole('heading', { level: 1 })).toBeFocused();
  await rui.keyboard.press('Tab');
  await expect(rui.getByRole('button', { name: 'Resolve…' })).toBeFocused();
});

test('the button that sends an update is in the window, toasts cover nothing, and spent ones go', async ({ as, desk }) => {
  const [ada, mara] = [await as('ada'), await as('mara')];
  await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'executive', people: 'Sol Vaz <sol@example.org>' });
  const number = await numberOf(desk, await report(desk, { title: 'Above the fold', email: 'vera@example.org', nonce: 'sight-fold' }));
  await mara.setViewportSize(DESK);
  await go(mara, `/incidents/${number}`);
  await mara.getByRole('button', { name: /^Take as/ }).click();
  await expect(mara.locator('.toast')).toHaveCount(1);
  await mara.getByLabel('Note for the team').fill('Looking at the disk.');
  await mara.getByRole('button', { name: 'Add note' }).click();
  // The take can no longer be undone by itself, so its toast is spent.
  await expect(mara.locator('.toast', { hasText: 'Note added' })).toBeVisible();
  await expect(mara.locator('.toast')).toHaveCount(1);
  expect(apart(await box(mara.locator('.toasts')), await box(mara.locator('.composer'))), 'the composer is clear of it').toBe(true);
  await inSight(mara, newest(mara));

  await mara.getByText('Stakeholder update', { exact: true }).click();
  await mara.locator('.audience', { hasText: 'Executive' }).click();
  const send = mara.getByRole('button', { name: /^Send to 1 person in 1 audience/ });
  await expect(send).toBeInViewport({ ratio: 1 });
  expect(apart(await box(mara.locator('.toasts')), await box(send)), 'and so is the button').toBe(true);
  await expect(mara.getByLabel('What they read')).toBeInViewport({ ratio: 1 });
  await expect(mara.locator('.toast')).toHaveCount(0, { timeout: 15_000 });
  await expect(send).toBeInViewport({ ratio: 1 });
});

test('a hold that waits for the reporter asks them in the same dialog', async ({ as, desk }) => {
  const rui = await as('rui');
  const number = await numberOf(desk, await report(desk, { title: 'Which one', email: 'vera@example.org', nonce: 'sight-hold' }));
  await press(rui, number, { Take: { priority: null, reason: '' } });
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: 'Waiting for…' }).click();
  const dialog = rui.locator('dialog#ask[open]');
  await dialog.getByRole('button', { name: 'Ask and wait' }).click();
  await expect(dialog.locator('.error')).toContainText('Write what you ask them.');
  await dialog.getByLabel('What you ask them').fill('Which printer is it?');
  await dialog.getByText('in 4 h', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Ask and wait' }).click();
  await expect(rui.locator('.inc-line')).toContainText('waiting for the reporter, until');
  await desk.letterTo('vera@example.org', 'Which printer is it?', 30);
});

test('of two who resolve, the second reads who was first and with which words, and keeps their own', async ({ as, desk, forgive }) => {
  forgive(/net::ERR_FAILED/);
  const [rui, mara] = [await as('rui'), await as('mara')];
  const number = await numberOf(desk, await report(desk, { title: 'Both at once', nonce: 'sight-both' }));
  await press(rui, number, { Take: { priority: null, reason: '' } });
  await go(mara, `/incidents/${number}`);
  await mara.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = mara.locator('dialog#ask[open]');
  await dialog.getByLabel('How it was fixed').fill('Mara made room.');
  // Her page does not hear of it in time.
  await mara.route('**/fn/incident_news', (route) => route.abort());
  await press(rui, number, { Resolve: { resolution: { text: 'Rui cleared the queue.', restored_at: null } } });
  await dialog.getByRole('button', { name: /^Resolve/ }).click();
  await expect(dialog.getByRole('alert').last()).toContainText('Rui Costa resolved it just now: “Rui cleared the queue.”');
  await expect(dialog.getByLabel('How it was fixed')).toHaveValue('Mara made room.');
});

test('a menu that stands open stays open while somebody else takes the incident', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  const number = await numberOf(desk, await report(desk, { title: 'The scanner hums', nonce: 'menu' }));
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: 'More', exact: true }).click();
  const menu = rui.locator('#more');
  await expect(menu).toContainText('Take with another priority');
  await press(mara, number, { Take: { priority: null, reason: '' } });
  await expect(menu).not.toContainText('Take with another priority');
  await expect(menu).toBeVisible();
});
