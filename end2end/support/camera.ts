import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Page, expect } from '@playwright/test';
import axe from 'axe-core';

import { OPENED } from './openable';

const FOLDER = 'pictures';
const WIDTHS = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const THEMES = ['light', 'dark'] as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export type Width = keyof typeof WIDTHS;

interface Wanted {
  widths?: Width[];
  /** What must be in the window as a whole: an open dialog or menu. The picture is then of the window. */
  inside?: string;
  /** Only ask the rules. */
  unpictured?: boolean;
}

/**
 * What is on the screen now, in both widths and both themes, without loading it again: a picture of each, nothing wider
 * than the window, no words cut off, no accessibility rule broken.
 */
export async function portray(page: Page, name: string, { widths = ['wide', 'phone'], inside, unpictured }: Wanted = {}): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize(WIDTHS[width]);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await settled(page);
      const where = `${name}-${width}-${theme}`;
      if (!unpictured) await picture(page, where, !inside);
      await fits(page, where, inside);
      await opensKnownThings(page, where);
      await obeys(page, where);
    }
  }
  if (before) await page.setViewportSize(before);
}

/** A whole page is taken in a window as high as itself: what sticks to the foot of the window stands at the foot of the page. */
async function picture(page: Page, where: string, whole: boolean): Promise<void> {
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const taller = whole && window && height > window.height;
  if (taller) await page.setViewportSize({ width: window.width, height });
  const taken = await page.screenshot({ path: join(FOLDER, `${where}.png`) });
  if (taller) await page.setViewportSize(window);
  expect.soft(taken.length, `${where} shows something`).toBeGreaterThan(1_000);
}

/** Colours that fade are no colours to measure. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => undefined))));
}

async function fits(page: Page, where: string, inside?: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, `${where} is wider than the window, in px`).toBeLessThanOrEqual(0);
  const cut = await page.evaluate(unreadable);
  expect.soft(cut, `${where}: words that are cut off`).toEqual([]);
  if (!inside) return;
  const [box, size] = [await page.locator(inside).boundingBox(), page.viewportSize()];
  const within = box && size && box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
  expect.soft(within, `${where} is whole in the window: ${JSON.stringify(box)}`).toBe(true);
}

/** Whatever can open on this page is opened by `every-dialog.spec.ts`, which pictures and asks it. */
async function opensKnownThings(page: Page, where: string): Promise<void> {
  const there = await page.evaluate(() => [...document.querySelectorAll('dialog, [popover]')].map((one) => one.id));
  const unknown = there.filter((id) => !OPENED.includes(id));
  expect.soft(unknown, `${where} has a dialog or menu that support/openable.ts does not open`).toEqual([]);
}

/** Buttons and fields whose words do not fit into them. */
function unreadable(): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>('button, a.b, select, .badge, h1, h2, label, summary')];
  const cut = controls.filter((one) => {
    const style = getComputedStyle(one);
    const hides = style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && one.tagName !== 'SELECT';
    return one.checkVisibility({ visibilityProperty: true }) && one.offsetWidth > 8 && !one.closest('.visually-hidden') && hides && one.scrollWidth > one.clientWidth + 1;
  });
  return cut.map((one) => one.innerText || one.outerHTML.slice(0, 80));
}

/** What lies under a bar that sticks to the window is reached by scrolling: the page is asked at its top. */
async function obeys(page: Page, where: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const said = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    // A letter in its frame may run nothing, not even this; letters are asked on a page of their own.
    const { violations } = await axe.run(document, { runOnly: rules, iframes: false, resultTypes: ['violations'] });
    return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
  }, RULES);
  expect.soft(said, `${where} breaks accessibility rules`).toEqual([]);
}
