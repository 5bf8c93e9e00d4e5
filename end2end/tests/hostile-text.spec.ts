import { PASSWORD } from '../support/desk';
import { CORPUS, LINKS, MANY_LINES, ONE_LINE, isShown, isUnharmed } from '../support/hostile';
import { HostileDesk } from '../support/hostile-desk';
import { typeIntoTheSettings } from '../support/hostile-settings';
import { typeIntoEveryStep } from '../support/hostile-steps';
import { asks } from '../support/openable';
import { ROUTES } from '../support/routes';
import { refused, unchecked } from '../support/state';
import { expect, go, hydrated, report, test, unfold } from '../support/test';
import { call, linkTo, numberOf, post, publishReview, services } from '../support/wire';

test.describe.configure({ mode: 'serial' });

/** Fields that hold no such text, and why. */
const LEFT_OUT: Record<string, string> = {};

let here: HostileDesk;
test.beforeAll(async ({ browser }) => void (here = await HostileDesk.open(browser)));
test.afterAll(() => here.close());

test('Ada types it into the set-up', async () => {
  const { page, seen } = here.ada;
  here.addresses['/setup'] = new URL(here.desk.setUpLink()).pathname + new URL(here.desk.setUpLink()).search;
  await go(page, here.addresses['/setup']);
  await unfold(page);
  await here.pen.look(page);
  const fields = ['organisation', 'public_url', 'name', 'email', 'security_handler', 'smtp_host', 'smtp_port', 'smtp_user', 'smtp_url', 'mail_from', 'replies_to', 'mail_domains'];
  for (const name of fields) await here.pen.write(page.locator(`input[name=${name}]`), ONE_LINE);
  await page.getByRole('button', { name: 'Send me a test letter' }).click();
  await expect(page.locator('.summary')).toBeVisible();
  await isUnharmed(page, seen);
  await unchecked(page);
  await page.getByRole('button', { name: 'Set up and sign me in' }).click();
  await expect(page.locator('.summary')).toBeVisible();
  await hydrated(page);
  for (const name of fields) await expect(page.locator(`input[name=${name}]`)).toHaveValue(ONE_LINE);
  await isUnharmed(page, seen);
  for (const [name, value] of Object.entries({ public_url: here.desk.url, email: 'ada@example.org', security_handler: '', smtp_host: '', smtp_port: '', smtp_user: '', smtp_url: '', mail_from: '', replies_to: '', mail_domains: 'example.org' })) {
    await page.locator(`input[name=${name}]`).fill(value);
  }
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up and sign me in' }).click();
  await page.waitForURL(/\/ready/);
  await here.look(here.ada, '/ready');
  await isShown(page, ONE_LINE);
});

test('Ada types it into every field of the settings', async () => {
  await typeIntoTheSettings(here);
});

test('each of them becomes the name of people, services and audiences', async () => {
  const { page } = here.ada;
  const html = await page.request.get('/settings/audiences').then((answer) => answer.text());
  const audience = html.match(/\?audience=([0-9a-f]{16})/)?.[1] ?? '';
  for (const [at, text] of CORPUS.entries()) {
    await post(page, '/services', { act: 'add', id: '', name: `${at} ${text}`, owner: '', criticality: 'normal' });
    await post(page, '/settings/audiences', { act: 'add', id: '', name: `${at} ${text}` });
    await post(page, '/settings/audiences', { act: 'enter', id: audience, name: text, email: `sol${at}@example.org` });
    await post(page, '/settings/people', { act: 'invite', id: '', name: text, email: `rui${at}@example.org`, role: 'responder' });
  }
  await post(page, '/settings/people', { act: 'invite', id: '', name: ONE_LINE, email: 'ana@example.org', role: 'employee' });
  here.addresses['/invite/:token'] = await linkTo(here.desk, 'rui3@example.org', '/invite/');
  // Ana comes in by her invitation, which greets her by that name.
  await here.look(here.ana, await linkTo(here.desk, 'ana@example.org', '/invite/'));
  await isShown(here.ana.page, ONE_LINE);
  await here.ana.page.locator('input[name=password]').fill(PASSWORD);
  await here.ana.page.getByRole('button', { name: 'Set password and sign in' }).click();
  await here.ana.page.waitForURL((url) => url.pathname === '/');
});

