// Pages of the ledger and of usage on a large book, as the worker reads them for the window: any place, any order and filter that is
// offered. The book is made once and kept among temporary files. Must not: count the first page of a filter with the others; it begins
// to count what fits, or orders it, and is told apart, and so is the rest of the counting.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findingLine } from '../../src-main/hosts/cli/answer.ts';
import { countLedger, readLedger } from '../../src-main/services/screens/ledger-window.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { usagePage } from '../../src-main/services/usage/pages.ts';
import { MIGRATIONS } from '../../src-main/storage/migrations/list.ts';
import { openBook } from '../../src-main/storage/open.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { seeded } from '../support/random.ts';
import { makeBench, tell } from './book.ts';
import { CUSTOMERS } from './data.ts';
import { median, percentile } from './measure.ts';

const LIMIT = 200;
const TIMES = 200;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.findings.map(findingLine).join('\n'));
  return result.value;
}

/** The same book for every run of this version of the format. */
function bookOf(rows: number): string {
  const folder = join(tmpdir(), `drawdown-pages-${rows}-v${MIGRATIONS.length}`);
  const book = join(folder, 'book.ddb');
  if (existsSync(book)) return book;
  const bench = makeBench({ rows, months: 12 }, false);
  try {
    const made = bench.fresh('made.ddb');
    tell('import', made, bench.usage[0]!);
    mkdirSync(folder, { recursive: true });
    renameSync(made, book);
  } finally {
    rmSync(bench.folder, { recursive: true, force: true });
  }
  return book;
}

interface Kind {
  readonly what: string;
  /** @returns rows in all; null: not counted yet. */
  page(start: number): number | null;
  /** Counts some more. */
  count?(): number | null;
}

function kindsOf(session: Session): Kind[] {
  const random = seeded(4711);
  const customer = `cust${String(random.below(CUSTOMERS)).padStart(4, '0')}`;
  const none = { customer: null, lot: null, event: null, entry: null, month: null };
  const ledger = (
    what: string,
    filter: Partial<Record<keyof typeof none, string>>,
    order: Partial<Parameters<typeof readLedger>[2]> = {},
  ): Kind => ({
    what: `Ledger: ${what}`,
    page: (start) => {
      const asked = { start, limit: LIMIT, sort: null, newest: false, ...order };
      return value(readLedger(session, { ...none, ...filter }, asked)).total;
    },
    count: () => value(countLedger(session, { ...none, ...filter })).total,
  });
  const all = { customer: null, meter: null, batch: null, late: false, exception: false, text: '' };
  const usage = (
    what: string,
    filter: Partial<Omit<Parameters<typeof usagePage>[1], 'start'>> = {},
  ): Kind => ({
    what: `Usage: ${what}`,
    page: (start) => {
      const asked = { ...all, sort: null, newest: true, after: null, limit: LIMIT, ...filter, start };
      return usagePage(session, asked).total;
    },
  });
  return [
    ledger('everything', {}),
    ledger('everything, newest first', {}, { newest: true }),
    ledger('a month', { month: '2026-07' }),
    ledger('drawdowns, newest first', { entry: 'drawdown' }, { newest: true }),
    ledger('grants', { entry: 'grant' }),
    ledger('grants, newest first', { entry: 'grant' }, { newest: true }),
    ledger('a customer', { customer }),
    ledger('a customer, by credits', { customer }, { sort: 'credits' }),
    ledger('a customer, by revenue, largest first', { customer }, { sort: 'revenue', newest: true }),
    ledger('a lot', { lot: `${customer}-03` }),
    usage('everything'),
    usage('everything, oldest first', { newest: false }),
    usage('a customer', { customer }),
    usage('a customer, by quantity', { customer, sort: 'quantity' }),
    usage('a customer, by revenue', { customer, sort: 'revenue', newest: true }),
  ];
}

export function benchPages(rows: number, runs: number): void {
  const open = value(openBook(bookOf(rows), { user: 'bench', at: 0 }));
  const session = openSession(open, { user: 'bench', now: () => 0 });
  try {
    say(
      `\n${rows} rows: pages of ${LIMIT}, milliseconds; scrolled is one after the other, anywhere is any place; CPU leaves out what else the machine does\n`,
    );
    say(
      '| what | rows | first | its CPU | CPU of counting | at most at once | scrolled: median | p99 | anywhere: median | p99 | CPU of all: median | p99 |',
    );
    say('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const { what, page, count } of kindsOf(session)) {
      const random = seeded(1);
      const cpu: number[] = [];
      const timed = (work: () => void): number => {
        const [from, worked] = [performance.now(), process.cpuUsage()];
        work();
        const { user, system } = process.cpuUsage(worked);
        cpu.push((user + system) / 1000);
        return performance.now() - from;
      };
      const first = timed(() => page(0));
      const firstCpu = cpu.pop()!;
      let total = page(0);
      while (total === null && count) timed(() => (total = count()));
      const counting = [0, ...cpu.splice(0)];
      total ??= LIMIT;
      const places = Math.max(1, total - LIMIT);
      const middle = random.below(places);
      const scrolled: number[] = [];
      const anywhere: number[] = [];
      for (let time = 0; time < TIMES * runs; time++) {
        scrolled.push(timed(() => page((middle + time * LIMIT) % places)));
        anywhere.push(timed(() => page(random.below(places))));
      }
      const told = [scrolled, anywhere, cpu].flatMap((taken) => [median(taken), percentile(taken, 0.99)]);
      say(
        `| ${[what, total, ...[first, firstCpu, sum(counting), Math.max(...counting), ...told].map((ms) => ms.toFixed(1))].join(' | ')} |`,
      );
    }
  } finally {
    open.close();
  }
}
