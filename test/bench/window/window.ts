// The window on a large book, in a real browser: how long an import takes there and on the command line, how long the page ever
// stands still meanwhile, and how long it takes to open screens, scroll, sort, filter. Must not: test what is shown.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { buildPage, pageIsStale } from '../../../src-main/hosts/start/build-page.ts';
import { startChromium } from '../../support/chromium.ts';
import { type Bench, drawdown, makeBench, tell } from '../book.ts';
import { measure, median, percentile } from '../measure.ts';
import { interactions, open, probe, starts } from './use.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const row = (...cells: readonly string[]): void => say(`| ${cells.join(' | ')} |`);
/** Of each book. */
const STARTS = 6;

/** Seconds. */
interface ImportTaken {
  readonly look: number;
  readonly review: number;
  readonly commit: number;
  /** Processor time of the commit: the host and its worker are in this process. */
  readonly commitCpu: number;
}

interface Watch {
  begin(page: Page): Promise<void>;
  end(page: Page): Promise<void>;
}

/** Chosen, looked at, reviewed and committed, as a person would who waits for nothing. */
async function importInWindow(
  browser: Browser,
  bench: Bench,
  file: string,
  watch?: Watch,
): Promise<ImportTaken> {
  const { page, close } = await open(browser, bench.folder, bench.fresh('window.ddb'));
  // As people come to it: from Usage, by its button.
  await page.goto(`${page.url().split('#')[0]}#/usage`);
  await page.getByRole('button', { name: 'Import …' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /Choose a file/ }).click(),
  ]);
  await watch?.begin(page);
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
  await watch?.end(page);
  await close();
  return {
    look: (looked - start) / 1000,
    review: (reviewed - looked) / 1000,
    commit: (done - reviewed) / 1000,
    commitCpu: (user + system) / 1e6,
  };
}

/**
 * What the page does meanwhile, in an import of its own: who looks at every frame has every frame drawn, on a processor that the import
 * could use. @returns the longest time between two frames, of which there is one every 17 ms at best, and the longest task; ms.
 */
async function importWatched(
  browser: Browser,
  bench: Bench,
  file: string,
): Promise<{ stall: number; task: LongestTask }> {
  let stall = 0;
  let task: LongestTask = { clock: 0, cpu: 0 };
  await importInWindow(browser, bench, file, {
    async begin(page) {
      await browser.startTracing(page, { categories: ['toplevel'] });
      await probe(page, 'start()');
    },
    async end(page) {
      stall = await probe<number>(page, 'stop()');
      task = longestTask(await browser.stopTracing());
    },
  });
  return { stall, task };
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of processor time, which leaves out what else the machine does. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The page's longest task by the clock, and the longest in processor time; ms. */
interface LongestTask {
  readonly clock: number;
  readonly cpu: number;
}

function longestTask(trace: Buffer): LongestTask {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const isMain = ({ name, args }: TraceEvent): boolean =>
    name === 'thread_name' && args?.name === 'CrRendererMain';
  const threads = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name.includes('RunTask') && threads.has(`${pid}/${tid}`),
  );
  const longest = (of: (task: TraceEvent) => number): number =>
    tasks.reduce((most, one) => Math.max(most, of(one)), 0) / 1000;
  return { clock: longest(({ dur = 0 }) => dur), cpu: longest(({ tdur = 0 }) => tdur) };
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
    const seen: (ImportTaken & { command: number; commandCpu: number })[] = [];
    for (let run = 0; run < runs; run++) {
      const [measured] = measure([command], 1);
      const { seconds, cpu } = measured!;
      const inWindow = await importInWindow(browser, bench, file);
      seen.push({ ...inWindow, command: seconds[0]!, commandCpu: cpu[0] ?? Number.NaN });
    }
    const { stall, task } = await importWatched(browser, bench, file);
    say(`\nimport of ${rows} rows, seconds (median of ${runs}); the page in one more, watched\n`);
    const of = (take: (one: (typeof seen)[number]) => number): string => median(seen.map(take)).toFixed(2);
    const columns: Record<string, string> = {
      command: of((one) => one.command),
      'window: looked at': of((one) => one.look),
      reviewed: of((one) => one.review),
      committed: of((one) => one.commit),
      'committed / command': of((one) => one.commit / one.command),
      'the same, CPU': of((one) => one.commitCpu / one.commandCpu),
      'longest between frames, ms': stall.toFixed(0),
      'longest task, ms': task.clock.toFixed(0),
      'the same, CPU ms': task.cpu.toFixed(0),
    };
    row(...Object.keys(columns));
    row(...Object.keys(columns).map(() => '---'));
    row(...Object.values(columns));
    tell('demo', join(bench.folder, 'sample'));
    // In turn, so that what else the machine does falls on both.
    const sample: number[] = [];
    const large: number[] = [];
    for (let time = 0; time < STARTS; time++) {
      sample.push(...(await starts(browser, bench.folder, join(bench.folder, 'sample/klarblatt.ddb'), 1)));
      large.push(...(await starts(browser, bench.folder, book, 1)));
    }
    say(`\nfrom npm start to the Overview's figures, milliseconds (${STARTS} starts in turn)\n`);
    row('book', 'first', 'median of the others', 'ratio to the sample company');
    row('---', '---', '---', '---');
    const later = (taken: readonly number[]): number => median(taken.slice(1));
    for (const [what, taken] of Object.entries({ 'sample company': sample, 'this book': large }))
      row(what, taken[0]!.toFixed(0), later(taken).toFixed(0), (later(taken) / later(sample)).toFixed(2));
    const series = await interactions(browser, bench.folder, book);
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
