import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const TABLE = resolve(__dirname, '../../app/src/routes.rs');

/** Every pattern the router mounts, read from the one place that spells paths: a new page is in here before anybody tests it. */
export const ROUTES: string[] = [...readFileSync(TABLE, 'utf8').matchAll(/path!\("([^"]+)"\)/g)].map((found) => found[1] ?? '');

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
