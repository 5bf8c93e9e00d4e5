import { expect, go, test } from '../support/test';
import { post, services } from '../support/wire';

test.use({ house: 'planned' });

/** So many minutes from now, as a field of date and time holds it in the zone of the desk. */
const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 16);

test('Rui plans work, Ana reads of it before she reports and reports all the same, and the board stays true', async ({ as, desk, page: visitor }) => {
  const [ada, rui, board] = [await as('ada'), await as('rui'), await as('mara')];
  await post(ada, '/ready', { act: 'services', id: '', services: ['E-mail', 'Phones'] });
  const known = await services(desk);
  await go(board, '/board');
  await expect(board.locator('.board-planned')).toHaveCount(0);

  await go(rui, '/services');
  await rui.getByRole('link', { name: 'Planned work' }).click();
  await rui.getByLabel('E-mail').check();
  await rui.getByLabel('Begins').fill(ahead(-10));
  await rui.getByLabel('Ends').fill(ahead(-20));
  await rui.getByLabel('What people notice').fill('Mail comes a little later.');
  await rui.getByLabel('Note for the team').fill('Snapshot first');
  await rui.getByRole('button', { name: 'Plan it' }).click();
  await expect(rui.locator('.summary')).toContainText('end before it begins');
  await expect(rui.getByLabel('Note for the team')).toHaveValue('Snapshot first');
  await rui.getByLabel('Ends').fill(ahead(180));
  await rui.getByRole('button', { name: 'Plan it' }).click();
  await rui.waitForURL(/said=added/);

  // The open board hears of it by itself.
  await expect(board.locator('.board-planned')).toContainText('E-mail: being worked on as planned, until');

  await go(visitor, '/report');
  await expect(visitor.getByText(/E-mail: being worked on as planned, until .* Is it this\?/)).toBeVisible();
  await expect(visitor.getByText('Snapshot first')).toHaveCount(0);
  await visitor.getByLabel('What is broken?').fill('No mail at all since this morning');
  await visitor.getByLabel('Which service is it?').selectOption(known['E-mail'] ?? '');
  await visitor.getByText('Only me').click();
  await visitor.getByText(/hindered/).click();
  await visitor.getByRole('button', { name: 'Send to the IT team' }).click();
  await visitor.waitForURL(/\/r\//);
  await expect(board.getByText('No mail at all since this morning')).toBeVisible();

  await rui.getByRole('button', { name: 'It is finished' }).click();
  await rui.waitForURL(/said=finished/);
  await expect(board.locator('.board-planned')).toHaveCount(0);
  await go(visitor, '/status');
  await expect(visitor.getByText('being worked on')).toHaveCount(0);
});

test('what comes is said on the report only for the service that is chosen', async ({ as, desk, page: visitor }) => {
  const rui = await as('rui');
  const known = await services(desk);
  await post(rui, '/planned', { act: 'add', id: '', services: [known.Phones ?? ''], begins: ahead(120), ends: ahead(180), words: 'The switchboard restarts.', team_note: '' });
  await go(visitor, '/report');
  await expect(visitor.getByText('The switchboard restarts.')).toHaveCount(0);
  await visitor.getByLabel('Which service is it?').selectOption(known.Phones ?? '');
  await expect(visitor.getByText('The switchboard restarts.')).toBeVisible();
  await go(visitor, '/status');
  await expect(visitor.locator('#planned')).toContainText('Planned from');
});
