import { expect, test } from '../support/office-test';
import { type State, pictured, refused } from '../support/state';
import { unfold } from '../support/test';

test.use({ house: 'office' });

const stands = (name: string, who: State['who'] = 'rui'): State => ({
  name: `incident-${name}-before-${who}`, who, at: (office) => `/incidents/${office.incidents[name]}`,
});
const update = async (page: import('@playwright/test').Page) => page.getByText('Stakeholder update', { exact: true }).click();

pictured([
  ...['new', 'long', 'held', 'mitigated', 'resolved', 'closed', 'cancelled', 'proposed'].map((name) => stands(name)),
  stands('proposed', 'mara'),
  stands('restricted', 'ada'),
  { ...stands('restricted'), name: 'an-incident-restricted-to-others', status: 404 },
  { name: 'no-such-incident', who: 'rui', at: '/incidents/INC-999', status: 404 },
  {
    name: 'access-asked-for', who: 'rui', at: '/incidents/INC-999', status: 404,
    after: async (page) => {
      await page.getByRole('button', { name: 'Ask for access' }).click();
      await expect(page.locator('[role=status]', { hasText: 'Sent, if it exists.' })).toBeVisible();
    },
  },
  { name: 'no-such-incident-for-an-employee', who: 'ana', at: '/incidents/INC-999', status: 404 },
  { name: 'an-incident-of-ones-own', who: 'ana', at: (office) => `/incidents/${office.incidents.own}` },
  stands('merged'),
  { name: 'a-checklist', who: 'rui', at: (office) => `/incidents/${office.incidents.major}/checklist` },
  { name: 'a-checklist-unfolded', who: 'rui', at: (office) => `/incidents/${office.incidents.major}/checklist`, after: unfold },
  { name: 'no-checklist-yet', who: 'rui', at: (office) => `/incidents/${office.incidents.held}/checklist`, after: unfold },
  { ...stands('major'), name: 'an-incident-with-a-duplicate', after: unfold },
  { ...stands('major'), name: 'an-update-that-others-tell', after: update },
  {
    ...stands('major', 'mara'), name: 'an-update-with-its-readers',
    after: async (page) => {
      await update(page);
      for (const audience of ['Executive', 'Technical', 'Everyone affected']) await page.locator('.audience', { hasText: audience }).click();
      await expect(page.getByRole('button', { name: /^Send to \d people in 3 audiences/ })).toBeVisible();
    },
  },
  {
    ...stands('major', 'mara'), name: 'an-update-refused',
    after: async (page) => {
      await update(page);
      await page.getByRole('button', { name: 'Choose an audience' }).click();
      await expect(page.locator('.error').first()).toBeVisible();
    },
  },
  {
    ...stands('new'), name: 'a-message-to-the-reporter',
    after: async (page) => {
      await page.getByText('To the reporter', { exact: true }).click();
      await page.getByLabel('Message to the reporters').fill('Which phone is it, the one on your desk?');
    },
  },
  {
    ...stands('new'), name: 'a-note-refused',
    after: async (page) => {
      await page.getByRole('button', { name: 'Add note' }).click();
      await expect(page.locator('.composer .error')).toBeVisible();
    },
  },
  { ...stands('new'), name: 'a-note-refused-without-script', after: refused('form.composer-form[action]') },
  {
    ...stands('new'), name: 'every-fact-unfolded',
    after: unfold,
  },
  { name: 'a-receipt-whose-report-was-merged', who: 'visitor', at: (office) => office.receipts.merged ?? '' },
  { name: 'letters-to-one-address', who: 'rui', at: '/messages?to=sol@example.org' },
  { name: 'letters-of-one-press-unfolded', who: 'rui', at: '/messages', after: unfold },
  { name: 'letters-to-nobody', who: 'rui', at: '/messages?to=nobody@example.org' },
  { name: 'letters-that-failed', who: 'rui', at: '/messages?state=failed' },
  { name: 'letters-that-wait', who: 'rui', at: '/messages?state=deferred' },
  { name: 'no-such-letter', who: 'rui', at: '/messages/0000000000000000', status: 404 },
]);
