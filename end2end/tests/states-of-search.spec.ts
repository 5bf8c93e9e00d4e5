import { test } from '../support/office-test';
import { pictured, refused } from '../support/state';

test.use({ house: 'office' });

pictured([
  { name: 'search-before-anything', who: 'rui', at: '/search' },
  { name: 'search-that-finds-in-a-timeline', who: 'rui', at: '/search?q=disk%20is%3Amajor' },
  { name: 'search-that-finds-nothing', who: 'rui', at: '/search?q=zzzz' },
  { name: 'search-with-a-filter-that-is-none', who: 'rui', at: '/search?q=mail%20status%3Asoon', status: 422 },
  { name: 'search-of-a-member', who: 'ada', at: '/search?q=is%3Arestricted' },
  { name: 'a-search-not-saved', who: 'rui', at: '/search?q=mail', after: refused('form[method=post][action="/search"]', { name: '' }) },
  { name: 'a-search-that-ana-may-not-make', who: 'ana', at: '/search?q=mail', status: 403 },
  { name: 'a-board-with-a-filter-that-is-none', who: 'rui', at: '/board?q=status%3Asoon' },
]);
