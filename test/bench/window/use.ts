// The window on a large book as people use it, timed in the page: started by the command until its first numbers stand, scrolled,
// sorted, filtered, customers opened. Must not: import, or test what is shown.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { type BrowserHost, startBrowserHost } from '../../../src-main/hosts/browser/host.ts';
import { PAGE_FOLDER } from '../../../src-main/hosts/start/build-page.ts';
import { seeded } from '../../support/random.ts';
import { CUSTOMERS } from '../data.ts';
import { PROBE } from './probe.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface Opened {
  readonly page: Page;
  readonly host: BrowserHost;
  close(): Promise<void>;
}

export async function open(browser: Browser, folder: string, book: string): Promise<Opened> {
  mkdirSync(join(folder, 'passing'), { recursive: true });
  const host = await startBrowserHost({
    page: PAGE_FOLDER,
    folder: join(folder, 'books'),
    book,
    temporary: join(folder, 'passing'),
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript({ content: PROBE });
  await page.goto(host.link());
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  return {
    page,
    host,
    async close() {
      await context.close();
      await host.stop();
    },
  };
}

export const probe = <T>(page: Page, script: string): Promise<T> =>
  page.evaluate(`window.probe.${script}`) as Promise<T>;

/**
 * `npm start -- --browser BOOK` until the figures of the Overview stand in the browser, again and again: the whole way a person waits.
 * @returns milliseconds, the first start first.
 */
export async function starts(
  browser: Browser,
  folder: string,
  book: string,
  times: number,
): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const from = performance.now();
    const words = ['start', '--', '--browser', '--no-open', '--folder', join(folder, 'books'), book];
    // A group of its own: npm and what it starts are ended together.
    const running = spawn('npm', words, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => running.once('exit', resolve));
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    try {
      const page = await context.newPage();
      await page.goto(await linkOf(running.stdout));
      await page.locator('.figures').first().waitFor({ timeout: 120_000 });
      taken.push(performance.now() - from);
    } finally {
      await context.close();
      process.kill(-running.pid!, 'SIGINT');
      await ended;
    }
  }
  return taken;
}

function linkOf(output: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  return new Promise((found, failed) => {
    output.on('data', (piece) => {
      said += piece;
      const [link] = /http:\/\/127\.0\.0\.1:\S+/.exec(said) ?? [];
      if (link) found(link);
    });
    output.on('end', () => failed(new Error(`no link: ${said}`)));
  });
}

export type Series = Record<string, number[]>;

/** What each screen is narrowed by beside the customer: values in turn, and what the first row then says, and not before. */
const SCREENS = [
  {
    name: 'Usage',
    address: '#/usage',
    column: 'event_id',
    filters: [{ by: 'meter', values: ['meter1', 'meter2', 'meter3'].map((meter) => [meter, meter]) }],
  },
  {
    name: 'Ledger',
    address: '#/ledger',
    column: 'at',
    filters: [
      {
        by: 'entry',
        values: [
          ['drawdown', 'Drawdown'],
          ['grant', 'Grant'],
        ],
      },
      {
        by: 'month',
        values: [
          ['2026-03', 'Mar 2026'],
          ['2026-07', 'Jul 2026'],
        ],
      },
    ],
  },
];

/** Scrolling, sorting and filtering of Usage and Ledger, and opening customers. */
export async function interactions(browser: Browser, folder: string, book: string): Promise<Series> {
  const { page, close } = await open(browser, folder, book);
  const random = seeded(4711);
  const series: Series = {};
  const note = async (what: string, script: string): Promise<void> => {
    const taken = await probe<number>(page, script);
    series[what] = [...(series[what] ?? []), taken];
  };
  const at = (address: string, shows: string): string =>
    `until(() => { location.hash = ${JSON.stringify(address)}; }, () => ${shows})`;
  const customer = (): string => `cust${String(random.below(CUSTOMERS)).padStart(4, '0')}`;
  for (const { name, address, column, filters } of SCREENS) {
    const filled = `window.probe.cell(0, '${column}') !== ''`;
    await note(`${name}: open`, at(address, `window.probe.text('h1') === '${name}' && ${filled}`));
    await page.mouse.move(700, 450);
    for (let time = 0; time < 40; time++) {
      const moved = note(`${name}: scroll a screen`, `moved('${column}')`);
      await page.mouse.wheel(0, 500);
      await moved;
    }
    for (let time = 0; time < 30; time++) {
      // The grid takes one element at a time as scrolled, and lets go of it after half a second.
      await page.waitForTimeout(600);
      await note(`${name}: scroll to anywhere`, `scroll(${(1 + ((time * 37) % 97)) / 100}, '${column}')`);
    }
    await page.waitForTimeout(600);
    await probe(page, `scroll(0, '${column}')`);
    for (let time = 0; time < 30; time++) {
      const one = customer();
      const shows = `window.probe.cell(0, 'customer') === '${one}'`;
      await note(`${name}: filter by customer`, at(`${address}?customer=${one}`, shows));
    }
    for (const { by, values } of filters)
      for (let time = 0; time < 20; time++) {
        const [value, shown] = values[time % values.length]!;
        const shows = `window.probe.cell(0, '${by === 'month' ? 'at' : by}').includes('${shown}')`;
        await note(`${name}: filter by ${by}`, at(`${address}?${by}=${value}`, shows));
      }
    await probe(page, at(address, filled));
    for (let time = 0; time < 20; time++) await note(`${name}: sort`, sortOf(name, column));
  }
  for (let time = 0; time < 30; time++) {
    const one = customer();
    const shows = `window.probe.text('h1') === '${one}' && window.probe.text('.page-body').includes('Balance')`;
    await note('open a customer', at(`#/customers/${one}`, shows));
  }
  await close();
  return series;
}

/** Turns the order about, and waits for another first row. */
function sortOf(name: string, column: string): string {
  const turn =
    name === 'Usage'
      ? `[...document.querySelectorAll('[role=radiogroup] input')].find((one) => !one.checked).click()`
      : `window.probe.turn('${column}')`;
  const shows = `() => { const now = window.probe.cell(0, '${column}'); return now !== '' && now !== window.before; }`;
  return `until(() => { window.before = window.probe.cell(0, '${column}'); ${turn}; }, ${shows})`;
}
