// Debian's Chromium, driven by Playwright: where it is and how it is started. Must not: know a page or a test runner.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = [process.env.DRAWDOWN_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Its path; undefined where it is not installed. */
export const CHROMIUM = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** It has nothing to say to anybody: no updates, no sync, no other protocol than the one that is tested. */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Letters without colours at their edges: pictures are small, and the same on every screen.
  '--disable-lcd-text',
];

export function startChromium(): Promise<Browser> {
  if (!CHROMIUM) throw new Error('Chromium is not installed');
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    chromiumSandbox: false,
    args: ARGUMENTS,
  });
}
