import { isInked } from '../support/ink';
import { expect, test } from '../support/office-test';
import { ROUTES, nameOf } from '../support/routes';
import { hydrated, unfold } from '../support/test';

test.use({ house: 'office' });

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

test('on a phone Mara reads of the major whatever column she looks at, and each tab says the worst in it', async ({ office }) => {
  const page = await office.enter('mara');
  await page.setViewportSize(PHONE);
  await page.goto('/board');
  await hydrated(page);
  const strip = page.getByRole('region', { name: 'What cannot wait' });
  await expect(strip).toContainText(/1 major: INC-\d+/);
  await expect(strip.getByRole('link', { name: office.incidents.major })).toHaveAttribute('href', `/incidents/${office.incidents.major}`);
  await expect(page.locator('.board-tabs a', { hasText: 'Investigating' })).toContainText(/worst P\d/);
  await page.setViewportSize(WIDE);
  await expect(strip).toBeHidden();
  await page.context().close();
});

test('at 1024 px all four columns are in the window and the tools are one row', async ({ office }) => {
  const page = await office.enter('rui');
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('/board');
  await hydrated(page);
  for (const column of ['reported', 'investigating', 'mitigated', 'resolved']) {
    const box = await page.locator(`#${column}`).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 1024, `${column}: ${JSON.stringify(box)}`).toBe(true);
  }
  for (const width of [1024, 1440]) {
    await page.setViewportSize({ width, height: 768 });
    const height = (await page.locator('.board-tools').boundingBox())?.height ?? 0;
    expect(height, `the tools at ${width} px`).toBeLessThan(48);
  }
  await page.context().close();
});

test('forced colours keep every mark', async ({ office }) => {
  const page = await office.enter('ada');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/board');
  await hydrated(page);
  const major = page.locator(`[id="${office.incidents.major}"]`);
  await expect(major).toBeVisible();
  expect(await isInked(page, major.locator('.m')), 'the dots of the menu').toBe(true);
  expect(await isInked(page, major.locator('.d'), { x: 6, width: 12 }), 'the sign of the promise').toBe(true);
  expect(await isInked(page, page.locator('.board-tools .filters .select').first(), { x: -22, width: 18, y: 4, height: 24 }), 'the arrow of a choice').toBe(true);
  expect(await isInked(page, page.locator('.frame-nav a[aria-current=page]'), { y: -4, height: 4, x: 12, width: 4 }), 'the current page').toBe(true);
  await page.goto('/status');
  expect(await isInked(page, page.locator('.services .dot').first()), 'the dot of a service').toBe(true);
  await page.goto(`/incidents/${office.incidents.major}`);
  await hydrated(page);
  for (const step of await page.locator('.steps li').all()) expect(await isInked(page, step, { width: 10 }), 'a step').toBe(true);
  await page.context().close();
});

test('on a phone no field of any page is under 16 px, into which a phone would zoom', async ({ office }) => {
  test.setTimeout(300_000);
  const small: string[] = [];
  for (const who of ['visitor', 'ada'] as const) {
    const page = await office.enter(who);
    await page.setViewportSize(PHONE);
    for (const route of ROUTES) {
      await page.goto(office.address(route) ?? '/');
      await hydrated(page);
      await unfold(page);
      const found = await page.evaluate(() => {
        const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea')];
        return fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.name || field.id || field.outerHTML.slice(0, 60));
      });
      small.push(...found.map((field) => `${nameOf(route)}: ${field}`));
    }
    await page.context().close();
  }
  expect(small).toEqual([]);
});

test('on a phone the first field of the report is in the window, and what Ana types and chooses brings its line up', async ({ office }) => {
  const page = await office.enter('visitor');
  await page.setViewportSize(PHONE);
  await page.goto('/report');
  await hydrated(page);
  const title = page.getByLabel('What is broken?');
  const box = await title.boundingBox();
  expect(box && box.y + box.height <= PHONE.height, `the first field: ${JSON.stringify(box)}`).toBe(true);
  const first = page.locator('.known-item').first();
  await expect(page.locator('.known-first > .known > .known-item')).toHaveCount(3);
  await title.fill('All phones are dead');
  await expect(first).toContainText('Phones');
  await page.getByLabel('Which service is it?').selectOption({ label: 'VPN' });
  await expect(first).toContainText('VPN');
  await page.context().close();
});

test('Rui sorts the list by a press on a head, and back', async ({ office }) => {
  const page = await office.enter('rui');
  await page.goto('/board?view=list');
  await hydrated(page);
  await expect(page.locator('.list-how')).toContainText('What is late first, then by priority.');
  await expect(page.locator('tbody tr').first()).toContainText('P1');
  await page.getByRole('link', { name: 'Age', exact: true }).click();
  await expect(page.locator('th[aria-sort=descending]')).toHaveText('Age');
  await page.getByRole('link', { name: 'What is late first' }).click();
  await expect(page.locator('th[aria-sort]')).toHaveCount(0);
  await page.context().close();
});
