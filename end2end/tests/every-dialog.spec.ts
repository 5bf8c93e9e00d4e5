import { portray } from '../support/camera';
import { called } from '../support/office';
import { expect, test } from '../support/office-test';
import { OPENABLE, asks } from '../support/openable';
import { go } from '../support/test';

test.use({ house: 'office' });

test('every step that asks for words is opened below', () => {
  const { ofTheApp, opened } = asks();
  expect(ofTheApp.length).toBeGreaterThan(10);
  expect(opened).toEqual(ofTheApp);
});

for (const { name, id, who, at, open, widths, refuses } of OPENABLE) {
  test(`${called(who)} opens ${name}: it is whole in the window and breaks no rule`, async ({ office }) => {
    const page = await office.page(who);
    const inside = `#${id}`;
    if (widths) await page.setViewportSize({ width: 390, height: 844 });
    await go(page, at(office));
    await open(page, office);
    await expect(page.locator(inside)).toBeVisible();
    await portray(page, name, { widths, inside });
    if (refuses) {
      await page.locator(inside).getByRole('button', { name: refuses, exact: true }).click();
      await expect(page.locator(inside).locator('.error, [role=alert] .notice').first()).toBeVisible();
      await portray(page, `${name}-refused`, { widths, inside });
    }
    await page.keyboard.press('Escape');
    await expect(page.locator(inside)).toBeHidden();
  });
}
