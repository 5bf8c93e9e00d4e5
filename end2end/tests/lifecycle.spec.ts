import type { Locator, Page } from '@playwright/test';

import { expect, go, report, test } from '../support/test';

test.use({ house: 'lifecycle' });

const column = (page: Page, status: string) => page.locator(`#${status} .col-list`);
const cardIn = (page: Page, status: string, title: string) => page.locator(`#${status} li.c`, { hasText: title });
const dialog = (page: Page) => page.locator('dialog#ask[open]');
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ }).last();

/** One step from a card's menu. */
async function choose(card: Locator, words: string | RegExp): Promise<void> {
  await card.locator('button.m').click();
  await card.page().locator('#card-menu').getByRole('button', { name: words }).click();
}

/** Answers the dialog: its main text, then its button. */
async function answer(page: Page, text: string, button: string | RegExp): Promise<void> {
  await dialog(page).locator('textarea').first().fill(text);
  await dialog(page).getByRole('button', { name: button }).click();
  await expect(dialog(page)).toHaveCount(0);
}

test('a card is dragged through its life, and back within ten seconds', async ({ as, desk }) => {
  await report(desk, { title: 'Drag me', nonce: 'drag' });
  const [rui, mara] = [await as('rui'), await as('mara')];
  await go(rui, '/board');
  await go(mara, '/board');
  await cardIn(rui, 'reported', 'Drag me').dragTo(column(rui, 'investigating'));
  await expect(cardIn(rui, 'investigating', 'Drag me')).toBeVisible();
  await expect(cardIn(mara, 'investigating', 'Drag me')).toBeVisible({ timeout: 5_000 });
  await undo(rui).click();
  await expect(cardIn(rui, 'reported', 'Drag me')).toBeVisible();
  await expect(cardIn(mara, 'reported', 'Drag me')).toBeVisible({ timeout: 5_000 });

  await cardIn(rui, 'reported', 'Drag me').dragTo(column(rui, 'investigating'));
  await cardIn(rui, 'investigating', 'Drag me').dragTo(column(rui, 'mitigated'));
  // What was typed is there again when the dialog was closed without sending.
  await dialog(rui).locator('textarea').first().fill('Moved to the other switch');
  await rui.keyboard.press('Escape');
  await expect(dialog(rui)).toHaveCount(0);
  await cardIn(rui, 'investigating', 'Drag me').dragTo(column(rui, 'mitigated'));
  await expect(dialog(rui).locator('textarea').first()).toHaveValue('Moved to the other switch');
  // A stray press beside it closes nothing.
  await rui.mouse.click(5, 5);
  await dialog(rui).getByRole('button', { name: 'Watch it' }).click();
  await expect(cardIn(mara, 'mitigated', 'Drag me')).toBeVisible({ timeout: 5_000 });
  // No step leads there: the card stays.
  await cardIn(rui, 'mitigated', 'Drag me').dragTo(column(rui, 'reported'));
  await expect(cardIn(rui, 'mitigated', 'Drag me')).toBeVisible();
});

test('the menu of a card holds, mitigates, resumes, resolves, re-opens, closes and cancels', async ({ as }) => {
  const rui = await as('rui');
  await go(rui, '/board');
  // By phone, for nobody in particular: so Rui may close it himself.
  await rui.getByLabel('What is broken').fill('The scanner is slow');
  await rui.getByRole('button', { name: 'Add', exact: true }).click();
  const card = (status: string) => cardIn(rui, status, 'The scanner is slow');
  await expect(card('reported')).toHaveClass(/\bnew\b/);
  await choose(card('reported'), /^Take\b(?! and)/);
  await expect(card('investigating')).not.toHaveAttribute('aria-busy');
  await choose(card('investigating'), /^Waiting for/);
  await dialog(rui).getByText('A vendor', { exact: true }).click();
  await answer(rui, 'They send a part', 'Let it wait');
  await expect(card('investigating')).toContainText('waiting');
  await choose(card('investigating'), /^No longer waiting/);
  await expect(card('investigating')).not.toContainText('waiting');
  await choose(card('investigating'), /^Works again/);
  await answer(rui, 'Another scanner stands beside it', 'Watch it');
  await choose(card('mitigated'), /^Back to investigating/);
  await answer(rui, 'That one is slow as well', 'Go on investigating');
  await choose(card('investigating'), /^Resolve/);
  await answer(rui, 'New cable', 'Resolve');
  await choose(card('resolved'), /^Re-open/);
  await answer(rui, 'Slow again', 'Re-open it');
  await choose(card('investigating'), /^Resolve/);
  await answer(rui, 'New scanner', 'Resolve');
  await choose(card('resolved'), /^Close/);
  await expect(card('resolved')).toHaveCount(0);
  // Closing can be undone as well.
  await undo(rui).click();
  await expect(card('resolved')).toBeVisible();

  await rui.getByLabel('What is broken').fill('Somebody wants a second screen');
  await rui.getByRole('button', { name: 'Add', exact: true }).click();
  await choose(cardIn(rui, 'reported', 'second screen'), /^Cancel/);
  await dialog(rui).getByText(/^A request/).click();
  await dialog(rui).getByRole('button', { name: /^Cancel the incident/ }).click();
  await expect(cardIn(rui, 'reported', 'second screen')).toHaveCount(0);
  await go(rui, '/board?view=list&status=cancelled');
  await expect(rui.getByRole('link', { name: 'Somebody wants a second screen' })).toBeVisible();
});

