import type { Browser, Page } from '@playwright/test';

import { Desk, PEOPLE, type Persona } from './desk';
import { go, report, signIn } from './test';
import { answerByMail, id, linkTo, numberOf, post, press, publishReview, services } from './wire';

/** Whose eyes: somebody of the office, or anybody who is not signed in. */
export type Viewer = Persona | 'visitor';

/** As a story says it. */
export const called = (who: Viewer) => (who === 'visitor' ? 'a visitor' : PEOPLE[who].name.split(' ')[0]);

const LONG = 'The quarterly-figures-2026-final-final-v7-approved-by-everybody.xlsx on the shared drive of accounting opens for nobody since the night, not even its owner';
const FACTS = 'Callers hear us twice, and we hear them a second late.\n\n- desk phone: yes\n- soft phone: yes\n\nSee `cx-17` and https://example.org/call/17.';

/**
 * A desk on a day with everything on it: one incident in each state, letters of each kind, and one page per person that
 * stays signed in. Beside it stands a desk that nobody has set up yet.
 */
export class Office {
  private readonly pages = new Map<Viewer, Promise<Page>>();
  readonly incidents: Record<string, string> = {};
  readonly receipts: Record<string, string> = {};
  private readonly addresses: Record<string, string> = {};

  private constructor(readonly desk: Desk, readonly fresh: Desk, private readonly browser: Browser) {}

  static async furnished(desk: Desk, browser: Browser): Promise<Office> {
    const office = new Office(desk, await Desk.open({ people: false }), browser);
    await office.furnish();
    await office.happen();
    await office.write();
    return office;
  }

  async close(): Promise<void> {
    for (const page of this.pages.values()) await (await page).context().close();
    await this.fresh.close();
  }

  /** The page of that person; always the same one. */
  page(who: Viewer): Promise<Page> {
    const page = this.pages.get(who) ?? this.enter(who);
    this.pages.set(who, page);
    return page;
  }

