import AxeBuilder from '@axe-core/playwright';

import { expect, go, report, test } from '../support/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test('no page breaks an accessibility rule', async ({ as, desk, page }) => {
  const receipt = await report(desk, { title: 'Read me aloud', email: 'vera@example.org', nonce: 'axe' });
  const ada = await as('ada');
  await go(ada, '/board');
  const number = await ada.locator('#reported li.c').first().getAttribute('id');
  const staff = ['/board', '/board?view=list', `/incidents/${number}`, '/messages', '/services', '/settings', '/settings/people', '/settings/audiences', '/settings/account'];
  const open = ['/', '/report', '/status', '/sign-in', '/reset', receipt];
  test.setTimeout(180_000);
  const found: string[] = [];
  for (const [who, paths] of [[ada, staff], [page, open]] as const) {
    for (const path of paths) {
      await go(who, path);
      const { violations } = await new AxeBuilder({ page: who }).withTags(TAGS).analyze();
      found.push(...violations.map((v) => `${path} ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`));
    }
  }
  expect(found).toEqual([]);
});
