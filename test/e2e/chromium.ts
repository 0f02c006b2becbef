// The browser that journeys go through: Debian's Chromium, driven by Playwright. Without it they are skipped with a word, unless
// DRAWDOWN_REQUIRE_TOOLS=1 says they must run. Must not: know a page.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, test } from 'vitest';

const CANDIDATES = [process.env.DRAWDOWN_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
const found = CANDIDATES.find((path) => path !== undefined && existsSync(path));
const required = process.env.DRAWDOWN_REQUIRE_TOOLS === '1';
if (!found && !required) console.warn('Chromium is not installed: journeys through the page are skipped');

/** A test that needs the browser. */
export const journey = test.skipIf(!found && !required);

/** It has nothing to say to anybody: no updates, no sync, no other protocol than the one that is tested. */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

let running: Promise<Browser> | null = null;

/** One browser for a test file; each journey has a profile of its own in it. */
export function browser(): Promise<Browser> {
  if (!running) {
    if (!found) throw new Error('Chromium is required (DRAWDOWN_REQUIRE_TOOLS=1) and not installed');
    running = chromium.launch({
      executablePath: found,
      headless: true,
      chromiumSandbox: false,
      args: ARGUMENTS,
    });
  }
  return running;
}

afterAll(async () => {
  const ended = running;
  running = null;
  await (await ended)?.close();
});
