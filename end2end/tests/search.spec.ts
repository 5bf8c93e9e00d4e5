import { PASSWORD, PEOPLE } from '../support/desk';
import { expect, go, report, test } from '../support/test';
import { numberOf, press } from '../support/wire';

test.use({ house: 'search' });

test('Rui searches with the keyboard, reads where it stands, and keeps the search', async ({ as, desk }) => {
  const receipt = await report(desk, { title: 'Büro ohne Netz', description: 'The switch hums.', nonce: 'buero' });
  await report(desk, { title: 'The coffee machine leaks', nonce: 'coffee' });
  const number = await numberOf(desk, receipt);
  const rui = await as('rui');
  await press(rui, number, { Take: { priority: null, reason: '' } });
  await press(rui, number, { Note: { text: 'The fan of rack 7 is dusty' } });

  await go(rui, '/board');
  await rui.keyboard.press('/');
  await expect(rui.locator('#frame-search input')).toBeFocused();
  await rui.keyboard.type('buro DUSTY');
  await rui.keyboard.press('Enter');
  await rui.waitForURL(/\/search\?q=/);
  const found = rui.locator('.found > li');
  await expect(found).toHaveCount(1);
  await expect(found.locator('mark').first()).toHaveText('Büro');
  await expect(found.locator('.found-line mark')).toHaveText('dusty');

  // What is wrong with a filter is said beside the field, and everything typed stands in it.
  await rui.getByLabel('Words and filters').fill('buro status:soon');
  await rui.keyboard.press('Enter');
  await expect(rui.locator('#q-error')).toContainText('status:soon');
  await expect(rui.getByLabel('Words and filters')).toHaveValue('buro status:soon');

  await rui.getByLabel('Words and filters').fill('buro owner:me');
  await rui.keyboard.press('Enter');
  await expect(found).toHaveCount(1);
  await rui.getByText('Save this search').click();
  await rui.getByLabel('Name', { exact: true }).fill('My offices');
  await rui.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rui.getByRole('link', { name: 'My offices' })).toBeVisible();
  await rui.getByRole('button', { name: 'Remove My offices' }).click();
  await expect(rui.getByRole('link', { name: 'My offices' })).toHaveCount(0);

  // A number leads to its incident.
  await rui.keyboard.press('Control+k');
  await expect(rui.locator('#frame-search input')).toBeFocused();
  await rui.keyboard.type(number.toLowerCase());
  await rui.keyboard.press('Enter');
  await rui.waitForURL(new RegExp(`/incidents/${number}$`));
});

test('a slash in a field is a slash', async ({ as }) => {
  const rui = await as('rui');
  await go(rui, '/search');
  await rui.getByLabel('Words and filters').fill('24');
  await rui.keyboard.press('/');
  await expect(rui.getByLabel('Words and filters')).toHaveValue('24/');
});

test('the same words filter the board, and what happens meanwhile', async ({ as, desk }) => {
  await report(desk, { title: 'The lift is stuck', nonce: 'lift' });
  await report(desk, { title: 'The door squeaks', nonce: 'door' });
  const rui = await as('rui');
  await go(rui, '/board?q=stuck%20-door');
  await expect(rui.locator('li.c')).toHaveCount(1);
  await report(desk, { title: 'Another lift is stuck', nonce: 'lift-2' });
  await report(desk, { title: 'The stuck door again', nonce: 'door-2' });
  await expect(rui.locator('li.c')).toHaveCount(2);
  await expect(rui.locator('li.c', { hasText: 'door' })).toHaveCount(0);
  await rui.getByLabel('Words and filters').fill('is:nothing');
  await rui.keyboard.press('Enter');
  await rui.waitForURL(/is%3Anothing/);
  await expect(rui.locator('#board-words-error')).toContainText('is:nothing');
});

test.describe('without script, on a phone', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test('Rui finds, opens and keeps', async ({ page, desk }) => {
    await report(desk, { title: 'The projector flickers', nonce: 'projector' });
    await page.goto('/sign-in');
    await page.locator('input[name=email]').first().fill(PEOPLE.rui.email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('input[name=password]').press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.goto('/search');
    await page.getByLabel('Words and filters').fill('flick');
    await page.getByLabel('Words and filters').press('Enter');
    await expect(page.locator('.found mark').first()).toHaveText('flick');
    await page.getByText('Save this search').click();
    await page.getByLabel('Name', { exact: true }).fill('Flickering');
    await page.getByLabel('For', { exact: true }).selectOption('all');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText("everybody's, saved by")).toBeVisible();
    await page.locator('.found a').first().click();
    await expect(page.locator('h1')).toContainText('projector');
  });
});
