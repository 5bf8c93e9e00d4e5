import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from '../support/test';

test('no journey turns away from the console: all begin with the watched test', () => {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.spec.ts'));
  const unwatched = files.filter((name) => !/^import \{[^}]*\btest\b[^}]*\} from '\.\.\/support\/[\w-]+';$/m.test(readFileSync(`${__dirname}/${name}`, 'utf8')));
  expect(unwatched).toEqual([]);
});

test('a script that fails is heard in whatever window it runs', async ({ browser, forgive, heard }) => {
  forgive(/said in a window of its own|thrown there/);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('data:text/html,<script>console.error("said in a window of its own");throw Error("thrown there")</script>');
  await expect.poll(() => heard.join()).toMatch(/said in a window of its own.*thrown there/);
  await context.close();
});
