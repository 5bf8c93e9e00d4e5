import { expect, test } from '../support/office-test';
import { pictured } from '../support/state';

test.use({ house: 'office' });

pictured([
  { name: 'the-board-of-a-member', who: 'ada', at: '/board' },
  { name: 'a-board-nothing-fits', who: 'rui', at: '/board?q=zzzz' },
  { name: 'a-board-filtered', who: 'rui', at: '/board?priority=p2' },
  { name: 'a-list', who: 'rui', at: '/board?view=list' },
  {
    name: 'a-list-with-ticks', who: 'rui', at: '/board?view=list',
    after: async (page) => {
      await page.getByRole('button', { name: 'Tick all' }).click();
      await expect(page.getByRole('button', { name: /^Cancel \d+ reports with this reason$/ })).toBeVisible();
    },
  },
  { name: 'a-list-nothing-fits', who: 'rui', at: '/board?view=list&q=zzzz' },
  { name: 'what-is-closed', who: 'rui', at: '/board?view=list&status=closed' },
  { name: 'what-was-cancelled', who: 'rui', at: '/board?view=list&status=cancelled' },
  { name: 'a-board-that-ana-may-not-see', who: 'ana', at: '/board', status: 403 },
  {
    name: 'a-new-incident-refused', who: 'rui', at: '/board',
    after: async (page) => {
      await page.getByLabel('What is broken').fill('x');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(page.locator('#new-title-error')).toBeVisible();
    },
  },
  {
    name: 'a-press-that-can-be-undone', who: 'rui', at: '/board',
    after: async (page, office) => {
      await page.locator(`[id="${office.incidents.held}"] button.m`).click();
      await page.locator('#card-menu').getByRole('button', { name: 'No longer waiting' }).click();
      await expect(page.locator('.toast')).toBeVisible();
    },
  },
]);
