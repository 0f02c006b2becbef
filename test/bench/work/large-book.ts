// Small work in a large book, without starting the program: opening it and what the first screen reads, a row that comes late for one
// customer; and closing a month that has all of its usage, beside its import. Must not: go around the services.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { withBook } from '../../../src-main/backend/books.ts';
import { readOverview } from '../../../src-main/services/screens/overview.ts';
import { importUsage } from '../../../src-main/services/usage/import-usage.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { type Bench, drawdown, makeBench, tell, withBench } from '../book.ts';
import { measure, median, printTable } from '../measure.ts';

interface Taken {
  wall: number[];
  cpu: number[];
}

const ACTOR = { user: 'bench', now: () => Date.UTC(2027, 0, 1) };

/** Milliseconds of wall clock and processor. */
async function timed<T>(into: Taken, work: () => T | Promise<T>): Promise<T> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  into.wall.push(performance.now() - start);
  into.cpu.push((user + system) / 1000);
  return result;
}

/** Rows of some customers in the middle of the year, one to a file. */
function lateRows(folder: string, runs: number): string[] {
  return Array.from({ length: runs }, (_, n) => {
    const path = join(folder, `late-${n}.csv`);
    const customer = `cust${String(n * 7).padStart(4, '0')}`;
    writeFileSync(
      path,
      `event_id,customer,meter,quantity,occurred_at\nlate-${n},${customer},meter1,1,2026-06-15T12:00:00Z\n`,
    );
    return path;
  });
}

export async function benchLargeBook(rows: number, runs: number): Promise<void> {
  const bench = makeBench({ rows, months: 12 }, false);
  try {
    const takenFor = await smallWork(bench, runs);
    process.stdout.write(
      `\n| a book of ${rows} rows | ms, median of ${runs} | CPU ms |\n| --- | --- | --- |\n`,
    );
    for (const [name, { wall, cpu }] of takenFor)
      process.stdout.write(`| ${name} | ${median(wall).toFixed(0)} | ${median(cpu).toFixed(0)} |\n`);
  } finally {
    rmSync(bench.folder, { recursive: true, force: true });
  }
  benchClose(rows, runs);
}

async function smallWork({ folder, usage, fresh }: Bench, runs: number): Promise<Map<string, Taken>> {
  const takenFor = new Map<string, Taken>();
  const taken = (name: string): Taken => {
    const known = takenFor.get(name) ?? { wall: [], cpu: [] };
    takenFor.set(name, known);
    return known;
  };
  const book = fresh('book.ddb');
  tell('import', book, usage[0]!);
  for (let run = 0; run < runs; run++)
    await timed(taken('open, read the overview, close'), async () =>
      must(await withBook(book, ACTOR, readOverview)),
    );
  await withBook(book, ACTOR, async (session) => {
    for (const path of lateRows(folder, runs)) {
      const late = { path, profile: null, dryRun: false };
      await timed(taken('a late row of one customer'), async () => must(await importUsage(session, late)));
      await timed(taken('the overview after it'), async () => must(await readOverview(session)));
    }
    return { ok: true, value: null };
  });
  return takenFor;
}

/** All of the usage in one month. */
function benchClose(rows: number, runs: number): void {
  withBench({ rows, months: 1 }, false, ({ folder, usage, fresh }) => {
    const book = join(folder, 'book.ddb');
    const prepare = (): void => void fresh('book.ddb');
    const steps = [
      { name: 'drawdown import', prepare, command: drawdown('import', book, usage[0]!) },
      { name: 'drawdown close', command: drawdown('close', book, '2026-01') },
    ];
    printTable(`a month of ${rows} rows`, measure(steps, runs));
  });
}
