import { MANY_LINES, ONE_LINE, isUnharmed } from './hostile';
import type { HostileDesk } from './hostile-desk';
import { expect, go, unfold } from './test';
import { answerByMail, numberOf } from './wire';

/** Ada types it into every step of an incident and into its composer; answers with the steps she took. */
export async function typeIntoEveryStep(here: HostileDesk): Promise<Set<string>> {
  const { page, seen } = here.ada;
  const number = await numberOf(here.desk, here.addresses['/r/:token'] ?? '');
  here.addresses['/incidents/:number'] = `/incidents/${number}`;
  here.addresses['/incidents/:number/update'] = `/incidents/${number}/update`;
  here.addresses['/incidents/:number/alert'] = `/incidents/${number}/alert`;
  here.addresses['/incidents/:number/clocks'] = `/incidents/${number}/clocks`;
  here.addresses['/incidents/:number/checklist'] = `/incidents/${number}/checklist`;
  here.addresses['/incidents/:number/messages'] = `/incidents/${number}/messages`;
  here.addresses['/incidents/:number/review'] = `/incidents/${number}/review`;
  const dialog = page.locator('dialog#ask[open]');
  const done = new Set<string>();
  /** Opens the dialog of a step, types into all its text fields, and sends it. */
  const step = async (ask: string, open: () => Promise<void>, text = MANY_LINES, before?: () => Promise<void>) => {
    await open();
    await expect(dialog).toBeVisible();
    await here.pen.look(page);
    for (const field of await dialog.locator('textarea').all()) await here.pen.write(field, text);
    for (const field of await dialog.locator('input[type=text]').all()) await here.pen.write(field, ONE_LINE);
    await before?.();
    await isUnharmed(page, seen);
    await dialog.locator('.dialog-end button').click();
    await expect(dialog, ask).toHaveCount(0);
    await isUnharmed(page, seen);
    done.add(ask);
  };
  const press = (words: string | RegExp) => () => page.locator('.inc-acts').getByRole('button', { name: words }).first().click();
  const more = (words: string) => async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: words }).click();
  };
  await go(page, here.addresses['/incidents/:number']);
  await step('Take', more('Take with another priority…'), MANY_LINES, () => dialog.getByText('P4', { exact: true }).click());
  await step('Hold', press('Waiting for…'), MANY_LINES, () => dialog.getByText(/^Something else/).click());
  await press('No longer waiting')();
  await step('Mitigate', press('Works again…'));
  await step('Resume', press('Back to investigating…'));
  await step('Resolve', press('Resolve…'));

  await go(page, here.addresses['/incidents/:number/clocks']);
  await unfold(page);
  await here.pen.look(page);
  await here.pen.write(page.locator('form:has(input[name=act][value=correct]) [name=reason]'), ONE_LINE);
  await page.getByRole('button', { name: 'Correct it' }).click();
  await page.waitForURL(/\/clocks$/);
  await isUnharmed(page, seen);

  // Vera says so on her receipt, with words.
  await go(here.visitor.page, here.addresses['/r/:token'] ?? '');
  await here.pen.look(here.visitor.page);
  await here.pen.write(here.visitor.page.locator('textarea[name=words]'), MANY_LINES);
  await here.visitor.page.getByRole('button', { name: 'Works again' }).click();
  await expect(here.visitor.page.getByText('told that it works again')).toBeVisible();

  await go(page, here.addresses['/incidents/:number']);
  await step('Reopen', press('Re-open…'));
  // Ada takes out why it was re-opened.
  await step('Redact', () => page.locator('.tl-take-out').last().click());
  await step('Classify', more('Change the priority…'), MANY_LINES, async () => void (await dialog.getByLabel('Priority').selectOption('P2')));
  await step('Rename', more('Rename…'));
  await step('Publish', more('What visitors read…'));
  // No incident is called so: it is refused beside its field, and stays there.
  await more('Merge into another…')();
  await here.pen.look(page);
  await here.pen.write(dialog.locator('input[type=text]'), ONE_LINE);
  await dialog.getByRole('button', { name: /^Merge it/ }).click();
  await expect(dialog.locator('.error')).toBeVisible();
  await isUnharmed(page, seen);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  done.add('Merge');
  await step('ProposeMajor', more('Propose as major…'));
  await step('DeclineMajor', async () => page.getByRole('button', { name: 'Decline…' }).click());

  await go(page, here.addresses['/incidents/:number']);
  await here.pen.write(page.locator('#write-note'), MANY_LINES);
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.locator('.tl-note')).toBeVisible();
  await page.getByText('To the reporter', { exact: true }).click();
  await here.pen.write(page.locator('#write-message'), MANY_LINES);
  await page.getByRole('button', { name: 'Send to the reporter' }).click();
  await expect(page.locator('#write-message')).toHaveValue('');
  await page.getByText('Stakeholder update', { exact: true }).click();
  await page.locator('.audience').first().click();
  await here.pen.write(page.locator('#update-public_title'), ONE_LINE);
  await here.pen.write(page.locator('#write-update'), MANY_LINES);
  await expect(page.locator('.readers li').first()).toBeVisible();
  await isUnharmed(page, seen);
  await page.getByRole('button', { name: /^Send to/ }).click();
  await expect(page.locator('.tl-update')).toBeVisible();
  await here.pen.look(page);

  await go(page, `/incidents/${number}/checklist`);
  await unfold(page);
  await page.getByRole('button', { name: /^Begin/ }).first().click();
  await expect(page.locator('.checklist')).not.toHaveCount(0);
  await unfold(page);
  await here.pen.look(page);
  for (const field of await page.locator('[name=reason]').all()) await here.pen.write(field, ONE_LINE);
  await page.getByRole('button', { name: 'Leave it out' }).first().click();
  await expect(page.locator('.step-left')).toBeVisible();
  await isUnharmed(page, seen);

  // No incident is called so; then what was learned of this one.
  await go(page, '/reviews');
  await unfold(page);
  await here.pen.look(page);
  await here.pen.write(page.getByLabel('Incident'), ONE_LINE);
  await page.getByRole('button', { name: 'Begin it' }).click();
  await expect(page.locator('.summary')).toBeVisible();
  await isUnharmed(page, seen);
  await go(page, `/incidents/${number}/review`);
  const begin = page.getByRole('button', { name: /^Begin/ });
  if (await begin.count()) await begin.first().click();
  await expect(page.getByLabel('What happened', { exact: true })).toBeVisible();
  await unfold(page);
  await here.pen.look(page);
  for (const field of await page.locator('main textarea').all()) await here.pen.write(field, MANY_LINES);
  await here.pen.write(page.locator('[name=line]'), ONE_LINE);
  await page.getByRole('button', { name: 'Save \u201cWhat happened\u201d' }).click();
  await page.waitForURL(/said=saved/);
  await isUnharmed(page, seen);

  here.addresses['/incidents/:number/mail/:sequence'] = await answerByMail(here.desk, page, 'ada@example.org', number, MANY_LINES);
  await go(page, here.addresses['/incidents/:number/mail/:sequence']);
  await isUnharmed(page, seen);

  // Words for each audience, and the check that shows them.
  await go(page, `/incidents/${number}/update`);
  await page.locator('main details').evaluateAll((all) => all.forEach((fold) => fold.setAttribute('open', '')));
  for (const field of await page.locator('main textarea').all()) await here.pen.write(field, MANY_LINES);
  for (const audience of await page.locator('input[name=audience]').all()) await audience.check();
  await page.getByRole('button', { name: 'Check before sending' }).click();
  await expect(page.locator('main')).toBeVisible();
  await isUnharmed(page, seen);
  await here.pen.look(page);

  const others = await page.request.get('/board?view=list').then((answer) => answer.text());
  const [first = '', second = ''] = [...new Set([...others.matchAll(/\/incidents\/(INC-\d+)/g)].map((found) => found[1] ?? ''))].filter((other) => other !== number);
  await go(page, `/incidents/${first}`);
  await step('TakeAndResolve', press('Take and resolve…'));
  await go(page, `/incidents/${second}`);
  await step('Cancel', more('Cancel…'));
  await step('Reopen', press('Re-open…'));
  await step('Restrict', more('Restrict to members…'));
  await page.waitForURL(/SEC-/);
  await step('LiftRestriction', more('Lift the restriction…'));
  await page.waitForURL(/INC-/);
  return done;
}
