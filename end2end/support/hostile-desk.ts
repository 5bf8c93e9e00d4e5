import type { Browser, BrowserContext, Page } from '@playwright/test';

import { Desk } from './desk';
import { CORPUS, ONE_LINE, isShown, isUnharmed, watchFor } from './hostile';
import { Pen } from './pen';
import { ROUTES } from './routes';
import { expect, hydrated } from './test';

/** Whose pages are looked at, with or without script. */
export interface Eyes {
  page: Page;
  context: BrowserContext;
  seen: string[];
  scripted: boolean;
}

/** Where each hostile text must be read as it was typed. */
const READ_AT = ['/services', '/settings/audiences', '/settings/people', '/report', '/status', '/board?view=list', '/incidents/:number'];
const STATES = ['/board?view=list', '/board?view=list&status=cancelled', `/board?q=${encodeURIComponent(ONE_LINE)}`, `/messages?to=${encodeURIComponent(ONE_LINE)}`, `/search?q=${encodeURIComponent(ONE_LINE)}`];
/** Markdown reads this one as what it stands for. */
const AS_TEXT = CORPUS.filter((text) => !text.startsWith('&lt;'));

/** A desk on which nobody means well. */
export class HostileDesk {
  readonly pen = new Pen();
  /** Of the routes with a parameter. */
  readonly addresses: Record<string, string> = {};
  ada!: Eyes;
  ana!: Eyes;
  visitor!: Eyes;

  private constructor(readonly desk: Desk, private readonly browser: Browser) {}

  static async open(browser: Browser): Promise<HostileDesk> {
    const here = new HostileDesk(await Desk.open({ people: false }), browser);
    [here.ada, here.ana, here.visitor] = [await here.eyes(), await here.eyes(), await here.eyes()];
    return here;
  }

  async close(): Promise<void> {
    for (const { context } of [this.ada, this.ana, this.visitor]) await context.close();
    await this.desk.close();
  }

  async eyes(options: Parameters<Browser['newContext']>[0] = {}): Promise<Eyes> {
    const context = await this.browser.newContext({ baseURL: this.desk.url, ...options });
    return { context, seen: watchFor(context), page: await context.newPage(), scripted: options.javaScriptEnabled ?? true };
  }

  /** The same person in a browser without script. */
  async withoutScript(one: Eyes): Promise<Eyes> {
    return this.eyes({ javaScriptEnabled: false, storageState: await one.context.storageState() });
  }

  /** Goes there and looks at every field; nothing may have happened by it. */
  async look({ page, seen, scripted }: Eyes, path: string): Promise<void> {
    await page.goto(path);
    if (scripted) await hydrated(page);
    await this.pen.look(page);
    await isUnharmed(page, seen);
  }

  /** Every page of the site and some of their states, as these three see them. */
  async lookEverywhere(staff: Eyes, employee: Eyes, stranger: Eyes): Promise<void> {
    for (const route of [...ROUTES, ...STATES]) {
      const address = this.addresses[route] ?? route;
      expect(address, `an address for ${route}`).not.toContain(':');
      for (const one of [staff, employee, stranger]) {
        await this.look(one, address);
        // The organisation is called so, and stands on every page but these.
        if (!['/setup', '/poster'].includes(route)) await isShown(one.page, ONE_LINE);
      }
      if (READ_AT.includes(route)) {
        await this.look(staff, address);
        for (const text of AS_TEXT) await isShown(staff.page, text);
      }
    }
    await this.look(employee, this.addresses['own part'] ?? '');
    for (const text of AS_TEXT) await isShown(employee.page, text);
  }
}
