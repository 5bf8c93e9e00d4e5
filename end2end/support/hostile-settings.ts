import { CORPUS, MANY_LINES, ONE_LINE, isShown, isUnharmed } from './hostile';
import type { HostileDesk } from './hostile-desk';
import { unchecked } from './state';
import { expect, go, hydrated, unfold } from './test';
import { post } from './wire';

/** Ada types it into every field of the settings and of the first steps. */
export async function typeIntoTheSettings(here: HostileDesk): Promise<void> {
  const { page, seen } = here.ada;
  /** Types into the form's fields and sends them; what comes back holds them as text. */
  const send = async (path: string, act: string, fields: Record<string, string>, taken: boolean) => {
    await go(page, path);
    await unfold(page);
    await here.pen.look(page);
    const form = page.locator(act.includes('.') ? act : `form:has(input[name=act][value="${act}"])`).first();
    for (const [name, text] of Object.entries(fields)) await here.pen.write(form.locator(`[name=${name}]`), text);
    await unchecked(page);
    const loaded = taken ? page.waitForEvent('load') : undefined;
    // Beside a password stands a button that shows it.
    await form.locator('button:not([type=button])').first().click();
    await loaded;
    if (taken) expect(page.url()).toMatch(/said=/);
    else await expect(page.locator('.summary')).toBeVisible();
    await hydrated(page);
    await here.pen.look(page);
    await isUnharmed(page, seen);
    // A pasted list comes back line by line.
    for (const text of Object.values(fields)) for (const line of text.split('\n\n').filter((line) => !/[;,]/.test(line))) await isShown(page, line);
  };
  await post(page, '/ready', { act: 'services', id: '', services: ['Phones'] });
  await send('/ready', 'team', { people: MANY_LINES }, false);
  await send('/ready', 'stakeholders', { people: MANY_LINES }, false);
  await send('/services', 'add', { target: ONE_LINE }, false);
  await send('/services', 'add', { name: ONE_LINE }, true);
  const html = await page.request.get('/services').then((answer) => answer.text());
  const service = html.match(/\?service=([0-9a-f]{16})/)?.[1] ?? '';
  await send(`/services?service=${service}`, 'change', { target: ONE_LINE }, false);
  await send(`/services?service=${service}`, 'change', { name: CORPUS[8] ?? '' }, true);
  here.addresses['/services/:id/availability'] = `/services/${service}/availability`;
  await send('/planned', 'add', { words: MANY_LINES, team_note: MANY_LINES }, false);
  await post(page, '/planned', { act: 'add', id: '', services: [service], begins: ahead(1), ends: ahead(2), words: CORPUS.slice(0, 4).join('\n\n'), team_note: MANY_LINES });
  await send('/actions', 'add', { number: ONE_LINE, words: MANY_LINES, prevents_words: ONE_LINE, watch_days: ONE_LINE }, false);
  for (const path of ['/planned', '/status', '/services']) {
    await go(page, path);
    await isUnharmed(page, seen);
  }
  await send('/settings/people', 'invite', { name: ONE_LINE, email: ONE_LINE }, false);
  await send('/settings/people', 'paste', { people: MANY_LINES }, false);
  await send('/settings/audiences', 'add', { name: ONE_LINE }, true);
  await send(page.url(), 'rename', { name: CORPUS[1] ?? '' }, true);
  await send('/settings/audiences', 'enter', { name: ONE_LINE, email: ONE_LINE }, false);
  await send('/settings/audiences', 'paste', { people: MANY_LINES }, false);
  await send('/settings', 'basics', { organisation: ONE_LINE, public_url: ONE_LINE, mail_domains: ONE_LINE, emergency_phone: ONE_LINE, emergency_hours: ONE_LINE, legal_deadlines: ONE_LINE }, false);
  await send('/settings/mail', 'form.form', { smtp_host: ONE_LINE, smtp_port: ONE_LINE, smtp_user: ONE_LINE, smtp_url: ONE_LINE, second_smtp_url: ONE_LINE, mail_from: ONE_LINE, replies_to: ONE_LINE, reply_address: ONE_LINE, imap_url: ONE_LINE }, false);
  await send('/settings/account', 'details', { name: ONE_LINE }, true);
  await send('/settings/account', 'wishes', {}, true);
  await send('/settings/account', 'alert-hours', { alert_hours: MANY_LINES }, false);
  await send('/settings/account', 'second', { second: ONE_LINE }, false);
  await send('/settings/escalation', 'escalation', { last_name: ONE_LINE, last_address: ONE_LINE }, false);
  await send('/settings/push', 'add', { name: ONE_LINE, push_url: ONE_LINE }, false);
  await send('/settings/targets', 'change', { P1_response: ONE_LINE, P1_resolution: ONE_LINE, P2_response: ONE_LINE, P2_resolution: ONE_LINE, P3_response: ONE_LINE, P3_resolution: ONE_LINE, P4_response: ONE_LINE, P4_resolution: ONE_LINE }, false);
  await send('/settings/hours', 'change', { name: ONE_LINE, zone: ONE_LINE, hours: MANY_LINES, off: MANY_LINES }, false);
  await send('/settings/hours', 'add', { zone: ONE_LINE, hours: MANY_LINES, off: MANY_LINES }, false);
  await send('/settings/hours', 'add', { name: ONE_LINE }, true);
  await send('/settings/playbooks', 'add', { name: ONE_LINE, steps: `- ${CORPUS[2] ?? ''}` }, false);
  await send('/on-call', 'add', { name: ONE_LINE, hours: MANY_LINES }, false);
  await send('/settings/backup', 'second', { second_folder: ONE_LINE }, false);
  await send('/settings/backup', 'status', { status_folder: ONE_LINE }, false);
  await go(page, '/settings/journal');
  await here.pen.look(page);
  await here.pen.write(page.locator('.letter-find input[name=q]'), ONE_LINE);
  await page.locator('.letter-find').getByRole('button').click();
  await page.waitForURL(/[?&]q=/);
  await isShown(page, ONE_LINE);
  await isUnharmed(page, seen);
}

/** So many days from now, as a field of date and time holds it. */
function ahead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
}
