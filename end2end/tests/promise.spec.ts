import type { Page } from '@playwright/test';

import { expect, go, report, test } from '../support/test';
import { numberOf, post, press } from '../support/wire';

test.use({ house: 'promise' });

const MINUTE = 60_000;
/** As the desk writes it, in its own zone. */
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);

const PRESETS = [
  { words: 'in 30 min', after: 30 * MINUTE },
  { words: 'in 1 h', after: 60 * MINUTE },
  { words: 'in 2 h', after: 120 * MINUTE },
  { words: /09:00/, after: 0 },
  { words: 'none', after: 0 },
] as const;

const SOL = { act: 'stakeholders', id: '', audience: 'executive', people: 'Sol Vaz <sol@example.org>' };

/** Mara tells the executives, with that preset chosen; answers with when she pressed. */
async function tell(mara: Page, number: string, words: string | RegExp): Promise<number> {
  await go(mara, `/incidents/${number}`);
  await mara.getByText('Stakeholder update', { exact: true }).click();
  await mara.locator('.audience', { hasText: 'Executive' }).click();
  await mara.getByLabel('What they read').fill(`We look into ${number}.`);
  await mara.locator('.promise label', { hasText: words }).click();
  await mara.getByRole('button', { name: 'Send to 1 person in 1 audience' }).click();
  const pressed = Date.now();
  await expect(mara.locator('.tl-update').last()).toContainText(`We look into ${number}.`);
  return pressed;
}

test('each preset Mara chooses is the next update on the page and in the letter to Sol', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  await post(await as('ada'), '/ready', SOL);
  const told: { number: string; expected: RegExp | null }[] = [];
  for (const { words, after } of PRESETS) {
    const number = await numberOf(desk, await report(desk, { title: `Promised ${words}`, urgency: 'medium', nonce: String(words) }));
    await press(rui, number, { Take: { priority: null, reason: '' } });
    const pressed = await tell(mara, number, words);
    const due = mara.locator('.inc-due');
    if (words === 'none') {
      await expect(due).toHaveCount(0);
      told.push({ number, expected: null });
      continue;
    }
    // The minute may turn while one presses.
    const expected = after ? new RegExp(`(${clock(pressed + after - MINUTE)}|${clock(pressed + after)}|${clock(pressed + after + MINUTE)})`) : /09:00/;
    await expect(due).toContainText('Next update');
    await expect(due).toContainText(expected);
    told.push({ number, expected });
  }
  for (const { number, expected } of told) {
    const letter = await desk.letterTo('sol@example.org', `We look into ${number}.`, 30);
    const promised = letter.text.match(/Next update by (.*)\./)?.[1];
    if (expected) expect(promised, number).toMatch(new RegExp(`${expected.source} UTC$`));
    else expect(promised, number).toBeUndefined();
    expect(letter.html).toContain(expected ? 'Next update by' : `We look into ${number}.`);
  }
});

test('the promise stands on the card of everybody’s board, and the next update keeps it', async ({ as, desk }) => {
  const [rui, mara] = [await as('rui'), await as('mara')];
  await post(await as('ada'), '/ready', SOL);
  const number = await numberOf(desk, await report(desk, { title: 'Due soon', urgency: 'medium', nonce: 'due' }));
  await press(rui, number, { Take: { priority: null, reason: '' } });
  await tell(mara, number, 'in 30 min');
  await go(rui, '/board');
  const chip = rui.locator(`[id="${number}"] .d`);
  await expect(chip).toContainText(/in (29|30) min/);
  await tell(mara, number, 'in 2 h');
  await expect(chip).toContainText(/in (119 min|2 h)/);
});
