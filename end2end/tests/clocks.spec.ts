import { expect, go, report, test } from '../support/test';
import { numberOf } from '../support/wire';

test.use({ house: 'clocks' });

test('Rui reads on the page why something is due then, and Ada tries other targets before she saves them', async ({ as, desk }) => {
  const [ada, rui] = [await as('ada'), await as('rui')];
  const number = await numberOf(desk, await report(desk, { title: 'The wiki is slow', urgency: 'medium' }));
  await go(rui, `/incidents/${number}`);
  const due = rui.locator('.inc-clock').first();
  await expect(due).toContainText('To be taken by');
  const instant = await due.locator('time').first().getAttribute('datetime');
  await due.getByRole('link').click();
  await rui.waitForURL(/\/clocks$/);
  await expect(rui.getByRole('heading', { name: 'Why due then' })).toBeVisible();
  await expect(rui.getByText(/Due .* because it has .* of office hours to take it from/)).toBeVisible();
  await expect(rui.getByText('The targets are aims')).toBeVisible();

  await go(ada, '/settings/targets');
  const form = ada.locator('form:has(input[name=act][value=change])').first();
  for (const priority of ['P1', 'P2', 'P3', 'P4']) await form.getByLabel(`${priority} taken within`).fill('5d');
  await form.getByRole('button', { name: 'Try on the last month' }).click();
  await expect(ada.getByRole('heading', { name: /The last month/ })).toBeVisible();
  await expect(form.getByLabel('P1 taken within')).toHaveValue('5d');
  await form.getByRole('button', { name: 'Save' }).click();
  await ada.waitForURL(/said=changed/);
  await ada.getByRole('button', { name: /^Judge .* open incident/ }).click();
  await ada.waitForURL(/said=applied/);
  await go(rui, `/incidents/${number}`);
  expect(await rui.locator('.inc-clock').first().locator('time').first().getAttribute('datetime')).not.toBe(instant);

  await go(ada, '/settings/targets');
  await ada.getByRole('button', { name: 'We promise these' }).click();
  await ada.waitForURL(/said=confirmed/);
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: /^Take as/ }).click();
  await expect(rui.locator('.inc-clock', { hasText: 'To be taken by' })).toHaveCount(0);
  await go(rui, '/compliance');
  await expect(rui.getByRole('row', { name: /Taken/ }).first()).toContainText('100.0 %');
  await rui.getByRole('link', { name: number }).click();
  await expect(rui.getByText('in time', { exact: true })).toBeVisible();
});

test('Mara corrects when it was taken, what was recorded first stays beside it, and Rui is offered no such form', async ({ as, desk }) => {
  const [mara, rui] = [await as('mara'), await as('rui')];
  const number = await numberOf(desk, await report(desk, { title: 'The door of the archive sticks', urgency: 'low' }));
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: /^Take as/ }).click();
  await go(rui, `/incidents/${number}/clocks`);
  await expect(rui.getByRole('row', { name: /^Taken/ })).toBeVisible();
  await expect(rui.getByText('Correct a time')).toHaveCount(0);

  await go(mara, `/incidents/${number}/clocks`);
  await mara.getByText('Correct a time').click();
  const form = mara.locator('form:has(input[name=act][value=correct])');
  await form.getByRole('button', { name: 'Correct it' }).click();
  await expect(mara.locator('.summary')).toContainText('Say why');
  await form.getByLabel('When it was').fill('2200-01-01T10:00');
  await form.getByLabel('How you know').fill('He was seen at it');
  await form.getByRole('button', { name: 'Correct it' }).click();
  await expect(mara.locator('.summary')).toContainText('not in the future');
  await expect(form.getByLabel('How you know')).toHaveValue('He was seen at it');
  await form.getByLabel('When it was').fill('2026-01-05T10:00');
  await form.getByRole('button', { name: 'Correct it' }).click();
  await mara.waitForURL(/\/clocks$/);
  await expect(mara.getByText('These times cannot all be right: it reached us after it was taken.')).toBeVisible();
});
