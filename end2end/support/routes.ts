import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const read = (path: string, pattern: RegExp): string[] =>
  [...readFileSync(resolve(__dirname, '../..', path), 'utf8').matchAll(pattern)].map((found) => found[1] ?? '');

/** Pages that are taken over by a program, as the app's router spells them. */
const LIVE = read('app/src/site.rs', /path!\("([^"]+)"\)/g);

/** Every pattern the router mounts, read from the tables of both kinds of pages: a new page is in here before anybody tests it. */
export const ROUTES: string[] = [...LIVE, ...read('app/documents/src/table.rs', /\("(\/[^"]*)", \|asked\|/g).map((path) => path.replace(/\{(\w+)\}/g, ':$1'))];

/** The pattern an address belongs to. */
export function routeOf(path: string): string | undefined {
  const parts = path.split(/[?#]/)[0]?.split('/') ?? [];
  const fits = (route: string) => {
    const wanted = route.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(':') || part === parts[at]);
  };
  // A written part goes before a parameter: `/subscriptions/confirm/:token` is no page of one address.
  return ROUTES.filter(fits).sort((one, other) => one.split(':').length - other.split(':').length)[0];
}

/** A name for files and tests: `/incidents/:number/messages` is `incidents-number-messages`. */
export function nameOf(route: string): string {
  return route === '/' ? 'home' : route.replace(/^\//, '').replace(/[/:]+/g, '-');
}
