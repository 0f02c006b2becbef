// A large file through the whole service, with a book whose charges it is: taken in, matched, the sets kept, and how it stands read back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTables } from '../../../src-main/services/incoming/read-tables.ts';
import { runMatching } from '../../../src-main/services/reconcile/deeds.ts';
import { takeIn } from '../../../src-main/services/reconcile/outside/take-in.ts';
import { shown } from '../../../src-main/services/reconcile/shown.ts';
import { reconciliation } from '../../../src-main/services/reconcile/state.ts';
import { openSession, type Session } from '../../../src-main/services/session.ts';
import { loadSetup } from '../../../src-main/services/setup.ts';
import { createBook } from '../../../src-main/storage/open.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';

const LEG = { leg: 'billing', month: '2026-03' } as const;
const CUSTOMERS = 4000;
const ACTOR = { user: 'bench', now: () => Date.UTC(2026, 3, 2) };

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.findings.slice(0, 3)));
  return result.value;
};

/** @param lines on each side: charges of the book, and the lines of the file. */
export async function benchReconcileFile(lines: number, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
    const open = must(createBook(join(folder, 'book.ddb'), { user: ACTOR.user, at: ACTOR.now() }));
    try {
      const session = openSession(open, ACTOR);
      await setUp(session, folder, lines);
      const file = join(folder, 'invoices.csv');
      writeFileSync(file, invoices(lines));
      await measured(session, file, run);
    } finally {
      open.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function setUp(session: Session, folder: string, lines: number): Promise<void> {
  const tables: Record<string, string[]> = {
    book: ['key,value', 'name,Bench', 'currency,EUR', 'time_zone,UTC', 'first_month,2026-03'],
    credit_types: ['code,scale', 'credits,2'],
    customers: ['code,name', ...Array.from({ length: CUSTOMERS }, (_, n) => `c${n},Customer ${n}`)],
    grants: ['ref,date,customer,credit_type,credits,price', ...range(lines).map(grantLine)],
  };
  for (const [name, rows] of Object.entries(tables))
    writeFileSync(join(folder, `${name}.csv`), rows.join('\n'));
  must(loadSetup(session, must(await readTables(folder)), 'bench'));
}

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const dayOf = (n: number): string => `2026-03-${String(1 + (n % 28)).padStart(2, '0')}`;
const priceOf = (n: number): string => `${10 + (n % 997)}.${String(n % 100).padStart(2, '0')}`;
const grantLine = (n: number): string => `SO-${n},${dayOf(n)},c${n % CUSTOMERS},credits,100,${priceOf(n)}`;

/** Half by reference, most of the rest by customer, amount and day; one in fifty is a cent off, one in a hundred of another matter. */
function invoices(lines: number): string {
  const row = (n: number): string => {
    const other = n % 100 === 7;
    const amount = n % 50 === 3 ? `${10 + (n % 997)}.${String((n + 1) % 100).padStart(2, '0')}` : priceOf(n);
    const reference = other ? `X-${n}` : n % 2 === 0 ? `SO-${n}` : '';
    return `INV-${n},${reference},c${n % CUSTOMERS},${dayOf(n)},${other ? `${90_000 + n}.00` : amount}`;
  };
  return ['invoice,order,customer,date,amount', ...range(lines).map(row)].join('\n');
}

async function measured(session: Session, path: string, run: number): Promise<void> {
  const times: string[] = [];
  const time = async <T>(what: string, work: () => Promise<Result<T>>): Promise<T> => {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    const value = must(await work());
    const { user, system } = process.cpuUsage(cpu);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    times.push(`${what} ${seconds} s (CPU ${((user + system) / 1e6).toFixed(1)})`);
    return value;
  };
  const taken = await time('take in', () => takeIn(session, { ...LEG, path, profile: null }));
  const { sets } = await time('match', () => runMatching(session, LEG));
  const standing = await time('read back', () => reconciliation(session, LEG.leg, LEG.month));
  const view = shown(standing);
  const book =
    standing.sets.reduce((sum, set) => sum + set.book.length, 0) +
    standing.open.filter(({ line }) => line.side === 'book').length;
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `\nwhole service, run ${run}: ${book} × ${taken.rows} lines, ${sets} sets, ${standing.open.length} open ` +
      `(${view.open.length} shown), most memory ${memory} MB\n  ${times.join(', ')}\n`,
  );
}
