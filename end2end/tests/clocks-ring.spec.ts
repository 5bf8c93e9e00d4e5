import type { Page } from '@playwright/test';

import { advance } from '../support/desk';
import { expect, go, report, test } from '../support/test';
import { numberOf, post } from '../support/wire';

test.use({ house: 'clocks-ring', movable: true });

const SOL = { act: 'stakeholders', id: '', audience: 'executive', people: 'Sol Vaz <sol@example.org>' };
/** Around the clock, so that it rings at whatever hour this runs. */
const TARGETS = {
  act: 'change', id: '', calendar: '0000000000000002',
  P1_response: '15m', P1_resolution: '4h', P2_response: '30m', P2_resolution: '8h',
  P3_response: '4h', P3_resolution: '3d', P4_response: '1d', P4_resolution: '5d',
};

async function tell(mara: Page, number: string, words: string, text: string): Promise<void> {
  await go(mara, `/incidents/${number}`);
  await mara.getByText('Stakeholder update', { exact: true }).click();
  await mara.locator('.audience', { hasText: 'Executive' }).click();
  await mara.getByLabel('What they read').fill(text);
  await mara.locator('.promise label', { hasText: words }).click();
  await mara.getByRole('button', { name: 'Send to 1 person in 1 audience' }).click();
  await expect(mara.locator('.tl-update').last()).toContainText(text);
}

test('an escalation, a warning, a breach and a kept promise are seen to happen', async ({ as, desk }) => {
  const [ada, mara, rui] = [await as('ada'), await as('mara'), await as('rui')];
  await post(ada, '/ready', SOL);
  await post(ada, '/settings/targets', TARGETS);
  await post(ada, '/settings/targets', { act: 'confirm', id: '' });
  await go(mara, '/on-call');
  const id = await mara.locator('select[name=people] option', { hasText: 'Rui Costa' }).first().getAttribute('value');
  await post(mara, '/on-call', { act: 'add', id: '', name: 'First line', zone: '', first: '2026-01-05T09:00', every_days: '7', people: [id ?? ''], hours: '' });

  const number = await numberOf(desk, await report(desk, { title: 'Nothing loads', impact: 'high', urgency: 'high', nonce: 'rings' }));
  await desk.letterTo('rui@example.org', `${number} is new`);
  advance(desk, '21m');
  await desk.letterTo('mara@example.org', `${number} is new`);
  advance(desk, '3m');
  await desk.letterTo('rui@example.org', `${number} is not taken yet, and is to be by`);
  await go(rui, '/due');
  await expect(rui.locator('li', { hasText: number })).toContainText('Take');
  await expect(rui.locator('li .due-late')).toHaveCount(0);

  advance(desk, '8m');
  await desk.letterTo('rui@example.org', `${number} is not taken yet, and was to be by`);
  await go(rui, '/due');
  await expect(rui.locator('li', { hasText: number }).locator('.due-late')).toBeVisible();
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: /^Take as/ }).click();
  await expect(rui.locator('.tl').first()).toContainText('the time to take it has passed');

  await tell(mara, number, 'in 30 min', 'We look into it.');
  advance(desk, '10m');
  await tell(mara, number, 'in 30 min', 'We have found the cable.');
  advance(desk, '24m');
  await desk.letterTo('rui@example.org', `${number}: stakeholders were promised an update by`);
  await go(rui, '/compliance');
  await expect(rui.getByRole('row', { name: /Promised update/ }).first()).toContainText('100.0 %');
  await expect(rui.getByRole('row', { name: /^Taken/ }).first()).toContainText('0.0 %');
});
