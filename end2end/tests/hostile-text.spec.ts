import { expect, go, hydrated, report, test } from '../support/test';

const HOSTILE = [
  '</title><script>window.hacked=1</script>',
  '</textarea><img src=x onerror="window.hacked=2">',
  '"><svg onload=window.hacked=3>',
  "'-window.hacked-'",
  '[x](javascript:window.hacked=4)',
  '<a href="javascript:window.hacked=5">x</a>',
  '{{constructor.constructor("window.hacked=6")()}}',
  '<!--<script>window.hacked=7</script>-->',
  '<iframe srcdoc="<script>top.hacked=8</script>"></iframe>',
  '<style>*{display:none}</style>',
];

test.use({ house: 'hostile-text' });

test('hostile text in every field of a report runs nowhere', async ({ as, desk, page }) => {
  const receipts: string[] = [];
  for (const [place, text] of HOSTILE.entries()) {
    receipts.push(await report(desk, {
      title: `T${place} ${text}`, description: text, name: `N ${text}`.slice(0, 80), contact: text, email: `x${place}@example.org`, nonce: `xss-${place}`,
    }));
  }
  const ada = await as('ada');
  await go(ada, '/board');
  const numbers = await ada.locator('#reported li.c').evaluateAll((cards) => cards.map((card) => card.id));
  const pages = ['/board', '/board?view=list', '/messages', ...numbers.map((number) => `/incidents/${number}`)];
  for (const path of pages) {
    await ada.goto(path);
    await hydrated(ada);
    expect(await ada.evaluate(() => (window as unknown as { hacked?: number }).hacked), path).toBeUndefined();
    await expect(ada.locator('main').first()).toBeVisible();
  }
  for (const path of ['/', '/status', ...receipts]) {
    await page.goto(path);
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked), path).toBeUndefined();
  }
  for (const letter of desk.letters()) {
    expect(letter.html).not.toMatch(/<script|<img|<iframe|<svg|href="javascript:/i);
  }
});

test('a refused form shows hostile text as text', async ({ page }) => {
  await page.goto('/report');
  await page.evaluate(() => { document.querySelector<HTMLFormElement>('form#report')?.setAttribute('data-x', ''); });
  const html = await (await page.request.post('/report', {
    form: { title: HOSTILE[0] ?? '', description: HOSTILE[1] ?? '', email: 'no' },
    headers: { Origin: new URL(page.url()).origin },
  })).text();
  expect(html).not.toContain('<script>window.hacked');
  expect(html).not.toContain('<img src=x');
});
