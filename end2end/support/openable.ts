import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Page } from '@playwright/test';

import type { Width } from './camera';
import type { Office, Viewer } from './office';

/** Something that opens over a page. */
export interface Openable {
  name: string;
  /** The id of the element that opens. */
  id: string;
  who: Viewer;
  at: (office: Office) => string;
  open: (page: Page, office: Office) => Promise<void>;
  widths?: Width[];
  /** The button that is pressed with nothing typed: then it says what is missing, and stays. */
  refuses?: string | RegExp;
}

const incident = (name: string) => (office: Office) => `/incidents/${office.incidents[name]}`;
const board = () => '/board';

/** A button of the incident's head. */
const step = (words: string) => (page: Page) => page.locator('.inc-acts').getByRole('button', { name: words }).click();
/** An entry of its menu. */
const more = (words: string) => async (page: Page) => {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: words }).click();
};
const yourMenu = (page: Page) => page.getByRole('button', { name: /your menu/ }).click();
const cardMenu = (page: Page, office: Office) => page.locator(`[id="${office.incidents.held}"] button.m`).click();
const taking = /^Take, resolve and tell/;

/** One for each `Ask` of the app; a test holds the two lists together. */
const ASKS: Record<string, Omit<Openable, 'name' | 'id' | 'who'> & { who?: Viewer }> = {
  Take: { at: incident('new'), open: more('Take with another priority…') },
  TakeAndResolve: { at: incident('new'), open: step('Take and resolve…'), refuses: taking },
  Mitigate: { at: incident('held'), open: step('Works again…'), refuses: 'Watch it' },
  Resume: { at: incident('mitigated'), open: step('Back to investigating…'), refuses: 'Go on investigating' },
  Resolve: { at: incident('mitigated'), open: step('Resolve…'), refuses: /^Resolve and tell/ },
  Reopen: { at: incident('resolved'), open: step('Re-open…'), refuses: 'Re-open it' },
  Cancel: { at: incident('new'), open: more('Cancel…') },
  Hold: { at: incident('mitigated'), open: step('Waiting for…'), refuses: 'Ask and wait' },
  ProposeMajor: { at: incident('new'), open: more('Propose as major…'), refuses: /^Propose it/ },
  DeclineMajor: { who: 'mara', at: incident('proposed'), open: (page) => page.getByRole('button', { name: 'Decline…' }).click(), refuses: 'Decline' },
  Classify: { at: incident('major'), open: more('Change the priority…') },
  Rename: { at: incident('long'), open: more('Rename…') },
  Publish: { at: incident('major'), open: more('What visitors read…') },
  Restrict: { at: incident('new'), open: more('Restrict to members…') },
  LiftRestriction: { who: 'ada', at: incident('restricted'), open: more('Lift the restriction…'), refuses: 'Let the whole team see it' },
  Merge: { at: incident('new'), open: more('Merge into another…'), refuses: /^Merge it/ },
  Redact: { who: 'mara', at: incident('major'), open: (page) => page.locator('.tl-take-out').last().click(), refuses: 'Take the words out' },
  Keys: { at: incident('new'), open: (page) => page.keyboard.press('?') },
};

const MENUS: Openable[] = [
  { name: 'menu-of-steps', id: 'more', who: 'rui', at: incident('new'), open: (page) => page.getByRole('button', { name: 'More' }).click() },
  { name: 'menu-of-a-card', id: 'card-menu', who: 'rui', at: board, open: cardMenu },
  { name: 'menu-of-a-person', id: 'person-menu', who: 'ada', at: () => '/messages', open: yourMenu },
  { name: 'navigation', id: 'frame-nav', who: 'ada', at: () => '/messages', widths: ['phone'], open: (page) => page.getByRole('button', { name: 'Menu', exact: true }).click() },
  { name: 'search', id: 'frame-search', who: 'ada', at: () => '/messages', widths: ['phone'], open: (page) => page.getByRole('button', { name: 'Search', exact: true }).click() },
  { name: 'keys-of-the-board', id: 'keys', who: 'rui', at: board, open: (page) => page.keyboard.press('?') },
  {
    name: 'hold-from-a-card', id: 'ask', who: 'rui', at: board,
    open: async (page, office) => {
      await page.locator(`[id="${office.incidents.mitigated}"] button.m`).click();
      await page.locator('#card-menu').getByRole('button', { name: 'Waiting for…' }).click();
    },
  },
];

export const OPENABLE: Openable[] = [
  ...Object.entries(ASKS).map(([ask, how]) => ({ who: 'rui' as Viewer, ...how, name: `ask-${ask}`, id: 'ask' })),
  ...MENUS,
];

/** The ids of all that opens. */
export const OPENED = [...new Set(OPENABLE.map((one) => one.id))];

/** The steps that ask for words, as the app lists them, and those opened here. */
export function asks(): { ofTheApp: string[]; opened: string[] } {
  const source = readFileSync(resolve(__dirname, '../../app/src/pages/incident/ask.rs'), 'utf8');
  const body = source.match(/pub enum Ask \{([^}]*)\}/)?.[1] ?? '';
  const named = body.split('\n').map((line) => line.match(/^\s*(\w+)/)?.[1] ?? '').filter(Boolean);
  return { ofTheApp: named, opened: Object.keys(ASKS) };
}
