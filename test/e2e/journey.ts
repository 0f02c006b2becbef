// A journey: the browser host on a folder of its own, and a fresh browser profile with the page open in it. At its end the page
// must have had nothing to complain of. Must not: know a screen; journeys know what they look for.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../src-main/hosts/browser/host.ts';
import { PAGE_FOLDER } from '../../src-main/hosts/start/build-page.ts';
import { SAMPLE_BOOK } from '../../src-main/services/sample/sample-company.ts';
import { browser } from './chromium.ts';
import { type Complaints, listenForComplaints } from './complaints.ts';

const FAILED = resolve(import.meta.dirname, '../../test-results');

export interface JourneyOptions {
  /** Opened at the start. */
  readonly book?: string;
  /** The sample company lies in the folder, and is opened at the start. */
  readonly sample?: boolean;
  /** Another page than the built one. */
  readonly built?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** As of the person's system: "de-DE" by default, where numbers and dates are not what they are in code. */
  readonly locale?: string;
  readonly timeZone?: string;
}

export interface Journey {
  readonly page: Page;
  readonly host: BrowserHost;
  /** Where the host keeps books. */
  readonly folder: string;
  readonly complaints: Complaints;
  /** What the browser is given to download by the action. */
  download(action: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }>;
  /** Answers the file chooser that the action opens. */
  choose(action: () => Promise<unknown>, files: readonly string[]): Promise<void>;
  screenshot(file: string): Promise<void>;
}

/** What was on the screen when it failed. */
async function pictureOfFailure(page: Page, test: string): Promise<void> {
  const file = join(FAILED, `${test.replace(/[^\w-]+/g, '-').slice(0, 80)}.png`);
  await page.screenshot({ path: file });
  process.stderr.write(`${file}\n`);
}

/** Opens the page; the end of the test closes everything and reads what was complained of. */
export async function setOut(options: JourneyOptions = {}): Promise<Journey> {
  const scratch = mkdtempSync(join(tmpdir(), 'drawdown-journey-'));
  const folder = join(scratch, 'Drawdown');
  const sample = join(folder, 'Klarblatt sample');
  if (options.sample) cpSync(inject('sample'), sample, { recursive: true });
  const host = await startBrowserHost({
    page: options.built ?? PAGE_FOLDER,
    folder,
    book: options.sample ? join(sample, SAMPLE_BOOK) : options.book,
    checkAnswers: true,
    temporary: scratch,
  });
  const context = await (await browser()).newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: options.locale ?? 'de-DE',
    timezoneId: options.timeZone ?? 'Europe/Berlin',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  // A page starts in more than ten seconds where many share a machine.
  page.setDefaultTimeout(30_000);
  // From the start: a key can be quicker than the word that choosers are answered here.
  page.on('filechooser', () => {});
  const complaints = await listenForComplaints(page, host.origin);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await pictureOfFailure(page, task.name);
    await context.close();
    await host.stop();
    rmSync(scratch, { recursive: true, force: true });
    expect(complaints.all, 'what the page complained of').toEqual([]);
  });
  await page.goto(host.link());
  return {
    page,
    host,
    folder,
    complaints,
    async download(action) {
      const [download] = await Promise.all([page.waitForEvent('download'), action()]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    },
    async choose(action, files) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), action()]);
      await chooser.setFiles([...files]);
    },
    async screenshot(file) {
      await page.screenshot({ path: file, animations: 'disabled' });
    },
  };
}

/** In the sample company, as it was made once for all journeys: start.test.ts makes it in the window. */
export async function atSample(options: JourneyOptions = {}): Promise<Journey> {
  const begun = await setOut({ height: 720, ...options, sample: true });
  await begun.page.getByRole('navigation', { name: 'Screens' }).waitFor({ timeout: 60_000 });
  return begun;
}

export async function toAddress(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
}