test('visitors and Ana type it wherever they can', async () => {
  const { page, seen } = here.visitor;
  await go(page, '/report');
  await here.pen.look(page);
  const fields = { title: ONE_LINE, description: MANY_LINES, name: ONE_LINE, email: ONE_LINE, contact: ONE_LINE };
  for (const [name, text] of Object.entries(fields)) await here.pen.write(page.locator(`#report [name=${name}]`), text);
  await refused('#report')(page);
  await isUnharmed(page, seen);
  for (const text of Object.values(fields)) await isShown(page, text);
  await page.locator('input[name=email]').fill('vera@example.org');
  await page.getByText('My team', { exact: true }).click();
  await page.getByText('Work has stopped', { exact: true }).click();
  await page.getByRole('button', { name: 'Send to the IT team' }).click();
  await page.waitForURL(/\/r\//);
  here.addresses['/r/:token'] = new URL(page.url()).pathname;
  await here.look(here.visitor, here.addresses['/r/:token']);
  await isShown(page, ONE_LINE);
  await here.pen.write(page.locator('textarea[name=text]'), MANY_LINES);
  await page.getByRole('button', { name: 'Add these words' }).click();
  await expect(page.locator('.receipt-own')).toContainText('window.hostile=10');

  for (const [path, button] of [['/status', 'Send me a letter to confirm'], ['/sign-in', 'Sign in'], ['/reset', 'Mail me a link']] as const) {
    await go(page, path);
    await unfold(page);
    await here.pen.look(page);
    await here.pen.write(page.locator('main input[name=email]'), ONE_LINE);
    await unchecked(page);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.locator('.summary')).toBeVisible();
    await isUnharmed(page, seen);
    await isShown(page, ONE_LINE);
  }
  const known = await services(here.desk);
  await post(page, '/status', { email: 'otto@elsewhere.example', services: Object.values(known).slice(0, 5) });
  await post(page, '/reset', { email: 'ada@example.org' });
  await post(page, '/sign-in', { act: 'link', email: 'ana@example.org' });

  await here.ana.page.goto('/report');
  await post(here.ana.page, '/report', { title: ONE_LINE, description: MANY_LINES, contact: ONE_LINE, impact: 'low', urgency: 'low', nonce: 'ana' }).then(async (receipt) => {
    here.addresses['own part'] = `/incidents/${await numberOf(here.desk, receipt)}`;
  });
  await go(here.ana.page, here.addresses['own part'] ?? '');
  await here.pen.look(here.ana.page);
  await here.pen.write(here.ana.page.locator('#write-words'), MANY_LINES);
  await here.ana.page.getByRole('button', { name: 'Send to the team' }).click();
  await expect(here.ana.page.locator('.tl')).toContainText('window.hostile=10');
  await isUnharmed(here.ana.page, here.ana.seen);
});

test('each of them is reported, and joined by somebody called so', async () => {
  const known = Object.entries(await services(here.desk));
  for (const [at, text] of CORPUS.entries()) {
    const service = known[at % known.length]?.[1] ?? '';
    await report(here.desk, { title: text, description: text, name: text, contact: text, email: `vera${at}@example.org`, service, nonce: `corpus ${at}` });
    // Only what a page offers just now can be joined.
    const home = await here.visitor.page.request.get('/').then((answer) => answer.text());
    const number = home.match(/name="number"[^>]*value="(INC-\d+)"/)?.[1] ?? '';
    await post(here.visitor.page, '/join', { number, name: text, email: '', nonce: text });
  }
});

test('Ada types it into every step of an incident', async () => {
  const taken = await typeIntoEveryStep(here);
  // These two ask for no words.
  expect([...new Set([...taken, 'Restrict', 'Keys'])].sort()).toEqual(asks().ofTheApp.sort());
});

test('each of them is published, and typed where staff search', async () => {
  const { page, seen } = here.ada;
  await go(page, '/board');
  await here.pen.look(page);
  await here.pen.write(page.getByLabel('What is broken'), ONE_LINE);
  await here.pen.write(page.getByLabel('On behalf of'), ONE_LINE);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('li.c', { hasText: ONE_LINE }).first()).toBeVisible();
  await here.pen.write(page.locator('#frame-search input'), ONE_LINE);
  await page.locator('#frame-search input').press('Enter');
  await page.waitForURL(/\/search\?q=/);
  await hydrated(page);
  await isShown(page, ONE_LINE);
  await here.pen.look(page);
  await page.getByText('Save this search').click();
  await here.pen.write(page.locator('#save-name'), ONE_LINE);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/said=saved/);
  await isShown(page, ONE_LINE);
  await isUnharmed(page, seen);
  await here.pen.write(page.locator('#q'), ONE_LINE);
  await page.locator('#q').press('Enter');
  await page.waitForURL(/\/search\?q=[^&]*$/);
  await isShown(page, ONE_LINE);
  await isUnharmed(page, seen);
  await go(page, '/board');
  await here.pen.write(page.locator('#board-words'), ONE_LINE);
  await page.locator('#board-words').press('Enter');
  await page.waitForURL(/\/board\?q=/);
  await isShown(page, ONE_LINE);
  await go(page, '/board?view=list');
  await here.pen.look(page);
  await here.pen.write(page.locator('#reason'), ONE_LINE);
  // Nothing is ticked.
  await page.getByRole('button', { name: /with this reason$/ }).click();
  await expect(page.locator('.summary')).toBeVisible();
  await isShown(page, ONE_LINE);
  await isUnharmed(page, seen);
  await here.pen.look(page);
  await go(page, '/merge');
  await here.pen.look(page);
  await here.pen.write(page.locator('#into'), ONE_LINE);
  await page.getByRole('button', { name: 'Show what happens' }).click();
  await page.waitForURL(/into=/);
  await isShown(page, ONE_LINE);
  await isUnharmed(page, seen);
  for (const path of ['/messages', here.addresses['/incidents/:number/messages'] ?? '']) {
    await go(page, path);
    await here.pen.look(page);
    await here.pen.write(page.getByLabel('Letters to this address'), ONE_LINE);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.waitForURL(/to=/);
    await isShown(page, ONE_LINE);
    await isUnharmed(page, seen);
  }
  const list = await page.request.get('/board?view=list').then((answer) => answer.text());
  const numbers = [...new Set([...list.matchAll(/\/incidents\/(INC-\d+)/g)].map((found) => found[1] ?? ''))];
  for (const [at, text] of CORPUS.entries()) {
    await call(page, 'change', { number: numbers[at] ?? '', press: { Publish: { public_title: text, workaround: `${text} ${LINKS}` } }, seen: null, nonce: `publish ${at}` });
    await call(page, 'change', { number: numbers[at] ?? '', press: { Note: { text } }, seen: null, nonce: `note ${at}` });
  }
});

