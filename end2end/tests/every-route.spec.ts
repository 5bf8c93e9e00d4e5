import { portray } from '../support/camera';
import type { Viewer } from '../support/office';
import { expect, test } from '../support/office-test';
import { ROUTES, nameOf } from '../support/routes';
import { hydrated, unfold } from '../support/test';

test.use({ house: 'office' });

const VIEWERS: Viewer[] = ['visitor', 'rui', 'ada'];

test('the table of routes is read whole', () => {
  expect(ROUTES).toContain('/');
  expect(ROUTES.length).toBeGreaterThan(20);
  expect(new Set(ROUTES).size).toBe(ROUTES.length);
});

for (const route of ROUTES) {
  test(`${route} has its picture and breaks no rule, whoever looks`, async ({ office }) => {
    const address = office.address(route) ?? '';
    expect(address, `support/office.ts has an address for ${route}`).toBeTruthy();
    let pictured = false;
    for (const who of VIEWERS) {
      const page = await office.page(who);
      const answer = await page.goto(address);
      await hydrated(page);
      const elsewhere = new URL(page.url()).pathname !== new URL(address, office.desk.url).pathname;
      // Where a page is closed or leads on, that page has its own test.
      if (elsewhere) continue;
      const shown = answer?.status() === 200;
      // Its picture is of the first who may open it; the others are asked the rules, as their pages have other controls.
      await portray(page, pictured || !shown ? `${nameOf(route)}-${who}` : nameOf(route), { unpictured: pictured && shown });
      pictured ||= shown;
      if ((await page.locator('details:not([open])').count()) === 0) continue;
      await unfold(page);
      await portray(page, `${nameOf(route)}-unfolded-${who}`, { unpictured: true });
    }
    expect(pictured, `${route} opens for somebody at ${address}`).toBe(true);
  });
}