test('the page of an incident takes, holds, marks services, resolves and takes back', async ({ as, desk }) => {
  await report(desk, { title: 'The wiki is gone', nonce: 'page', email: 'vera@example.org' });
  const [ada, rui] = [await as('ada'), await as('rui')];
  await go(ada, '/services');
  await ada.getByLabel('Name', { exact: true }).fill('Wiki');
  await ada.getByRole('button', { name: 'Add', exact: true }).click();
  await ada.waitForLoadState();
  await go(rui, '/board');
  const number = (await cardIn(rui, 'reported', 'The wiki is gone').getAttribute('id')) ?? '';
  await go(rui, `/incidents/${number}`);
  const step = (name: string) => rui.locator('.inc-acts').getByRole('button', { name });
  const more = async (words: string) => {
    await rui.getByRole('button', { name: 'More' }).click();
    await rui.getByRole('button', { name: words }).click();
  };

  await more('Take with another priority…');
  await dialog(rui).getByText('P4', { exact: true }).click();
  await answer(rui, 'Only old pages', 'Take as P4');
  await expect(rui.locator('.inc-head')).toContainText('P4');
  await step('Waiting for…').click();
  await dialog(rui).getByText('at a time', { exact: true }).click();
  await dialog(rui).getByLabel('Day and time').fill('2031-05-04T10:00');
  await answer(rui, 'Which page is it, Vera?', 'Ask and wait');
  await expect(rui.locator('.inc-head')).toContainText('waiting for');
  await step('No longer waiting').click();
  await expect(rui.locator('.inc-head')).not.toContainText('waiting for');
  // Only the newest press offers to be undone; undone, the hold is back.
  await expect(rui.getByRole('button', { name: /^Undo/ })).toHaveCount(1);
  await undo(rui).click();
  await expect(rui.locator('.inc-head')).toContainText('waiting for');
  await step('No longer waiting').click();

  await rui.getByLabel('Add a service that is down…').selectOption({ label: 'Wiki' });
  const wiki = rui.locator('.effects li', { hasText: 'Wiki' });
  await expect(wiki).toContainText('since');
  await wiki.getByRole('combobox').selectOption({ label: 'works again' });
  await expect(wiki).toContainText(/from .* to /);
  await more('What visitors read…');
  await dialog(rui).getByLabel('Public title').fill('The wiki does not answer');
  await dialog(rui).getByLabel('Workaround').fill('Ask in the canteen.');
  await dialog(rui).getByRole('button', { name: 'Publish to visitors' }).click();
  await expect(rui.locator('.inc-facts')).toContainText('Ask in the canteen.');

  await step('Works again…').click();
  await answer(rui, 'A copy of last night', 'Watch it');
  await step('Back to investigating…').click();
  await answer(rui, 'The copy is empty', 'Go on investigating');
  await step('Resolve…').click();
  await expect(dialog(rui).getByLabel('Works again since')).toHaveValue('');
  await answer(rui, 'Restored from the backup', /^Resolve and tell/);
  await step('Re-open…').click();
  await answer(rui, 'Pictures are missing', 'Re-open it');
  await expect(rui.locator('.inc-head')).toContainText('re-opened');

  // A note that is taken back returns to its field.
  await rui.getByLabel('Note for the team').fill('Look at the second disk.');
  await rui.getByRole('button', { name: 'Add note' }).click();
  await expect(rui.getByLabel('Note for the team')).toHaveValue('');
  await undo(rui).click();
  await expect(rui.getByLabel('Note for the team')).toHaveValue('Look at the second disk.');
  await expect(rui.locator('.tl del', { hasText: 'noted' })).toBeVisible();
});

test('what was cancelled is re-opened on its page, and turns out to be a request', async ({ as, desk }) => {
  await report(desk, { title: 'The door wants a badge', nonce: 'badge', email: 'vera@example.org' });
  const rui = await as('rui');
  await go(rui, '/board');
  const number = (await cardIn(rui, 'reported', 'The door wants a badge').getAttribute('id')) ?? '';
  await go(rui, `/incidents/${number}`);
  const step = (name: string | RegExp) => rui.locator('.inc-acts').getByRole('button', { name, exact: true });
  await rui.getByRole('button', { name: 'More' }).click();
  await rui.getByRole('button', { name: 'Cancel…' }).click();
  await dialog(rui).getByRole('button', { name: /^Cancel/ }).click();
  await expect(step('Re-open…')).toBeVisible();
  await rui.keyboard.press('o');
  await answer(rui, 'She still waits', 'Re-open it');
  await expect(step(/^Take as P/)).toBeVisible();
  await rui.getByLabel('Type').selectOption({ label: 'Request' });
  await expect(step('Take')).toBeVisible();
  await expect(rui.locator('.inc-head')).toContainText('Request');
  await expect(rui.getByLabel('Change the priority')).toBeHidden();
});