test('nothing of it runs on any page, and all of it is read as it was typed', async () => {
  test.setTimeout(180_000);
  await here.visitor.page.goto('/status');
  here.addresses['/sign-in/:token'] = await linkTo(here.desk, 'ana@example.org', '/sign-in/');
  here.addresses['/reset/:token'] = await linkTo(here.desk, 'ada@example.org', '/reset/');
  await publishReview(here.ada.page, await numberOf(here.desk, here.addresses['/r/:token'] ?? ''), MANY_LINES);
  here.addresses['/reviews/:token'] = await linkTo(here.desk, 'vera@example.org', '/reviews/');
  here.addresses['/u/:token'] = await linkTo(here.desk, 'vera@example.org', '/u/');
  here.addresses['/subscriptions/:token'] = here.addresses['/u/:token'].replace('/u/', '/subscriptions/');
  here.addresses['/subscriptions/confirm/:token'] = await linkTo(here.desk, 'otto@elsewhere.example', '/subscriptions/confirm/');
  const letters = await here.ada.page.request.get('/messages?to=vera@example.org').then((answer) => answer.text());
  here.addresses['/messages/:id'] = letters.match(/\/messages\/[0-9a-f]{16}/)?.[0] ?? '';
  await here.lookEverywhere(here.ada, here.ana, here.visitor);
});

test('nor without script', async () => {
  test.setTimeout(180_000);
  const all = [await here.withoutScript(here.ada), await here.withoutScript(here.ana), await here.withoutScript(here.visitor)] as const;
  await here.lookEverywhere(...all);
  for (const { context } of all) await context.close();
});

test('nor in a letter, wherever it is opened', async () => {
  const outside = await here.eyes();
  await outside.page.goto('about:blank');
  const letters = here.desk.letters();
  expect(letters.length).toBeGreaterThan(50);
  for (const letter of letters) {
    // A mail program that runs everything and forbids nothing.
    await outside.page.setContent(letter.html);
    await isUnharmed(outside.page, outside.seen);
    // No header was forged.
    expect([...letter.headers.keys()].join(' ')).not.toMatch(/hostile|script/);
  }
  const said = letters.map((letter) => `${letter.subject} ${letter.text}`).join(' ').replace(/\n> ?/g, ' ').replace(/\s+/g, ' ');
  for (const text of CORPUS) expect(said, 'letters say it as it was typed').toContain(text);
  const list = await here.ada.page.request.get('/messages').then((answer) => answer.text());
  for (const id of new Set([...list.matchAll(/\/messages\/([0-9a-f]{16})/g)].map((found) => found[1] ?? ''))) {
    await here.ada.page.goto(`/letters/${id}/preview`);
    await isUnharmed(here.ada.page, here.ada.seen);
  }
  await outside.context.close();
});

test('whatever did run would be noticed', async ({ forgive }) => {
  forgive(/ERR_|Content Security Policy|hostile/);
  for (const text of [CORPUS[0], CORPUS[1], CORPUS[2], CORPUS[8], `<p title="${CORPUS[4]}">`]) {
    const careless = await here.eyes();
    await careless.page.setContent(`<title>${text}</title><textarea>${text}</textarea><p title="">${text}</p>`);
    await expect(isUnharmed(careless.page, careless.seen), text).rejects.toThrow();
    await careless.context.close();
  }
});

test('every page was looked at, and every text field on them was typed into', () => {
  expect(ROUTES.filter((route) => !here.pen.routes.has(route))).toEqual([]);
  expect(here.pen.seen.size).toBeGreaterThan(40);
  here.pen.leavesOut(LEFT_OUT);
});
