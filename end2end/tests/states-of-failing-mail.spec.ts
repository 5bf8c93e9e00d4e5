import { portray } from '../support/camera';
import { Desk } from '../support/desk';
import { Relay } from '../support/relay';
import { expect, go, report, signIn, test } from '../support/test';

test('what Ada sees of letters that the mail server refused, or asked to come back with, is pictured', async ({ browser }) => {
  const refusals = { 'gone@example.org': '550 5.1.1 <gone@example.org>: Recipient address rejected: no such mailbox', 'busy@example.org': '451 4.7.1 Greylisted, come back in some minutes' };
  const relay = await Relay.open(refusals);
  const desk = await Desk.open({ env: { SITREP_SMTP_URL: `smtp://127.0.0.1:${relay.port}` } });
  for (const email of Object.keys(refusals)) await report(desk, { title: `Nobody reads ${email}`, email, nonce: email });
  const context = await browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await signIn(page, 'ada');
  await expect(async () => {
    await go(page, '/messages?state=failed');
    await expect(page.locator('tbody tr', { hasText: 'gone@example.org' })).toBeVisible({ timeout: 500 });
    await go(page, '/messages?state=deferred');
    await expect(page.locator('tbody tr', { hasText: 'busy@example.org' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await portray(page, 'letters-tried-again-later');
  await go(page, '/messages?state=failed');
  await portray(page, 'letters-refused');
  await page.locator('tbody tr', { hasText: 'gone@example.org' }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Try again now' })).toBeVisible();
  await expect(page.locator('.attempts')).toContainText('no such mailbox');
  await portray(page, 'a-letter-refused');
  await go(page, '/incidents/INC-1');
  await expect(page.locator('.tl-letters')).toContainText('could not be delivered');
  await page.getByRole('link', { name: 'see who was told' }).click();
  await expect(page.locator('tbody tr', { hasText: 'gone@example.org' })).toBeVisible();
  await go(page, '/settings/mail');
  await portray(page, 'mail-settings-fixed-by-the-environment');
  await context.close();
  await desk.close();
  relay.close();
});

test('what Ada sees while the mail server turns everybody away is pictured', async ({ browser }) => {
  const relay = await Relay.open({}, '554 5.7.1 you are not welcome here');
  const desk = await Desk.open({ env: { SITREP_SMTP_URL: `smtp://127.0.0.1:${relay.port}` } });
  await report(desk, { title: 'Nobody hears of it', email: 'vera@example.org', nonce: 'deaf' });
  const context = await browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await signIn(page, 'ada');
  await expect(async () => {
    await go(page, '/messages');
    await expect(page.getByText('you are not welcome here').first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await portray(page, 'letters-while-mail-is-paused');
  await go(page, '/settings/mail');
  await expect(page.getByText('554 5.7.1 you are not welcome here').first()).toBeVisible();
  await portray(page, 'mail-settings-while-mail-is-paused');
  await context.close();
  await desk.close();
  relay.close();
});
