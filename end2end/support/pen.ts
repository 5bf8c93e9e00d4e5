import { type Locator, type Page, expect } from '@playwright/test';

import { routeOf } from './routes';

/** Fields that hold text a person types and that somebody may read again. */
const TEXT = 'textarea, input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url], input[type=tel]';

/** What is typed by it is remembered by its field, so that a field that was never typed into stands out. */
export class Pen {
  readonly typed = new Set<string>();
  readonly seen = new Set<string>();
  readonly routes = new Set<string>();

  async write(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    for (const name of await this.names(field.page(), field)) this.typed.add(name);
  }

  /** Remembers every text field of the page, folded ones and those of an open dialog as well. */
  async look(page: Page): Promise<void> {
    const route = routeOf(new URL(page.url()).pathname);
    if (route) this.routes.add(route);
    for (const name of await this.names(page, page.locator(TEXT))) this.seen.add(name);
  }

  /** Every field that was seen was typed into, but for those that are known not to be. */
  leavesOut(allowed: Record<string, string>): void {
    const missing = [...this.seen].filter((name) => !this.typed.has(name) && !(name in allowed));
    expect(missing, 'text fields no hostile text was typed into').toEqual([]);
    const needless = Object.keys(allowed).filter((name) => this.typed.has(name) || !this.seen.has(name));
    expect(needless, 'exceptions for fields that are typed into, or not there').toEqual([]);
  }

  /** Route, dialog and name; the bar above every page is one place. */
  private async names(page: Page, fields: Locator): Promise<string[]> {
    const route = routeOf(new URL(page.url()).pathname) ?? 'nowhere';
    const names = await fields.evaluateAll((found) => found.map((field) => {
      const name = field.id || field.getAttribute('name') || field.getAttribute('aria-label') || '';
      const dialog = field.closest('dialog')?.querySelector('h2')?.textContent?.replace(/\b(INC|SEC)-\w+/, 'N');
      const act = field.closest('form')?.querySelector<HTMLInputElement>('input[name=act]')?.value;
      return { bar: Boolean(field.closest('header.frame')), name: name.replace(/[0-9a-f]{16}(?=-)/, ''), dialog, act };
    }));
    return names.map(({ bar, name, dialog, act }) => {
      if (bar) return `bar ${name || 'q'}`;
      const form = act && !name.startsWith(act) && !dialog ? `${act}: ` : '';
      return `${route} ${dialog ? `${dialog}: ` : ''}${form}${name}`;
    });
  }
}
