import { expect, test } from '../support/office-test';
import { type State, pictured, refused, then } from '../support/state';
import { hydrated, unfold } from '../support/test';

test.use({ house: 'office' });

/** The form of a page that does that. */
const form = (act: string) => `form:has(input[name=act][value="${act}"])`;
const opened = (name: RegExp): State['after'] => async (page) => {
  await page.getByRole('link', { name }).click();
  await page.waitForURL(/\?/);
  await hydrated(page);
};
const pages = ['', '/mail', '/people', '/audiences', '/targets', '/hours', '/backup', '/jobs', '/journal'];

pictured([
  ...pages.map((page): State => ({ name: `settings-to-read${page.replace('/', '-')}`, who: 'mara', at: `/settings${page}` })),
  { name: 'services-to-read', who: 'mara', at: '/services' },
  { name: 'settings-that-rui-may-not-change', who: 'rui', at: '/ready', status: 403 },
  { name: 'settings-refused', who: 'ada', at: '/settings', after: refused(form('basics'), { organisation: '', public_url: 'nowhere', mail_domains: '@@' }) },
  // Drawn before the organisation got its name: nothing is saved, and both values stand there.
  { name: 'settings-that-somebody-was-quicker-to-change', who: 'ada', at: '/settings', after: refused(form('basics'), { revision: '0', organisation: 'Pier' }) },
  {
    name: 'mail-settings-refused', who: 'ada', at: '/settings/mail',
    after: async (page) => {
      await page.getByLabel('Mail server', { exact: true }).fill('post office');
      await page.getByLabel('Port').fill('many');
      await page.getByLabel('Sender').fill('nobody');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.locator('.summary')).toBeVisible();
      await hydrated(page);
    },
  },
  {
    name: 'a-test-letter-that-was-not-taken', who: 'ada', at: '/settings/mail',
    after: async (page) => {
      await page.getByLabel('Mail server', { exact: true }).fill('127.0.0.1');
      await page.getByLabel('Port').fill('1');
      await page.getByLabel('Security').selectOption('none');
      await page.getByRole('button', { name: 'Send me a test letter' }).click();
      await expect(page.getByText('Nobody listens at 127.0.0.1:1')).toBeVisible();
      await unfold(page);
      await expect(page.locator('.answer')).toContainText('refused');
    },
  },
  { name: 'targets-to-change', who: 'ada', at: '/settings/targets' },
  { name: 'targets-refused', who: 'ada', at: '/settings/targets', after: refused(form('change'), { P1_response: 'soon', P4_resolution: '' }) },
  { name: 'escalation-to-change', who: 'ada', at: '/settings/escalation' },
  { name: 'escalation-refused', who: 'ada', at: '/settings/escalation', after: refused(form('escalation'), { minutes1: '0', repeats: '99' }) },
  { name: 'push-to-add', who: 'ada', at: '/settings/push' },
  { name: 'push-refused', who: 'ada', at: '/settings/push', after: refused(form('add'), { name: '', push_url: 'http://127.0.0.1/' }) },
  { name: 'hours-to-change', who: 'ada', at: '/settings/hours', after: unfold },
  { name: 'hours-refused', who: 'ada', at: '/settings/hours', after: refused(form('change'), { hours: 'mon 17:00-09:00', off: 'next week', zone: 'Moon/Base' }) },
  { name: 'a-checklist-to-change', who: 'mara', at: '/settings/playbooks?plan=0000000000000002' },
  { name: 'a-checklist-refused', who: 'mara', at: '/settings/playbooks', after: then(unfold, refused(form('add'), { name: '', steps: '- how' })) },
  { name: 'a-checklist-to-read', who: 'rui', at: '/settings/playbooks?plan=0000000000000006' },
  { name: 'what-was-in-time', who: 'rui', at: '/compliance' },
  { name: 'actions', who: 'rui', at: '/actions?view=all' },
  { name: 'reviews', who: 'mara', at: '/reviews' },
  { name: 'review-of-an-incident', who: 'mara', at: (office) => office.address('/incidents/:number/review') ?? '' },
  { name: 'a-person-opened', who: 'ada', at: '/settings/people', after: opened(/^Change Rui/) },
  { name: 'a-person-invited-opened', who: 'ada', at: '/settings/people', after: opened(/^Change Nuno/) },
  {
    name: 'who-takes-over', who: 'ada', at: '/settings/people',
    after: then(opened(/^Change Rui/)!, refused(form('disable'))),
  },
  { name: 'an-invitation-refused', who: 'ada', at: '/settings/people', after: refused(form('invite'), { name: '', email: 'nobody' }) },
  { name: 'a-pasted-list-left-over', who: 'ada', at: '/settings/people', after: refused(form('paste'), { people: 'not a person\nana@example.org' }) },
  { name: 'an-audience-opened', who: 'ada', at: '/settings/audiences', after: then(opened(/^Executive/)!, unfold) },
  { name: 'an-audience-refused', who: 'ada', at: '/settings/audiences', after: refused(form('add'), { name: 'executive' }) },
  { name: 'a-member-refused', who: 'ada', at: '/settings/audiences', after: refused(form('enter'), { email: 'nobody' }) },
  { name: 'a-service-opened', who: 'ada', at: '/services', after: opened(/^Change Customer portal/) },
  { name: 'a-service-refused', who: 'ada', at: '/services', after: refused(form('add'), { name: 'E-mail' }) },
  { name: 'the-journal-of-lists', who: 'ada', at: '/settings/journal?kind=lists&q=put' },
  { name: 'the-end-of-the-journal', who: 'ada', at: '/settings/journal?before=1' },
  { name: 'a-copy-made', who: 'ada', at: '/settings/backup?said=made' },
  { name: 'a-folder-for-the-status-refused', who: 'ada', at: '/settings/backup', after: refused(form('status'), { status_folder: 'nowhere' }) },
  { name: 'whether-letters-get-through', who: 'ada', at: '/settings/mail/doctor' },
  { name: 'half-a-night-refused', who: 'rui', at: '/settings/account', after: refused(form('wishes'), { quiet_from: '22:00' }) },
  { name: 'the-status-of-a-month', who: 'ada', at: '/status/history' },
  { name: 'account-refused', who: 'rui', at: '/settings/account', after: refused(form('details'), { name: '' }) },
  { name: 'a-new-password-refused', who: 'rui', at: '/settings/account', after: refused(form('password'), { password_old: 'no', password: 'no' }) },
  { name: 'account-of-an-employee', who: 'ana', at: '/settings/account' },
  { name: 'first-steps-unfolded', who: 'ada', at: '/ready', after: unfold },
  { name: 'a-step-refused', who: 'ada', at: '/ready', after: refused(form('team'), { people: 'nobody in particular' }) },
]);
