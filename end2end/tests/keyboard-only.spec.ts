import { expect, go, report, test } from '../support/test';

test.use({ house: 'keyboard-only' });

test('Rui works the board with the keyboard only', async ({ as, desk }) => {
  await report(desk, { title: 'Keys must do', nonce: 'keys' });
  const rui = await as('rui');
  await go(rui, '/board');
  await expect(rui.locator('#reported li.c').first()).toBeVisible();
  await rui.keyboard.press('?');
  await expect(rui.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await rui.keyboard.press('Escape');
  await rui.keyboard.press('j');
  await expect(rui.locator('#reported li.c a.t').first()).toBeFocused();
  await rui.keyboard.press('t');
  const card = rui.locator('#investigating li.c', { hasText: 'Keys must do' });
  await expect(card).toBeVisible();
  await expect(card.locator('a.t'), 'the focus follows the card').toBeFocused();
  await rui.keyboard.press('r');
  await expect(rui.getByRole('dialog')).toBeVisible();
  await rui.keyboard.type('Done without a mouse.');
  await rui.keyboard.press('Control+Enter');
  await expect(rui.locator('#resolved li.c', { hasText: 'Keys must do' })).toBeVisible();
});

test('when a card leaves the board the keyboard goes on at the next one, and a late undo says so', async ({ as, desk }) => {
  for (const title of ['First of three', 'Second of three', 'Third of three']) await report(desk, { title, nonce: title });
  const rui = await as('rui');
  await go(rui, '/board');
  const title = (words: string) => rui.locator('#reported li.c', { hasText: words }).locator('a.t');
  await title('Second of three').focus();
  await rui.keyboard.press('t');
  await expect(rui.locator('#investigating li.c', { hasText: 'Second of three' }).locator('a.t')).toBeFocused();
  await rui.keyboard.press('z');
  await expect(title('Second of three')).toBeFocused();
  await title('First of three').focus();
  await rui.keyboard.press('t');
  await expect(rui.locator('.toast', { hasText: 'You took it' })).toBeVisible();
  await rui.waitForTimeout(11_500);
  await rui.keyboard.press('z');
  await expect(rui.locator('.toast-bad')).toContainText('Too late to undo');
});

test('what came by phone is one line, with a way to it, and the next call can begin', async ({ as }) => {
  const rui = await as('rui');
  await go(rui, '/board');
  await rui.keyboard.press('c');
  await rui.keyboard.type('The lift is stuck');
  await rui.getByText('More', { exact: true }).click();
  await rui.getByLabel('How many are hit?').selectOption('high');
  await rui.getByLabel('What does it do to the work?').selectOption('high');
  await rui.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(rui.locator('#reported li.c.p1', { hasText: 'The lift is stuck' })).toBeVisible();
  await expect(rui.getByLabel('What is broken')).toBeFocused();
  await rui.locator('.toast').getByRole('link', { name: 'Open it' }).click();
  await expect(rui.getByRole('heading', { name: 'The lift is stuck' })).toBeVisible();
});
