import { expect, go, report, test } from '../support/test';
import { numberOf, post, press } from '../support/wire';

test.use({ house: 'several-audiences' });

test('Sol is in two audiences that are told: she sees one letter, and Mara reads why before she sends', async ({ as, desk }) => {
  const [ada, rui, mara] = [await as('ada'), await as('rui'), await as('mara')];
  await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'executive', people: 'Sol Vaz <sol@example.org>\nIris Prado <iris@example.org>' });
  await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'technical', people: 'Sol Vaz <sol@example.org>' });
  const number = await numberOf(desk, await report(desk, { title: 'The portal is slow', email: 'vera@example.org', urgency: 'medium', nonce: 'several' }));
  await press(rui, number, { Take: { priority: null, reason: '' } });

  await go(mara, `/incidents/${number}`);
  await mara.getByText('Stakeholder update', { exact: true }).click();
  const readers = mara.locator('.readers li');
  const audience = (name: string) => mara.locator('.audience', { hasText: name });
  await audience('Executive').click();
  await expect(mara.getByRole('button', { name: 'Send to 2 people in 1 audience' })).toBeVisible();
  await audience('Technical').click();
  await audience('Everyone affected').click();
  // Sol counts once; Vera reported it and is affected.
  await expect(readers).toHaveCount(3);
  const sol = readers.filter({ hasText: 'sol@example.org' });
  await expect(sol).toHaveCount(1);
  await expect(sol).toContainText('Executive');
  await expect(sol).toContainText('Technical');
  await expect(readers.filter({ hasText: 'iris@example.org' })).not.toContainText('Technical');
  await expect(readers.filter({ hasText: 'vera@example.org' })).toContainText(/report/i);
  await mara.getByLabel('What they read').fill('Pages take a minute. We look for the cause.');
  await mara.getByRole('button', { name: 'Send to 3 people in 3 audiences' }).click();

  const letter = await desk.letterTo('sol@example.org', 'Pages take a minute', 30);
  for (const address of ['iris@example.org', 'vera@example.org']) await desk.letterTo(address, 'Pages take a minute', 30);
  const updates = desk.letters().filter((l) => l.text.includes('Pages take a minute'));
  expect(updates.map((l) => l.to.match(/[\w.]+@[\w.]+/)?.[0]).sort()).toEqual(['iris@example.org', 'sol@example.org', 'vera@example.org']);
  expect(letter.text).toMatch(/You get this because .*Executive.*Technical|You get this because .*Technical.*Executive/);

  // Who was told what, and why, stands there afterwards.
  await go(mara, `/incidents/${number}/messages`);
  const row = mara.locator('tbody tr', { hasText: 'sol@example.org' });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('Executive');
  await expect(row).toContainText('Technical');
});
