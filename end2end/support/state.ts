import { type Page, expect } from '@playwright/test';

import { portray } from './camera';
import { type Office, type Viewer, called } from './office';
import { test } from './office-test';
import { hydrated } from './test';

/** How a screen stands that its address alone does not bring about. */
export interface State {
  name: string;
  who: Viewer;
  at: string | ((office: Office) => string);
  /** What happens on the page until it stands so. */
  after?: (page: Page, office: Office) => Promise<void>;
  /** The status of the page at its address. */
  status?: number;
  /** It spoils the page for others: it gets a window of its own. */
  alone?: boolean;
  /** Console errors it provokes. */
  forgives?: RegExp[];
}

/** A test for each: its picture in both themes and widths, and no rule broken. */
export function pictured(states: State[]): void {
  for (const { name, who, at, after, status = 200, alone, forgives = [] } of states) {
    test(`${called(who)} sees ${name.replaceAll('-', ' ')}`, async ({ office, forgive }) => {
      forgive(...forgives);
      const page = await (alone ? office.enter(who) : office.page(who));
      const answer = await page.goto(typeof at === 'string' ? at : at(office));
      expect(answer?.status()).toBe(status);
      await hydrated(page);
      await after?.(page, office);
      await portray(page, name);
      if (alone) await page.context().close();
    });
  }
}

/** Fills what stands in the form by names and posts it past all script, as a browser without script does. Nothing of it may be taken. */
export const refused = (form: string, fields: Record<string, string> = {}, status = 422) => async (page: Page): Promise<void> => {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.evaluate(([form = '', fields = {}]) => {
    const found = document.querySelector(form as string) as HTMLFormElement;
    for (const [name, value] of Object.entries(fields)) {
      for (const field of found.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)) field.value = value;
    }
    HTMLFormElement.prototype.submit.call(found);
  }, [form, fields] as const);
  expect((await answer).status()).toBe(status);
  await page.waitForLoadState();
  await hydrated(page);
};

/** From here on the browser checks no field itself, as some do not; the desk's own words are what is looked at. */
export const unchecked = (page: Page) => page.evaluate(() => document.querySelectorAll('form').forEach((form) => (form.noValidate = true)));

/** Presses the button of that name. */
export const pressing = (name: string | RegExp) => async (page: Page): Promise<void> => {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name }).first().click();
  await loaded;
  await hydrated(page);
};

/** One after the other. */
export const then = (...steps: ((page: Page, office: Office) => Promise<void>)[]) => async (page: Page, office: Office) => {
  for (const step of steps) await step(page, office);
};
