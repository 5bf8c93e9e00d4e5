import { type BrowserContext, type ConsoleMessage, type Page, test as base, expect } from '@playwright/test';

import { Desk, PASSWORD, PEOPLE, type Persona } from './desk';

/** What any window complained about since the test began, and what of it the test provokes on purpose. */
const complaints: string[] = [];
const expected: RegExp[] = [];

interface OfTest {
  watched: void;
  heard: readonly string[];
  forgive: (...complaints: RegExp[]) => void;
  as: (who: Persona) => Promise<Page>;
}
interface OfWorker {
  desk: Desk;
  house: string;
  movable: boolean;
  watching: void;
}

/**
 * `desk` is one running desk for all files that name the same `house`; where it is `movable` a test may move its time on. Any console error, page error or broken policy
 * fails the test, in whatever window it was: every context of the browser is watched, whoever opened it.
 */
export const test = base.extend<OfTest, OfWorker>({
  house: ['shared', { option: true, scope: 'worker' }],
  movable: [false, { option: true, scope: 'worker' }],
  desk: [
    async ({ house: _, movable }, use) => {
      const desk = await Desk.open({ movable });
      await use(desk);
      await desk.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ desk }, use) => use(desk.url),
  watching: [
    async ({ browser }, use) => {
      browser.on('context', watch);
      await use();
      browser.off('context', watch);
    },
    { scope: 'worker', auto: true },
  ],
  watched: [
    async ({ watching: _ }, use) => {
      complaints.length = 0;
      expected.length = 0;
      await use();
      const unexpected = complaints.filter((words) => !expected.some((pattern) => pattern.test(words)));
      expect(unexpected, 'console and page errors').toEqual([]);
    },
    { auto: true },
  ],
  /** Every complaint so far. */
  heard: async ({ watched: _ }, use) => use(complaints),
  /** Console errors that this test provokes on purpose, such as those of a line that is cut. */
  forgive: async ({ watched: _ }, use) => use((...patterns) => void expected.push(...patterns)),
  /** A signed-in page of its own for somebody of the office. */
  as: async ({ browser, desk }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (who) => {
      const context = await browser.newContext({ baseURL: desk.url });
      opened.push(context);
      const page = await context.newPage();
      await signIn(page, who);
      return page;
    });
    for (const context of opened) await context.close();
  },
});

export { expect };

/** Goes there and waits until the page reacts to presses: a press before that would be lost. */
export async function go(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

export async function hydrated(page: Page): Promise<void> {
  // A page that has no script at all is ready once it is there.
  await page.locator('html[data-ready], html:not(:has(head script)):has(#main)').waitFor({ state: 'attached', timeout: 20_000 });
}

/** Unfolds everything that is folded. */
export const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));

export async function signIn(page: Page, who: Persona): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=email]').first().fill(PEOPLE[who].email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await hydrated(page);
}

/** Files a report over the wire, for tests that begin after it. Answers the receipt's path. */
export async function report(desk: Desk, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ impact: 'medium', urgency: 'high', name: 'Vera', ...fields });
  const answer = await fetch(`${desk.url}/report`, { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

function watch(context: BrowserContext): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && !isOfAnswer(message)) complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
}

/** The browser itself reports the status of pages and calls that a test provokes on purpose; a missing file is none of them. */
function isOfAnswer(message: ConsoleMessage): boolean {
  const status = /the server responded with a status of (4\d\d|503)/.test(message.text());
  return status && !message.location().url.includes('/assets/');
}
