import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The one that `make test` found, or Debian's: Playwright's own download is not needed. */
const chromium = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  // As many as there are cores; each worker starts its own desk in an empty folder.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // A shared machine may stall for seconds; what fails twice fails, and what failed once is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    // Another zone and language than the server's: nothing may depend on them.
    timezoneId: 'America/New_York',
    locale: 'de-DE',
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP desk.lan 127.0.0.1'],
    },
  },
});
