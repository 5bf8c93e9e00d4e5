import { pause } from '../support/desk';
import { expect, go, report, signIn, test } from '../support/test';

test.use({ house: 'cancel-many' });

const FLOOD = ['You won a price', 'You won a car', 'You won a house'];

/** The row of the list whose title is this. */
const row = (title: string) => `tr:has(a:text-is("${title}"))`;

test('Rui ticks a flood in the list, cancels it with one reason, and takes it back', async ({ as, desk }) => {
  for (const title of ['The printer smokes', ...FLOOD]) await report(desk, { title, email: 'vera@example.org', nonce: title });
  const rui = await as('rui');
  await go(rui, '/board?view=list');
  for (const title of FLOOD) await rui.locator(`${row(title)} input[name=ticked]`).check();
  const button = rui.getByRole('button', { name: 'Cancel 3 reports with this reason' });
  await expect(button).toBeVisible();

  // Without a reason everything comes back as it was ticked.
  await button.click();
  await expect(rui.locator('.summary')).toContainText('Say why, in a few words.');
  for (const title of FLOOD) await expect(rui.locator(`${row(title)} input[name=ticked]`)).toBeChecked();
  await expect(rui.locator(`${row('The printer smokes')} input[name=ticked]`)).not.toBeChecked();
  await expect(button).toBeVisible();

  await rui.getByLabel('Reason, for whoever reported them').fill('Junk from outside');
  await button.click();
  await expect(rui.getByText('3 reports cancelled; whoever reported is told.')).toBeVisible();
  await expect(rui.locator('tbody tr')).toHaveCount(1);
  const undo = rui.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect(rui.getByText('Taken back: 3 reports as before, and nobody is told.')).toBeVisible();
  await expect(rui.locator('tbody tr')).toHaveCount(4);
  await expect(undo).toHaveCount(0);
  await pause(12_000);
  expect(desk.letters().map((letter) => letter.text).join('\n')).not.toContain('Junk from outside');
});

test('"Tick all" ticks every row and the way back goes away by itself', async ({ as, desk }) => {
  await report(desk, { title: 'You won again', email: 'vera@example.org', nonce: 'again' });
  const rui = await as('rui');
  await go(rui, '/board?view=list');
  const all = rui.getByRole('button', { name: 'Tick all' });
  await all.click();
  const ticks = rui.locator('input[name=ticked]');
  await expect(rui.locator('input[name=ticked]:checked')).toHaveCount(await ticks.count());
  await all.click();
  await expect(rui.locator('input[name=ticked]:checked')).toHaveCount(0);
  await rui.locator(`${row('You won again')} input[name=ticked]`).check();
  await rui.getByLabel('Reason, for whoever reported them').fill('Junk from outside');
  await rui.getByRole('button', { name: 'Cancel 1 report with this reason' }).click();
  await expect(rui.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expect(rui.getByRole('button', { name: 'Undo' })).toHaveCount(0, { timeout: 12_000 });
  await desk.letterTo('vera@example.org', 'Junk from outside', 30);
});

test('without script the list is the same form', async ({ browser, desk }) => {
  await report(desk, { title: 'You won without script', nonce: 'plain' });
  const entrance = await browser.newContext({ baseURL: desk.url });
  await signIn(await entrance.newPage(), 'rui');
  const context = await browser.newContext({ baseURL: desk.url, javaScriptEnabled: false, storageState: await entrance.storageState() });
  const rui = await context.newPage();
  await rui.goto('/board?view=list');
  await rui.locator(`${row('You won without script')} input[name=ticked]`).check();
  await rui.getByLabel('Reason, for whoever reported them').fill('Junk from outside');
  await rui.getByRole('button', { name: 'Cancel the ticked reports with this reason' }).click();
  await expect(rui.getByText('1 report cancelled; whoever reported is told.')).toBeVisible();
  await context.close();
  await entrance.close();
});
