import { expect, test } from '../support/office-test';
import { pictured, pressing, refused } from '../support/state';
import { go } from '../support/test';

test.use({ house: 'office' });

const form = (action: string) => `form[method=post][action="${action}"]`;

pictured([
  { name: 'a-report-that-was-refused', who: 'visitor', at: '/report', after: refused('#report', { title: 'x', email: 'no address' }) },
  {
    name: 'a-report-checked-while-typing', who: 'visitor', at: '/report',
    after: async (page) => {
      await page.getByLabel('Mail address').fill('vera@');
      await page.getByRole('button', { name: 'Send to the IT team' }).click();
      await expect(page.locator('.summary')).toBeVisible();
    },
  },
  {
    name: 'a-report-begun-before', who: 'visitor', at: '/report', alone: true,
    after: async (page) => {
      await page.getByLabel('What is broken?').fill('The lift stops between floors');
      await go(page, '/report');
      await expect(page.getByRole('button', { name: 'Start afresh' })).toBeVisible();
    },
  },
  { name: 'a-report-as-somebody-known', who: 'ana', at: '/report' },
  { name: 'me-too-for-something-that-ended', who: 'visitor', at: '/', after: refused(form('/join'), { number: 'INC-999' }, 404) },
  { name: 'the-first-page-signed-in', who: 'ana', at: '/' },
  { name: 'a-receipt-that-asks-whether-it-works', who: 'visitor', at: (office) => office.receipts.resolved ?? '' },
  { name: 'a-receipt-with-words-of-the-team', who: 'visitor', at: (office) => office.receipts.major ?? '' },
  { name: 'a-receipt-being-watched', who: 'visitor', at: (office) => office.receipts.mitigated ?? '' },
  { name: 'a-receipt-closed', who: 'visitor', at: (office) => office.receipts.closed ?? '' },
  { name: 'a-receipt-cancelled', who: 'visitor', at: (office) => office.receipts.cancelled ?? '' },
  { name: 'a-receipt-restricted', who: 'visitor', at: (office) => office.receipts.restricted ?? '' },
  { name: 'a-receipt-with-a-long-title', who: 'visitor', at: (office) => office.receipts.long ?? '' },
  { name: 'words-on-a-receipt-refused', who: 'visitor', at: (office) => office.receipts.new ?? '', after: addNothing },
  { name: 'a-receipt-that-was-forged', who: 'visitor', at: '/r/AAAA', status: 404 },
  { name: 'nothing-here', who: 'visitor', at: '/nothing-here', status: 404 },
  { name: 'letters-about-no-service', who: 'visitor', at: '/status', after: refused(form('/status'), { email: 'otto@' }) },
  { name: 'letters-asked-for', who: 'visitor', at: '/status?said=asked' },
  { name: 'status-signed-in', who: 'ana', at: '/status' },
  { name: 'a-wrong-password', who: 'visitor', at: '/sign-in', after: refused(form('/sign-in'), { email: 'vera@example.org', password: 'not this one' }) },
  { name: 'a-mailed-way-in', who: 'visitor', at: '/sign-in?said=mailed' },
  { name: 'signing-in-anew', who: 'visitor', at: '/sign-in?said=changed' },
  { name: 'a-mailed-reset', who: 'visitor', at: '/reset?said=mailed' },
  { name: 'a-reset-without-an-address', who: 'visitor', at: '/reset', after: refused(form('/reset')) },
  { name: 'an-invitation-with-a-short-password', who: 'visitor', at: (office) => office.address('/invite/:token') ?? '', after: refused('form', { password: 'short' }) },
  { name: 'an-invitation-that-ended', who: 'visitor', at: '/invite/AAAA', status: 404 },
  { name: 'a-reset-that-ended', who: 'visitor', at: '/reset/AAAA', status: 404 },
  { name: 'a-way-in-that-ended', who: 'visitor', at: '/sign-in/AAAA', status: 404 },
  { name: 'a-confirmation-that-ended', who: 'visitor', at: '/subscriptions/confirm/AAAA', status: 404 },
  { name: 'a-set-up-link-that-ended', who: 'visitor', at: '/setup?token=AAAA', status: 404 },
  { name: 'letters-of-an-incident-stopped', who: 'visitor', at: (office) => office.address('/u/:token') ?? '', after: pressing(/^Stop/) },
  { name: 'letters-chosen', who: 'visitor', at: (office) => office.address('/subscriptions/:token') ?? '', after: pressing('Save') },
  { name: 'all-letters-stopped', who: 'visitor', at: (office) => office.address('/subscriptions/:token') ?? '', after: pressing('Stop all letters') },
]);

async function addNothing(page: import('@playwright/test').Page): Promise<void> {
  await page.getByRole('button', { name: 'Add these words' }).click();
  await expect(page.locator('.error').first()).toBeVisible();
}
