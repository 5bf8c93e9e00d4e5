import { expect, go, report, test } from '../support/test';
import { numberOf, post, press } from '../support/wire';

test.use({ house: 'telling' });

test('Rui writes for each audience, reads in the check who gets what, and each gets their own words', async ({ as, desk }) => {
  const [ada, rui] = [await as('ada'), await as('rui')];
  await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'executive', people: 'Sol Vaz <sol@example.org>' });
  await post(ada, '/ready', { act: 'stakeholders', id: '', audience: 'technical', people: 'Kim Ode <kim@example.org>' });
  const number = await numberOf(desk, await report(desk, { title: 'The portal is slow', email: 'vera@example.org', urgency: 'medium', nonce: 'telling' }));
  await press(rui, number, { Take: { priority: null, reason: '' } });

  await go(rui, `/incidents/${number}`);
  await rui.getByRole('link', { name: 'Tell audiences' }).click();
  await rui.waitForURL(/\/update$/);
  await expect(rui.getByLabel('For everybody', { exact: true })).toHaveValue(/not working properly since/);
  await rui.getByLabel('For everybody', { exact: true }).fill('Pages take a minute.');
  await rui.getByRole('textbox', { name: 'Only for executives' }).fill('Orders wait for srv-web-02.');
  await rui.getByRole('textbox', { name: 'Only for the technical audience' }).fill('The pool of srv-web-02 is empty.');
  await rui.getByRole('button', { name: 'Check before sending' }).click();

  await expect(rui.getByRole('heading', { name: 'Check before sending' })).toBeVisible();
  await expect(rui.getByText('Executives would read srv-web-02')).toBeVisible();
  await expect(rui.locator('.readers li', { hasText: 'sol@example.org' })).toContainText('Executive');
  await rui.getByRole('button', { name: 'See it as mail: Executive' }).click();
  await expect(rui.frameLocator('iframe[name=letter]').getByText('Orders wait').last()).toBeVisible();
  await rui.getByRole('button', { name: 'Change it' }).click();
  await expect(rui.getByRole('textbox', { name: 'Only for the technical audience' })).toHaveValue('The pool of srv-web-02 is empty.');
  await rui.getByRole('textbox', { name: 'Only for executives' }).fill('Orders wait.');
  await rui.getByRole('button', { name: 'Check before sending' }).click();
  await rui.getByRole('button', { name: 'Send to 3 people in 3 audiences' }).click();
  await expect(rui.getByText('3 letters on the way.')).toBeVisible();

  const sol = await desk.letterTo('sol@example.org', 'Orders wait.', 30);
  const kim = await desk.letterTo('kim@example.org', 'The pool of srv-web-02', 30);
  const vera = await desk.letterTo('vera@example.org', 'Pages take a minute.', 30);
  expect(sol.text).not.toContain('srv-web-02');
  expect(kim.text).not.toContain('Orders wait');
  expect(vera.text).not.toMatch(/srv-web-02|Orders wait/);
});
