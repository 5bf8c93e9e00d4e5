import { pause } from '../support/desk';
import { expect, go, report, test } from '../support/test';
import { numberOf, press } from '../support/wire';

test.use({ house: 'undo' });

test('what Rui takes back within ten seconds, Vera never reads', async ({ as, desk }) => {
  const rui = await as('rui');
  const numbers: string[] = [];
  for (const title of ['Taken back', 'Written and taken back', 'Stays taken']) {
    numbers.push(await numberOf(desk, await report(desk, { title, email: 'vera@example.org', nonce: title })));
  }
  const [taken = '', written = '', stays = ''] = numbers;
  const undo = rui.getByRole('button', { name: /^Undo/ });

  await go(rui, `/incidents/${taken}`);
  await rui.getByRole('button', { name: /^Take as/ }).click();
  await expect(undo).toBeVisible();
  await rui.waitForTimeout(3_000);
  await undo.click();
  await expect(rui.locator('.tl del', { hasText: 'took it' })).toBeVisible();
  await expect(rui.getByRole('button', { name: /^Take as/ })).toBeVisible();

  await go(rui, `/incidents/${written}`);
  await rui.getByText('To the reporter', { exact: true }).click();
  await rui.getByLabel('Message to the reporters').fill('I should not have written this.');
  await rui.getByRole('button', { name: 'Send to the reporter' }).click();
  await expect(undo).toBeVisible();
  await undo.click();
  await expect(rui.getByLabel('Message to the reporters')).toHaveValue('I should not have written this.');

  // A press that stays is told; when its letter is there, those of the others would be as well.
  await press(rui, stays, { Take: { priority: null, reason: '' } });
  await desk.letterTo('vera@example.org', `${stays}: Rui Costa is looking into it.`, 30);
  await pause(2_000);
  const read = desk.letters().filter((letter) => letter.to.includes('vera@')).map((letter) => letter.text);
  expect(read.filter((text) => text.includes(taken)).join('\n')).not.toContain('is looking into it');
  expect(read.join('\n')).not.toContain('I should not have written this.');
  // Nor anybody else.
  expect(desk.letters().map((letter) => letter.text + letter.html).join('\n')).not.toContain('I should not have written this.');
});

test('after ten seconds nothing offers to be undone', async ({ as, desk }) => {
  const rui = await as('rui');
  const number = await numberOf(desk, await report(desk, { title: 'Too late', nonce: 'late' }));
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: /^Take as/ }).click();
  const undo = rui.getByRole('button', { name: /^Undo/ });
  await expect(undo).toBeVisible();
  await expect(undo).toHaveCount(0, { timeout: 12_000 });
});
