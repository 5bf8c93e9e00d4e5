import { randomUUID } from 'node:crypto';

import { type Page, expect } from '@playwright/test';

import { type Desk, pause } from './desk';

/**
 * What a page would send, without its screen: for tests that begin after it. Ids are numbers beyond what JavaScript
 * holds, so they travel as `bigint`.
 */
export async function press(page: Page, number: string, command: unknown): Promise<void> {
  await call(page, 'change', { number, press: command, seen: null, nonce: randomUUID() });
}

/** One server function, as the person who is signed in on that page. */
export async function call(page: Page, name: string, given: unknown): Promise<unknown> {
  const data = JSON.stringify(given, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)).replace(/"(\d+)n"/g, '$1');
  const answer = await page.request.post(`${origin(page)}/fn/${name}`, { data, headers: { 'content-type': 'application/json', origin: origin(page) } });
  expect(answer.status(), `${name}: ${await answer.text()}`).toBe(200);
  return answer.json();
}

/** Posts a plain form; answers with where it leads. Refuses to go on when it was refused. */
export async function post(page: Page, path: string, fields: Record<string, string | string[]>): Promise<string> {
  const data = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) data.append(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: origin(page) };
  const answer = await page.request.post(`${origin(page)}${path}`, { data: data.toString(), headers, maxRedirects: 0 });
  expect(answer.status(), `${path}: ${(await answer.text()).replace(/<[^>]+>/g, ' ').slice(0, 2_000)}`).toBe(303);
  return answer.headers().location ?? '';
}

/** Names and ids of the services, as the report offers them. */
export async function services(desk: Desk): Promise<Record<string, string>> {
  const html = await (await fetch(`${desk.url}/report`)).text();
  return Object.fromEntries([...html.matchAll(/<option value="([0-9a-f]{16})"[^>]*>([^<]+)</g)].map(([, id = '', name = '']) => [name, id]));
}

export const id = (hex: string) => BigInt(`0x${hex}`);

/** The number on a receipt. */
export async function numberOf(desk: Desk, receipt: string): Promise<string> {
  const html = await (await fetch(`${desk.url}${receipt}`)).text();
  return html.match(/\b(INC-\d+|SEC-[0-9A-Z]+)\b/)?.[1] ?? '';
}

/** The path of the first link in a letter to that address that begins so. */
/** Somebody answers by mail with these words; where the mail itself is read. */
export async function answerByMail(desk: Desk, reader: Page, from: string, number: string, words: string): Promise<string> {
  desk.takesMail(`From: ${from}\r\nSubject: Re: [${number}]\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`);
  const page = await reader.request.get(`/incidents/${number}`).then((answer) => answer.text());
  const link = [...page.matchAll(/\/incidents\/[A-Z0-9-]+\/mail\/\d+/g)].pop()?.[0];
  if (!link) throw new Error(`no mail at ${number}`);
  return link;
}

export async function linkTo(desk: Desk, address: string, path: string, seconds = 30): Promise<string> {
  for (let tries = 0; tries < seconds * 10; tries++) {
    const letters = desk.letters().filter((letter) => letter.to.includes(address));
    const found = letters.map((letter) => letter.text.match(new RegExp(`https?://[^/\\s]+(${path}[^\\s]+)`))?.[1]).find(Boolean);
    if (found) return found;
    await pause(100);
  }
  throw new Error(`no letter to ${address} leads to ${path}`);
}

/** Begins the review of an incident, writes in it and sends it to every audience; who asks may do all of that. */
export async function publishReview(page: Page, number: string, words: string): Promise<void> {
  const path = `/incidents/${number}/review`;
  await post(page, path, { act: 'begin' });
  await post(page, path, { act: 'part', id: 'happened', happened: words, revision: '1' });
  const html = await page.request.get(`${origin(page)}${path}`).then((answer) => answer.text());
  const audiences = [...html.matchAll(/name="audiences" value="([0-9a-f]{16})"/g)].map((found) => found[1] ?? '');
  await post(page, path, { act: 'publish', id: '', unread: 'on', audiences, revision: '2' });
}

const origin = (page: Page) => new URL(page.url()).origin;
