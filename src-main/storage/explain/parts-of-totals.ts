// What makes a total of the ledger or of usage, and how many rows it is the sum of: the same rows and amounts that the totals rows add
// up, by one thing they have in common. Must not: format, or decide what fits.
import { monthOfNumber, postingKind } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';
import type { LedgerPagesFilter } from '../paging/ledger-scan.ts';
import { summedLedger } from '../paging/ledger-walk.ts';
import { stretchesOf } from '../paging/stretches.ts';
import type { SummedFilter, UsageScan } from '../usage-pages.ts';
import { summedUsage } from '../usage-pages.ts';

/** What rows have in common (null: nothing of the kind) and what they come to, as a scaled integer. */
export interface TotalPart {
  readonly key: string | null;
  readonly amount: bigint;
}

const LEDGER_KEYS = { customer: 'w.customer', kind: 'p.kind', month: 'p.month', lot: 'l.lot_id' } as const;
export type LedgerKey = keyof typeof LEDGER_KEYS;

type Row = { key: bigint | string | null; amount: bigint };

export const ledgerCount = (open: OpenBook, filter: LedgerPagesFilter): number =>
  stretchesOf(open, filter).total;

/** @param of the column, and the currency or credit type it is in. */
export function ledgerParts(
  open: OpenBook,
  filter: LedgerPagesFilter,
  { column, unit }: { column: 'credits' | 'overage' | 'revenue'; unit: string },
  by: LedgerKey,
): TotalPart[] {
  const { from, where, amounts, parameters } = summedLedger(open, filter);
  const lots = by === 'lot' ? 'LEFT JOIN lot l ON l.id = p.lot' : '';
  const rows = open.db
    .prepare(
      `SELECT ${LEDGER_KEYS[by]} AS key, sum(${amounts[column]}) AS amount ${from} ${lots} ${where}
       AND ${column === 'revenue' ? 'p.currency' : 'w.credit_type'} = @unit GROUP BY key`,
    )
    .safeIntegers()
    .all({ ...parameters, unit }) as Row[];
  const named: Record<LedgerKey, (key: NonNullable<Row['key']>) => string> = {
    customer: (key) => open.codes.codeOf(Number(key)),
    kind: (key) => postingKind(Number(key)),
    month: (key) => monthOfNumber(Number(key)),
    lot: String,
  };
  return rows.map(({ key, amount }) => ({ key: key === null ? null : named[by](key), amount }));
}

const USAGE_KEYS = { customer: 'u.customer', meter: 'u.meter', event: 'u.event_id' } as const;
export type UsageKey = keyof typeof USAGE_KEYS;

export function usageCount(
  open: OpenBook,
  scan: UsageScan,
  filter: SummedFilter,
  undone: readonly number[],
): number {
  const { rows, parameters } = summedUsage(open, scan, filter, undone);
  return open.db
    .prepare(`SELECT count(*) ${rows}`)
    .pluck()
    .get(...parameters) as number;
}

/** Of usage. */
export function usageParts(
  open: OpenBook,
  { scan, filter, undone }: { scan: UsageScan; filter: SummedFilter; undone: readonly number[] },
  { column, unit }: { column: 'need' | 'drawn' | 'overage' | 'revenue'; unit: string },
  by: UsageKey,
): TotalPart[] {
  const { from, amounts, parameters } = summedUsage(open, scan, filter, undone);
  const rows = open.db
    .prepare(
      `SELECT ${USAGE_KEYS[by]} AS key, sum(${amounts[column]}) AS amount ${from}
       AND ${column === 'revenue' ? 'p.currency' : 'w.credit_type'} = ? GROUP BY key`,
    )
    .safeIntegers()
    .all(...parameters, unit) as Row[];
  return rows.map(({ key, amount }) => ({
    key: by === 'event' ? String(key) : open.codes.codeOf(Number(key)),
    amount,
  }));
}
