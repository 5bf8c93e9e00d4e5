import { expect, go, report, test } from '../support/test';
import { numberOf } from '../support/wire';

test.use({ house: 'checklists' });

test('Rui has never taken an outage, and the page tells him what to do; Mara does a step and writes a plan of her own', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  const number = await numberOf(desk, await report(desk, { title: 'Nobody can print', impact: 'high', urgency: 'high' }));
  await go(rui, `/incidents/${number}`);
  await rui.locator('.inc-acts').getByRole('button', { name: /^More/ }).click();
  await rui.getByRole('button', { name: 'Take with another priority…' }).click();
  const dialog = rui.locator('dialog#ask[open]');
  await dialog.getByText('P1', { exact: true }).click();
  for (const field of await dialog.locator('textarea').all()) await field.fill('All of us have it.');
  await dialog.locator('.dialog-end button').click();
  const line = rui.locator('.inc-times > div', { hasText: 'Checklist' });
  await expect(line).toContainText('0 of 9');
  await line.getByRole('link').click();
  await rui.waitForURL(/\/checklist$/);
  await expect(rui.locator('[aria-current=step]')).toContainText('Say who commands');

  await rui.locator('[aria-current=step]').getByRole('button', { name: 'Done' }).click();
  await expect(rui.locator('.step-done')).toContainText('done, Rui');
  const second = rui.locator('[aria-current=step]');
  await second.getByText('Somebody else, or not at all').click();
  await second.getByRole('button', { name: 'Leave it out' }).click();
  await expect(rui.locator('.error')).toBeVisible();
  await rui.getByLabel('Why it is left out').locator('visible=true').first().fill('The whole house stands in the corridor.');
  await rui.getByRole('button', { name: 'Leave it out' }).locator('visible=true').first().click();
  await expect(rui.locator('.step-left')).toContainText('left out: The whole house stands in the corridor.');

  // Mara has the older page open nowhere: she does the third, and Rui's page says so when he loads it.
  await go(mara, `/incidents/${number}/checklist`);
  await mara.locator('[aria-current=step]').getByRole('button', { name: 'Done' }).click();
  await expect(mara.locator('.step-done')).toHaveCount(2);
  await go(rui, `/incidents/${number}`);
  await expect(line).toContainText('3 of 9');

  await go(mara, '/settings/playbooks');
  await mara.getByText('Add a checklist').click();
  const form = mara.locator('form:has(input[name=act][value=add])');
  await form.getByLabel('Name').fill('Coffee is out');
  await form.getByLabel('Steps').fill('Ask who drank it\n- Without blame.\nBuy some');
  await form.getByRole('button', { name: 'Add' }).click();
  await mara.waitForURL(/said=added/);
  await go(rui, `/incidents/${number}/checklist`);
  await rui.getByText('All others').click();
  await rui.getByRole('button', { name: 'Begin “Coffee is out”' }).click();
  await expect(rui.getByText('Ask who drank it')).toBeVisible();
  await expect(rui.getByText('Without blame.')).toBeVisible();
});
