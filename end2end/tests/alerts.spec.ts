import { expect, go, report, test } from '../support/test';
import { numberOf } from '../support/wire';

test.use({ house: 'alerts' });

test('Mara sets the steps, and Rui reads who is woken next and says that he has seen it', async ({ as, desk }) => {
  const [mara, rui] = [await as('mara'), await as('rui')];
  await go(mara, '/settings/escalation');
  await mara.getByLabel('First', { exact: true }).selectOption({ label: 'The managers' });
  await mara.getByLabel('Minutes to wait after the first').fill('7');
  await mara.getByLabel('Step 2', { exact: true }).selectOption({ label: 'The whole team' });
  await mara.getByRole('button', { name: 'Save' }).click();
  await mara.waitForURL(/said=saved/);
  const number = await numberOf(desk, await report(desk, { title: 'The network is down', impact: 'high', urgency: 'high' }));
  await go(rui, `/incidents/${number}`);
  await expect(rui.getByText(/^alerted .*, next: .* at /)).toBeVisible();
  await rui.getByRole('button', { name: 'I have seen it' }).click();
  await expect(rui.getByText(/^seen by Rui.* not taken yet$/)).toBeVisible();
  await expect(rui.getByRole('button', { name: 'I have seen it' })).toHaveCount(0);
  await go(mara, `/incidents/${number}/alert`);
  await expect(mara.getByText(/^Seen by Rui/)).toBeVisible();
  await mara.getByRole('button', { name: 'Take' }).click();
  await mara.waitForURL(new RegExp(`/incidents/${number}$`));
});