  /** A page for one test that spoils it; close its context afterwards. */
  async enter(who: Viewer, desk = this.desk): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' });
    const page = await context.newPage();
    if (who !== 'visitor') await signIn(page, who);
    else await page.goto('/status');
    return page;
  }

  /** A page of that route with something on it; without a parameter it is the route itself. */
  address(route: string): string | undefined {
    return this.addresses[route] ?? (route.includes(':') ? undefined : route);
  }

  private async furnish(): Promise<void> {
    const ada = await this.page('ada');
    await go(ada, '/settings');
    await ada.getByLabel('Organisation').fill('Harbour Cooperative');
    await ada.getByLabel('Address people type').fill(this.desk.url);
    await ada.getByLabel('Your mail domains').fill('example.org');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.waitForURL(/said=saved/);
    await post(ada, '/ready', { act: 'services', id: '', services: ['E-mail', 'Internet', 'VPN', 'Printing', 'Phones'] });
    const known = await services(this.desk);
    const needs = { act: 'add', id: '', owner: '', depends_on: [known.Internet ?? '', known['E-mail'] ?? ''] };
    await post(ada, '/services', { ...needs, name: 'Customer portal with a rather long name', criticality: 'critical' });
    const people = ['Sol Vaz <sol@example.org>', 'Iris Prado <iris@example.org>'];
    await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'executive', people: people.join('\n') });
    await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'technical', people: 'Sol Vaz <sol@example.org>' });
    await post(ada, '/settings/people', { act: 'invite', id: '', name: 'Nuno Faria', email: 'nuno@example.org', role: 'responder' });
  }

  private async reported(name: string, fields: Record<string, string>): Promise<string> {
    this.receipts[name] = await report(this.desk, { nonce: name, ...fields });
    return (this.incidents[name] = await numberOf(this.desk, this.receipts[name] ?? ''));
  }

  private async happen(): Promise<void> {
    const known = await services(this.desk);
    const [rui, mara, ana] = [await this.page('rui'), await this.page('mara'), await this.page('ana')];
    const take = { Take: { priority: null, reason: '' } };
    const vera = { name: 'Vera Nunes', email: 'vera@example.org', contact: 'Room 12, extension 304' };
    await this.reported('new', { ...vera, title: 'Phones crackle on outside calls', description: FACTS, service: known.Phones ?? '' });
    await this.reported('long', { title: LONG, impact: 'low', urgency: 'low' });
    const held = await this.reported('held', { ...vera, title: 'VPN drops every ten minutes', service: known.VPN ?? '', urgency: 'medium' });
    await press(rui, held, take);
    await press(rui, held, { Hold: { reason: 'vendor', note: 'They replace a card in the night', until: Date.now() + 20 * 3_600_000 } });
    const watched = await this.reported('mitigated', { ...vera, title: 'Printer prints blank pages', service: known.Printing ?? '' });
    await press(rui, watched, take);
    await press(rui, watched, { Mitigate: { what: 'The other tray is used', works: true } });
    const resolved = await this.reported('resolved', { ...vera, title: 'Shared drive cannot be written to', service: known.Internet ?? '' });
    await this.joined('resolved', 'Luz');
    await press(rui, resolved, take);
    await press(rui, resolved, { Resolve: { resolution: { text: 'Made room on the disk', restored_at: null } } });
    await post(await this.page('visitor'), this.receipts['resolved by Luz'] ?? '', { act: 'broken', words: 'Not for me', nonce: 'luz' });
    const closed = await this.reported('closed', { title: 'Badge reader of the side door is dark' });
    await press(rui, closed, { TakeAndResolve: { resolution: { text: 'A new fuse', restored_at: null } } });
    await post(await this.page('visitor'), this.receipts.closed ?? '', { act: 'works', words: '', nonce: 'closed' });
    await press(rui, closed, 'Close');
    const cancelled = await this.reported('cancelled', { ...vera, title: 'I would like a second screen', impact: 'low' });
    await press(rui, cancelled, { Cancel: { why: 'request', words: 'Please ask in the shop' } });
    const proposed = await this.reported('proposed', { title: 'Internet is slow in the whole house', service: known.Internet ?? '', impact: 'high' });
    await press(rui, proposed, { ProposeMajor: { reason: 'Everybody is hit and nobody knows why' } });
    await this.reported('restricted', { title: 'A laptop was stolen on the train', restricted: 'on' });
    this.receipts.own = await post(ana, '/report', { title: 'The door of room 12 sticks', impact: 'low', urgency: 'medium', nonce: 'ana', description: 'One has to lift it.' });
    this.incidents.own = await numberOf(this.desk, this.receipts.own);
    await this.majorHappens(rui, mara, known['E-mail'] ?? '');
  }

  private async joined(name: string, by: string): Promise<void> {
    const fields = { number: this.incidents[name] ?? '', name: by, email: '', nonce: by };
    this.receipts[`${name} by ${by}`] = await post(await this.page('visitor'), '/join', fields);
  }

  private async majorHappens(rui: Page, mara: Page, service: string): Promise<void> {
    const fields = { title: 'No mail since this morning', description: 'Nothing arrives, nothing leaves.', impact: 'high', email: 'vera@example.org', service };
    const major = await this.reported('major', fields);
    for (const by of ['Luz', 'Tito', 'Xana']) await this.joined('major', by);
    await press(rui, major, { ProposeMajor: { reason: 'Nobody has mail' } });
    await press(mara, major, 'AcceptMajor');
    await press(mara, major, { Take: { priority: null, reason: '' } });
    await press(rui, major, { Affect: { service: id(service), effect: 'down' } });
    await press(rui, major, { Publish: { public_title: 'E-mail does not arrive', workaround: 'Call people, or write on the board in the hall.' } });
    await press(rui, major, { Note: { text: 'The queue disk is **full**.\n\n```\n/dev/vdb1  100%\n```\n\n1. make room\n2. restart' } });
    await press(rui, major, { Message: { text: 'We know, and work on it.' } });
    const audiences = await mara.request.get('/settings/audiences').then((answer) => answer.text());
    const ids = [...new Set([...audiences.matchAll(/\?audience=([0-9a-f]{16})/g)].map((found) => id(found[1] ?? '')))];
    const promise = Date.now() + 12 * 60_000;
    await press(mara, major, { Tell: { audiences: ids, text: 'Mail neither arrives nor leaves. We make room on a disk.', promise, recipients: 0 } });
    const duplicate = await this.reported('merged', { title: 'Outlook says that it is offline', email: 'luz@example.org' });
    await press(rui, duplicate, { Merge: { into: major, reopen: false } });
  }

  /** The links that letters bring. */
  private async write(): Promise<void> {
    const { desk, addresses, incidents } = this;
    const visitor = await this.page('visitor');
    const known = await services(desk);
    await post(visitor, '/reset', { email: 'rui@example.org' });
    await post(visitor, '/sign-in', { act: 'link', email: 'ana@example.org' });
    await post(visitor, '/status', { email: 'otto@elsewhere.example', services: [known.VPN ?? '', known.Phones ?? ''] });
    const letters = await this.letterIds();
    await publishReview(await this.page('mara'), incidents.major ?? '', 'Mail stood still until somebody made room on a disk.');
    Object.assign(addresses, {
      '/r/:token': this.receipts.new,
      '/incidents/:number': `/incidents/${incidents.major}`,
      '/incidents/:number/update': `/incidents/${incidents.major}/update`,
      '/incidents/:number/alert': `/incidents/${incidents.major}/alert`,
      '/incidents/:number/clocks': `/incidents/${incidents.major}/clocks`,
      '/incidents/:number/checklist': `/incidents/${incidents.major}/checklist`,
      '/incidents/:number/mail/:sequence': await answerByMail(desk, await this.page('rui'), 'rui@example.org', incidents.major ?? '', 'The spare disk is in the rack.'),
      '/incidents/:number/messages': `/incidents/${incidents.major}/messages`,
      '/incidents/:number/review': `/incidents/${incidents.major}/review`,
      '/merge': `/merge?ticked=${incidents.new}.1,${incidents.long}.1&into=${incidents.held}`,
      '/messages/:id': `/messages/${letters}`,
      '/services/:id/availability': `/services/${known['E-mail']}/availability`,
      '/search': '/search?q=mail',
      '/sign-in/:token': await linkTo(desk, 'ana@example.org', '/sign-in/'),
      '/invite/:token': await linkTo(desk, 'nuno@example.org', '/invite/'),
      '/reset/:token': await linkTo(desk, 'rui@example.org', '/reset/'),
      '/u/:token': await linkTo(desk, 'sol@example.org', '/u/'),
      '/reviews/:token': await linkTo(desk, 'sol@example.org', '/reviews/'),
      '/subscriptions/confirm/:token': await linkTo(desk, 'otto@elsewhere.example', '/subscriptions/confirm/'),
      // Under the machine's other name, so that nobody's session of this desk goes there.
      '/setup': this.fresh.setUpLink().replace('127.0.0.1', 'localhost'),
    });
    addresses['/subscriptions/:token'] = (addresses['/u/:token'] ?? '').replace('/u/', '/subscriptions/');
  }

  /** The letter to Sol about the major incident; audiences are written to ten seconds after the press. */
  private async letterIds(): Promise<string> {
    await this.desk.letterTo('sol@example.org', 'We make room on a disk', 40);
    const html = await (await this.page('ada')).request.get('/messages?to=sol@example.org').then((answer) => answer.text());
    return html.match(/\/messages\/([0-9a-f]{16})/)?.[1] ?? '';
  }
}
