// The window on a large book, in a real browser: how long an import takes there and on the command line, how long the page ever
// stands still meanwhile, and how long it takes to open screens, scroll, sort, filter. Must not: test what is shown.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { type BrowserHost, startBrowserHost } from '../../src-main/hosts/browser/host.ts';
import { buildPage, PAGE_FOLDER, pageIsStale } from '../../src-main/hosts/start/build-page.ts';
import { startChromium } from '../support/chromium.ts';
import { seeded } from '../support/random.ts';
import { type Bench, drawdown, makeBench, tell } from './book.ts';
import { CUSTOMERS } from './data.ts';
import { measure, median } from './measure.ts';
import { PROBE } from './window-probe.ts';

interface Opened {
  readonly page: Page;
  readonly host: BrowserHost;
  close(): Promise<void>;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const row = (...cells: readonly string[]): void => say(`| ${cells.join(' | ')} |`);

async function open(browser: Browser, folder: string, book: string): Promise<Opened> {
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

const probe = <T>(page: Page, script: string): Promise<T> =>
  page.evaluate(`window.probe.${script}`) as Promise<T>;

interface ImportSeen {
  readonly look: number;
  readonly review: number;
  readonly commit: number;
  /** Processor time of the commit: the host and its worker are in this process. */
  readonly commitCpu: number;
  readonly stall: number;
  /** The longest task of the page, in ms of processor time: what else the machine does does not count. */
  readonly task: number;
}

/** Chosen, looked at, reviewed and committed, as a person would who waits for nothing. Seconds, and the longest stall in ms. */
async function importInWindow(browser: Browser, bench: Bench, file: string): Promise<ImportSeen> {
  const { page, close } = await open(browser, bench.folder, bench.fresh('window.ddb'));
  // As people come to it: from Usage, by its button.
  await page.goto(`${page.url().split('#')[0]}#/usage`);
  await page.getByRole('button', { name: 'Import …' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /Choose a file/ }).click(),
  ]);
  await browser.startTracing(page, { categories: ['toplevel'] });
  await probe(page, 'start()');
  const start = performance.now();
  const counts = page.getByRole('heading', { name: 'What the import would do' });
  await chooser.setFiles(file);
  await counts.waitFor();
  const looked = performance.now();
  const commit = page.getByRole('button', { name: /^Import [\d,]+ rows?$/ });
  await commit.waitFor();
  const reviewed = performance.now();
  const before = process.cpuUsage();
  await commit.click();
  await page.getByText(/^Imported [\d,]+ rows/).waitFor();
  const done = performance.now();
  const { user, system } = process.cpuUsage(before);
  const stall = await probe<number>(page, 'stop()');
  const task = longestTask(await browser.stopTracing());
  await close();
  return {
    look: (looked - start) / 1000,
    review: (reviewed - looked) / 1000,
    commit: (done - reviewed) / 1000,
    commitCpu: (user + system) / 1e6,
    stall,
    task,
  };
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const isMain = ({ name, args }: TraceEvent): boolean =>
    name === 'thread_name' && args?.name === 'CrRendererMain';
  const threads = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name.includes('RunTask') && threads.has(`${pid}/${tid}`),
  );
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
}

/** @returns milliseconds until the figures of the Overview stand, each time from a new load of the page. */
async function openings(browser: Browser, folder: string, book: string, times: number): Promise<number[]> {
  const { page, close } = await open(browser, folder, book);
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    await page.goto(`${page.url().split('#')[0]}?${time}#/overview`);
    await page.locator('.figures').first().waitFor();
    taken.push(performance.now() - start);
  }
  await close();
  return taken;
}

type Series = Record<string, number[]>;

