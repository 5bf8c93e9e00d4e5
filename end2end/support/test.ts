import { type Page, test as base, expect } from '@playwright/test';

import { Desk, PASSWORD, PEOPLE, type Persona } from './desk';

/**
 * `desk` is one running desk for all files that name the same `house`; any console error or page error fails the test that saw it.
 */
export const test = base.extend<{ watched: void; as: (who: Persona) => Promise<Page> }, { desk: Desk; house: string }>({
  house: ['shared', { option: true, scope: 'worker' }],
  desk: [
    async ({ house: _ }, use) => {
      const desk = await Desk.open();
      await use(desk);
      await desk.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ desk }, use) => use(desk.url),
  watched: [
    async ({ page }, use) => {
      const errors = watch(page);
      await use();
      expect(errors, 'console and page errors').toEqual([]);
    },
    { auto: true },
  ],
  /** A signed-in page of its own for somebody of the office. */
  as: async ({ browser, desk }, use) => {
    const opened: { page: Page; errors: string[] }[] = [];
    await use(async (who) => {
      const context = await browser.newContext({ baseURL: desk.url });
      const page = await context.newPage();
      opened.push({ page, errors: watch(page) });
      await signIn(page, who);
      return page;
    });
    for (const { page, errors } of opened) {
      expect(errors, 'console and page errors').toEqual([]);
      await page.context().close();
    }
  },
});

export { expect };

/** Goes there and waits until the page reacts to presses: a press before that would be lost. */
export async function go(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

export async function hydrated(page: Page): Promise<void> {
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached', timeout: 20_000 });
}

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

function watch(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    // The browser itself reports the status of answers that a test provokes on purpose.
    if (message.type() === 'error' && !/the server responded with a status of (4\d\d|503)/.test(message.text())) {
      errors.push(message.text());
    }
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return errors;
}
