import { advance } from '../support/desk';
import { expect, go, report, test } from '../support/test';
import { numberOf, press } from '../support/wire';

test.use({ house: 'closes-by-itself', movable: true });

test('a resolved incident closes by itself once its window is over, on pages that stand open', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  const number = await numberOf(desk, await report(desk, { title: 'The badge reader is dark', nonce: 'closes' }));
  await press(rui, number, { TakeAndResolve: { resolution: { text: 'A new fuse', restored_at: null } } });
  await go(rui, `/incidents/${number}`);
  await go(mara, '/board');
  const step = rui.locator('.inc-head [aria-current=step]');
  const card = mara.locator('#resolved li.c', { hasText: 'The badge reader is dark' });
  await expect(step).toHaveText('Resolved');
  await expect(rui.locator('.inc-times')).toContainText('Closes by itself');
  const closes = (await card.locator('.d').textContent()) ?? '';

  // The window is open still: nothing but the time is another.
  advance(desk, '1d');
  // Instants are written to the second, so within the first second it is not a whole day.
  await expect(rui.locator('.inc-times')).toContainText(/2[34] h ago/);
  await expect(step).toHaveText('Resolved');
  await expect(card.locator('.d')).not.toHaveText(closes);

  advance(desk, '8d');
  await expect(step).toHaveText('Closed');
  await expect(rui.locator('.tl')).toContainText('closed it');
  await expect(card).toHaveCount(0);
  // Nobody was signed out by it.
  await go(rui, '/settings/account');
  await expect(rui.getByRole('heading', { level: 1 })).toBeVisible();
});
