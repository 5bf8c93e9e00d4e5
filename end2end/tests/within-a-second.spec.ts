import type { Page } from '@playwright/test';

import { expect, go, test } from '../support/test';

test.use({ house: 'within-a-second' });

/** When a card with that title stands in Reported of this board, by the machine's clock. */
const seen = (board: Page, title: string) => board.evaluate((title) => new Promise<number>((done) => {
  const look = () => [...document.querySelectorAll('#reported li.c')].some((card) => card.textContent?.includes(title));
  const watch = new MutationObserver(() => look() && (watch.disconnect(), done(Date.now())));
  watch.observe(document.body, { childList: true, subtree: true });
}), title);

test('a report stands on every open board within a second of its answer', async ({ as, page }) => {
  const boards = [await as('rui'), await as('mara'), await as('ada')];
  for (const board of boards) await go(board, '/board');
  // Quiet streams: what comes within a second of another change waits for the next batch.
  await page.waitForTimeout(1_500);
  const waits: number[] = [];
  for (const title of ['The first of three', 'The second of three', 'The third of three']) {
    await go(page, '/report');
    await page.getByLabel('What is broken?').fill(title);
    await page.getByText('My team', { exact: true }).click();
    await page.getByText('Work is hindered', { exact: true }).click();
    const stands = boards.map((board) => seen(board, title));
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Send to the IT team' }).click();
    expect((await answer).status()).toBe(303);
    const answered = Date.now();
    for (const at of await Promise.all(stands)) waits.push(at - answered);
    await page.waitForTimeout(1_200);
  }
  console.log(`milliseconds from the answer to the card: ${waits.join(', ')}`);
  expect(Math.max(...waits)).toBeLessThan(1_000);
});
