// How the stories are lived: in the Chromium of this machine, each against servers of its own, never twice.

import { defineConfig } from '@playwright/test';

import { environment } from './fixtures/environment.ts';

export default defineConfig({
  testDir: 'stories',
  testMatch: '*.ts',
  outputDir: 'results',
  fullyParallel: true,
  workers: 2,
  // A story that passes only the second time has told of a defect.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // Wide enough for the seven columns of the board.
    viewport: { width: 1880, height: 900 },
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: environment.chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
