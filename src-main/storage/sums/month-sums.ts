// What postings add up to by wallet, month, kind and lot, kept beside them by whoever writes or clears postings. At any time the
// table is the sum of the postings, nothing else; `wrongSums` proves it. Must not: be read for anything finer than a month.
import type Database from 'better-sqlite3';
import { DAY_MS, type Instant } from '../../../src-shared/calendar.ts';
import type { Posting } from '../../engine/postings.ts';
import { chargeNumber, kindNumber, monthNumber } from '../derived-rows.ts';
import { openManyRows } from '../writing/many-rows.ts';
import { type Amounts, addAmounts, noAmounts } from './amounts.ts';

/** The columns that are added up, in the order of the table, each with what it sums over posting p. */
const SUMMED: Readonly<Record<string, string>> = {
  credits: 'sum(p.credits)',
  overage: 'sum(p.overage)',
  ...upAndDown('basis', 'basis'),
  ...upAndDown('usage', 'usage'),
  ...upAndDown('breakage', 'breakage'),
  ...upAndDown('overage', 'overage_revenue'),
  ...upAndDown('receivable', 'receivable'),
  ...upAndDown('unbilled', 'unbilled'),
};

function upAndDown(name: string, column: string): Record<string, string> {
  return { [`${name}_up`]: `sum(max(p.${column}, 0))`, [`${name}_down`]: `sum(max(-p.${column}, 0))` };
}

const GROUP = `p.wallet, p.month, p.kind, ifnull(p.charge_kind, -1) AS charge_kind, ifnull(p.lot, 0) AS lot,
  ifnull(p.currency, '') AS currency`;

/** A query that adds up postings p as the table has them; `from` is what follows FROM. */
export function sumsOf(from: string): string {
  const sums = Object.entries(SUMMED).map(([name, sum]) => `${sum} AS ${name}`);
  return `SELECT ${GROUP}, ${sums.join(', ')} FROM ${from} GROUP BY 1, 2, 3, 4, 5, 6`;
}

/** No month is longer, in any zone. */
export const LONGEST_MONTH_MS = 32 * DAY_MS;

/** Clears what a wallet's postings at or after an instant add to the sums; before the postings themselves are removed. */
export function openSumClearer(db: Database.Database): (wallet: number, from: Instant) => void {
  const first = db
    .prepare('SELECT month FROM posting WHERE wallet = ? AND at >= ? ORDER BY at LIMIT 1')
    .pluck();
  const last = db
    .prepare('SELECT month FROM posting WHERE wallet = ? AND at < ? ORDER BY at DESC LIMIT 1')
    .pluck();
  const clear = db.prepare('DELETE FROM month_sum WHERE wallet = ? AND month >= ?');
  const addUp = db.prepare(
    `INSERT INTO month_sum ${sumsOf('posting p WHERE p.wallet = ? AND p.month = ? AND p.at >= ? AND p.at < ?')}`,
  );
  return (wallet, from) => {
    const month = first.get(wallet, from) as number | undefined;
    if (month === undefined) return;
    clear.run(wallet, month);
    // What stays of that month, if anything does.
    if (last.get(wallet, from) === month) addUp.run(wallet, month, from - LONGEST_MONTH_MS, from);
  };
}

interface Sum {
  wallet: number;
  month: number;
  kind: number;
  chargeKind: number;
  lot: number;
  currency: string;
  amounts: Amounts;
}

/** What postings that are added up together have in common. */
export type SumHead = Pick<Posting, 'kind' | 'month' | 'chargeKind' | 'currency'>;

export interface SumWriter {
  /** `lot` is the lot's row, null where the postings concern none. */
  add(wallet: number, head: SumHead, lot: number | null, amounts: Amounts): void;
  /** Writes what was added. */
  finish(): void;
}

/** Opens writers, one for each derivation: one given up in the middle leaves nothing behind. */
export function openSumWriter(db: Database.Database): () => SumWriter {
  const columns = Object.keys(SUMMED);
  const marks = `(${Array.from({ length: 6 + columns.length }, () => '?').join(', ')})`;
  const adding = columns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');
  const write = openManyRows(
    db,
    'INSERT INTO month_sum VALUES',
    marks,
    `ON CONFLICT DO UPDATE SET ${adding}`,
  );
  return () => {
    const sums = new Map<string, Sum>();
    const sumOf = (wallet: number, head: SumHead, lot: number | null): Sum => {
      const [kind, currency] = [kindNumber(head.kind), head.currency ?? ''];
      const chargeKind = head.chargeKind === null ? -1 : chargeNumber(head.chargeKind);
      const key = `${wallet}|${head.month}|${kind}|${chargeKind}|${lot}|${currency}`;
      const known = sums.get(key);
      if (known) return known;
      const month = monthNumber(head.month);
      const made = { wallet, month, kind, chargeKind, lot: lot ?? 0, currency, amounts: noAmounts() };
      sums.set(key, made);
      return made;
    };
    return {
      add: (wallet, head, lot, amounts) => addAmounts(sumOf(wallet, head, lot).amounts, amounts),
      finish() {
        const rows = write();
        for (const { wallet, month, kind, chargeKind, lot, currency, amounts } of sums.values())
          rows.row().push(wallet, month, kind, chargeKind, lot, currency, ...amounts);
        rows.flush();
      },
    };
  };
}

/** Wallets and months whose sums are not those of their postings, at most 20. */
export function wrongSums(db: Database.Database): { wallet: number; month: number }[] {
  const names = ['wallet', 'month', 'kind', 'charge_kind', 'lot', 'currency', ...Object.keys(SUMMED)].join(
    ', ',
  );
  return db
    .prepare(
      `WITH summed AS MATERIALIZED (${sumsOf('posting p')}),
       wrong AS (SELECT * FROM (SELECT ${names} FROM summed EXCEPT SELECT ${names} FROM month_sum)
                 UNION ALL SELECT * FROM (SELECT ${names} FROM month_sum EXCEPT SELECT ${names} FROM summed))
       SELECT DISTINCT wallet, month FROM wrong ORDER BY wallet, month LIMIT 20`,
    )
    .all() as { wallet: number; month: number }[];
}
