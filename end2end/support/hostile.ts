import { type BrowserContext, type Page, expect } from '@playwright/test';

/**
 * Texts that would run or draw something wherever they leave the place of a text. Each fits into the shortest field, sets
 * `window.hostile` when it runs, and marks what it draws with `x-hostile`.
 */
export const CORPUS = [
  '</title><script>window.hostile=1</script>',
  '</textarea><img x-hostile src=/hostile onerror="window.hostile=2">',
  '"><svg x-hostile onload=window.hostile=3>',
  "' autofocus onfocus=window.hostile=4 x-hostile='",
  '" onmouseover=window.hostile=5 x-hostile="',
  '<a x-hostile href="javascript:window.hostile=6">x</a>',
  '{{constructor.constructor("window.hostile=7")()}}',
  '--><script>window.hostile=8</script><!--',
  '<iframe x-hostile srcdoc="<script>top.hostile=9</script>"></iframe>',
  '</style><style x-hostile>*{display:none}</style>',
  '</script><script>window.hostile=10</script>',
  '&lt;img x-hostile src=/hostile onerror=window.hostile=11&gt;',
  '<base x-hostile href=https://hostile.example/>',
  '<form x-hostile action=https://hostile.example><button autofocus>x',
];
/** Where Markdown is read a link is no longer the text it was typed as. */
export const LINKS = '[x](javascript:window.hostile=12) <javascript:window.hostile=13> ![x](https://hostile.example/p.png)';

/** For a field of one line that holds one text at a time. */
export const ONE_LINE = `</title></script></textarea>"'><img x-hostile src=/hostile onerror=hostile=14>`;
/** For a field of many lines: all of them at once. */
export const MANY_LINES = [...CORPUS, LINKS].join('\n\n');

/** Watches everything that a context loads and asks; read by `isUnharmed`. */
export function watchFor(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on('request', (request) => {
    if (/\/hostile|hostile\.example|javascript:/.test(decodeURIComponent(new URL(request.url()).pathname)) || request.url().includes('hostile.example')) seen.push(`asked for ${request.url()}`);
  });
  context.on('dialog', (dialog) => {
    seen.push(`said ${dialog.message()}`);
    void dialog.dismiss();
  });
  return seen;
}

/** Nothing ran, nothing was drawn, nothing was asked for; with and without script. */
export async function isUnharmed(page: Page, seen: string[]): Promise<void> {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => ({
      ran: (window as unknown as { hostile?: unknown }).hostile,
      drawn: [...document.querySelectorAll('[x-hostile], [onerror], [onload], [onfocus], [onmouseover], [href^="javascript:" i], base, iframe[srcdoc]')].map((one) => one.outerHTML),
      scripts: [...document.scripts].map((script) => script.textContent ?? '').filter((text) => /^\s*(window|top)\.hostile/.test(text)),
    })).catch(() => null);
    // A letter in its sandbox lets nobody in, not even us; the letters are looked at outside of it.
    if (found) expect(found, `${frame.url()} is harmed`).toEqual({ ran: undefined, drawn: [], scripts: [] });
  }
  expect(seen).toEqual([]);
}

/** The words stand there as they were typed: as text, or in a field that holds text. */
export async function isShown(page: Page, words: string): Promise<void> {
  const there = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, option')].map((one) => (one.tagName === 'OPTION' ? one.textContent : one.value));
    return [document.body.textContent, document.title, ...fields].join('\n').replace(/\s+/g, ' ');
  });
  expect(there, `${page.url()} shows it`).toContain(words.replace(/\s+/g, ' '));
}
