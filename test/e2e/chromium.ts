// The browser that journeys go through. Without it they are skipped with a word, unless DRAWDOWN_REQUIRE_TOOLS=1 says they must
// run. Must not: know a page.
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { afterAll, test } from 'vitest';
import { CHROMIUM, startChromium } from '../support/chromium.ts';

const required = process.env.DRAWDOWN_REQUIRE_TOOLS === '1';
if (!CHROMIUM && !required) console.warn('Chromium is not installed: journeys through the page are skipped');

/** A test that needs the browser. */
export const journey = test.skipIf(!CHROMIUM && !required);

let running: Promise<Browser> | null = null;

/** One browser for a test file; each journey has a profile of its own in it. */
export function browser(): Promise<Browser> {
  running ??= startChromium();
  return running;
}

afterAll(async () => {
  const ended = running;
  running = null;
  await (await ended)?.close();
});
