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
  await card.locator('a.t').focus();
  await rui.keyboard.press('r');
  await expect(rui.getByRole('dialog')).toBeVisible();
  await rui.keyboard.type('Done without a mouse.');
  await rui.keyboard.press('Control+Enter');
  await expect(rui.locator('#resolved li.c', { hasText: 'Keys must do' })).toBeVisible();
});