/** Scrolling, sorting and filtering of Usage and Ledger, and opening customers. */
async function interactions(browser: Browser, bench: Bench, book: string): Promise<Series> {
  const { page, close } = await open(browser, bench.folder, book);
  const random = seeded(4711);
  const series: Series = {};
  const note = async (what: string, script: string): Promise<void> => {
    const taken = await probe<number>(page, script);
    series[what] = [...(series[what] ?? []), taken];
  };
  const at = (address: string, shows: string): string =>
    `until(() => { location.hash = ${JSON.stringify(address)}; }, () => ${shows})`;
  const customer = (): string => `cust${String(random.below(CUSTOMERS)).padStart(4, '0')}`;
  const screens = [
    { name: 'Usage', address: '#/usage', column: 'event_id' },
    { name: 'Ledger', address: '#/ledger', column: 'at' },
  ];
  for (const { name, address, column } of screens) {
    const filled = `window.probe.cell(0, '${column}') !== ''`;
    await note(`${name}: open`, at(address, `window.probe.text('h1') === '${name}' && ${filled}`));
    for (let time = 0; time < 40; time++)
      await note(`${name}: scroll a screen`, `scroll(null, 500, '${column}')`);
    for (let time = 0; time < 30; time++)
      await note(`${name}: scroll to anywhere`, `scroll(${(1 + ((time * 37) % 97)) / 100}, 0, '${column}')`);
    await probe(page, `scroll(0, 0, '${column}')`);
    for (let time = 0; time < 30; time++) {
      const one = customer();
      const shows = `window.probe.cell(0, 'customer') === '${one}'`;
      await note(`${name}: filter by customer`, at(`${address}?customer=${one}`, shows));
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

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export async function benchWindow(rows: number, runs: number): Promise<void> {
  const failed = pageIsStale() ? buildPage() : null;
  if (failed !== null) throw new Error(failed);
  const bench = makeBench({ rows, months: 12 }, false);
  const browser = await startChromium();
  try {
    const [file = ''] = bench.usage;
    const book = join(bench.folder, 'book.ddb');
    const command = {
      name: 'drawdown import',
      prepare: () => {
        bench.fresh('book.ddb');
      },
      command: drawdown('import', book, file),
    };
    const seen: (ImportSeen & { command: number; commandCpu: number })[] = [];
    for (let run = 0; run < runs; run++) {
      const [measured] = measure([command], 1);
      const { seconds, cpu } = measured!;
      const inWindow = await importInWindow(browser, bench, file);
      seen.push({ ...inWindow, command: seconds[0]!, commandCpu: cpu[0] ?? Number.NaN });
    }
    say(`\nimport of ${rows} rows, seconds (median of ${runs})\n`);
    const of = (take: (one: (typeof seen)[number]) => number): string => median(seen.map(take)).toFixed(2);
    const most = (take: (one: ImportSeen) => number): string => Math.max(...seen.map(take)).toFixed(0);
    const columns: Record<string, string> = {
      command: of((one) => one.command),
      'window: looked at': of((one) => one.look),
      reviewed: of((one) => one.review),
      committed: of((one) => one.commit),
      'committed / command': of((one) => one.commit / one.command),
      'the same, CPU': of((one) => one.commitCpu / one.commandCpu),
      'longest stall, ms': most(({ stall }) => stall),
      'longest task, CPU ms': most(({ task }) => task),
    };
    row(...Object.keys(columns));
    row(...Object.keys(columns).map(() => '---'));
    row(...Object.values(columns));
    tell('demo', join(bench.folder, 'sample'));
    const sample = await openings(browser, bench.folder, join(bench.folder, 'sample/klarblatt.ddb'), 10);
    const large = await openings(browser, bench.folder, book, 10);
    const series = {
      'open Overview, sample company': sample,
      'open Overview, this book': large,
      ...(await interactions(browser, bench, book)),
    };
    say('\nin the page, milliseconds\n');
    row('what', 'times', 'median', 'p99');
    row('---', '---', '---', '---');
    for (const [what, taken] of Object.entries(series))
      row(what, String(taken.length), median(taken).toFixed(0), percentile(taken, 0.99).toFixed(0));
  } finally {
    await browser.close();
    rmSync(bench.folder, { recursive: true, force: true });
  }
}
