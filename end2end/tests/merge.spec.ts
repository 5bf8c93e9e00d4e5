import { expect, go, hydrated, report, test } from '../support/test';

test.use({ house: 'merge' });

/** The row of the list whose title is this. */
const row = (title: string) => `tr:has(a:text-is("${title}"))`;

test('Rui merges two duplicates from the list, and whoever reported reads on behind the old receipt', async ({ as, desk }) => {
  await report(desk, { title: 'Mail is down', email: 'ana@example.org', nonce: 'first' });
  for (const title of ['No mail since eight', 'Outlook says offline']) await report(desk, { title, email: 'vera@example.org', nonce: title });
  const rui = await as('rui');
  await go(rui, '/board?view=list');
  const target = await rui.locator(`${row('Mail is down')} td.mono`).innerText();
  for (const title of ['No mail since eight', 'Outlook says offline']) await rui.locator(`${row(title)} input[name=ticked]`).check();
  await rui.getByRole('button', { name: 'Merge the ticked…' }).click();

  // A number that nothing has is refused beside its field.
  const number = rui.getByLabel('Number of the incident that they are the same as');
  await number.fill('INC-999');
  await rui.getByRole('button', { name: 'Show what happens' }).click();
  await expect(rui.locator('#into-error')).toContainText('There is no such incident');
  await number.fill(target);
  await rui.getByRole('button', { name: 'Show what happens' }).click();
  await expect(rui.getByText(`is merged into ${target}`)).toHaveCount(2);
  await rui.getByRole('button', { name: `Merge 2 reports into ${target}` }).click();
  await expect(rui.getByText('2 reports merged; whoever reported is told.')).toBeVisible();

  await go(rui, `/incidents/${target}`);
  await expect(rui.locator('.inc-line').getByText('2 duplicates')).toBeVisible();
  await rui.getByRole('link', { name: /No mail since eight/ }).click();
  await expect(rui.getByText('Handled together with')).toBeVisible();
  await desk.letterTo('vera@example.org', `handled together with ${target}`, 30);
});

test('Rui merges one with a key and takes it apart again', async ({ as, desk }) => {
  await report(desk, { title: 'The printer smokes', nonce: 'smoke' });
  await report(desk, { title: 'The printer is hot', nonce: 'hot' });
  const rui = await as('rui');
  await go(rui, '/board?view=list');
  const target = await rui.locator(`${row('The printer smokes')} td.mono`).innerText();
  await rui.getByRole('link', { name: 'The printer is hot' }).click();
  await expect(rui.getByRole('heading', { name: 'The printer is hot' })).toBeVisible();
  await hydrated(rui);
  await rui.keyboard.press('d');
  const dialog = rui.locator('#ask');
  await dialog.getByLabel('Number of the incident it is the same as').fill('INC-999');
  await dialog.getByRole('button', { name: /^Merge it/ }).click();
  await expect(dialog.getByText('There is no such incident')).toBeVisible();
  await dialog.getByLabel('Number of the incident it is the same as').fill(target);
  await dialog.getByRole('button', { name: /^Merge it/ }).click();
  await expect(dialog).toBeHidden();
  await expect(rui.getByText('Handled together with')).toBeVisible();
  await rui.getByRole('button', { name: 'Take apart' }).click();
  await expect(rui.getByText('Handled together with')).toBeHidden();
  await expect(rui.getByText(`took it apart from ${target} again`).first()).toBeVisible();
});
