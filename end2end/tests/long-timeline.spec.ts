import { expect, go, hydrated, report, test } from '../support/test';
import { numberOf, press } from '../support/wire';

test.use({ house: 'long-timeline' });

test('Rui reads a long timeline to its first line, and Mara\'s note and its undo arrive by themselves', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  const number = await numberOf(desk, await report(desk, { title: 'It goes on and on', email: 'vera@example.org', nonce: 'long' }));
  for (let at = 1; at <= 120; at += 1) await press(rui, number, { Note: { text: `Note no. ${at}.` } });

  await go(rui, `/incidents/${number}`);
  await expect(rui.locator('.tl-note')).toHaveCount(100);
  await expect(rui.locator('.tl-report')).toHaveCount(0);
  await rui.getByRole('link', { name: 'Show earlier' }).click();
  await hydrated(rui);
  await expect(rui.locator('.tl-report')).toContainText('reported it on the web');
  await expect(rui.getByRole('link', { name: 'Show earlier' })).toHaveCount(0);
  await rui.getByRole('link', { name: 'Show the newest' }).click();
  await hydrated(rui);
  await expect(rui.locator('.tl-note').last()).toContainText('Note no. 120.');

  await go(mara, `/incidents/${number}`);
  await mara.getByLabel('Note for the team').fill('Not for long.');
  await mara.getByRole('button', { name: 'Add note' }).click();
  await expect(rui.locator('.tl-note').last()).toContainText('Not for long.');
  await mara.getByRole('button', { name: /^Undo/ }).click();
  await expect(rui.locator('.tl-gone', { hasText: 'Not for long.' })).toContainText('taken back');
});
