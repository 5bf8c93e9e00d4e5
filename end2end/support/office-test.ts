import { Office } from './office';
import { test as base, expect } from './test';

/** Tests that share one furnished office: whoever changes something in it says so, or enters it for themselves. */
export const test = base.extend<{ unwatched?: never }, { office: Office }>({
  office: [
    async ({ desk, browser, watching: _ }, use) => {
      const office = await Office.furnished(desk, browser);
      await use(office);
      await office.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect };
