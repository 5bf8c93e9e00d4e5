import { expect, go, report, test } from '../support/test';
import { numberOf } from '../support/wire';

test.use({ house: 'learning' });

/** A day so far from now, as a field of a day holds it. */
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

test('Rui writes down an action, it comes back, and his yes makes it not effective', async ({ as, desk }) => {
  const rui = await as('rui');
  const number = await numberOf(desk, await report(desk, { title: 'The mail queue is full' }));
  await go(rui, '/due');
  await rui.getByRole('link', { name: 'Actions' }).click();
  await rui.getByText('Write down an action').click();
  await rui.getByLabel('Incident', { exact: true }).fill(number);
  await rui.getByLabel('What is to be done').fill('Mount a second disk');
  await rui.getByRole('button', { name: 'Write it down' }).click();
  await expect(rui.locator('.summary')).toContainText('Choose who does it');
  await expect(rui.getByLabel('What is to be done')).toHaveValue('Mount a second disk');
  await rui.getByLabel('What it does').selectOption('prevent');
  await rui.getByLabel('Who does it').selectOption({ label: 'Rui Costa' });
  await rui.getByLabel('Until when').fill(day(9));
  await rui.getByLabel('Its title speaks of').fill('mail queue full');
  await rui.getByRole('button', { name: 'Write it down' }).click();
  await rui.waitForURL(/said=added/);
  await rui.getByLabel('What was done').fill('It has 200 GB now.');
  await rui.getByRole('button', { name: 'It is done' }).click();
  await rui.waitForURL(/said=done/);

  await report(desk, { title: 'Mail queue full again' });
  await rui.reload();
  await expect(rui.getByText('75 of 100 words are the same')).toBeVisible();
  await rui.getByRole('button', { name: 'Yes, it came back' }).click();
  await expect(rui.locator('.badge', { hasText: 'not effective' })).toBeVisible();
});

test('a part of a review that somebody else saved meanwhile comes back with both texts', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  const number = await numberOf(desk, await report(desk, { title: 'The web shop is slow' }));
  await go(rui, '/reviews');
  await rui.getByText('Begin a review').click();
  await rui.getByLabel('Incident').fill(number);
  await rui.getByRole('button', { name: 'Begin it' }).click();
  await rui.waitForURL(/said=begun/);
  await go(mara, `/incidents/${number}/review`);
  await mara.getByLabel('Why it happened').fill('The disk was full.');
  await mara.getByRole('button', { name: 'Save “Why it happened”' }).click();
  await mara.waitForURL(/said=saved/);
  await rui.getByLabel('Why it happened').fill('Rui forgot it.');
  await rui.getByRole('button', { name: 'Save “Why it happened”' }).click();
  await expect(rui.getByText('The disk was full.').first()).toBeVisible();
  await expect(rui.getByLabel('Why it happened')).toHaveValue('Rui forgot it.');
  await rui.getByRole('button', { name: 'Save “Why it happened”' }).click();
  await expect(rui.getByText('Would a role do')).toBeVisible();
});
