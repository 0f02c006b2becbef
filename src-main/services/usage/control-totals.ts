// Rows and quantities of an import by meter, and whether they are what the source system says it sent (rules §12). Totals that differ
// stop an import unless somebody says why it is right all the same; both stay on record with the batch.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { FoundTotals, ToldTotals } from '../../../src-shared/control-totals.ts';
import { compareTotals, totalsLine, totalsLineInWords } from '../../../src-shared/control-totals.ts';
import { canonicalDecimal, formatScaled, parseScaled, QUANTITY_SCALE } from '../../../src-shared/decimal.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import type { ControlTotals } from '../../engine/facts.ts';
import type { AcceptedRow } from '../../import/usage-reading.ts';
import type { ImportOptions } from './import-usage.ts';

export interface Totals {
  add(row: AcceptedRow): void;
  found(): FoundTotals;
  /** The earliest and latest instants; null: no row. */
  span(): { first: Instant | null; last: Instant | null };
}

/** Adds up what is accepted, exactly. */
export function openTotals(): Totals {
  const meters = new Map<string, { rows: number; sum: bigint }>();
  let [first, last]: [Instant | null, Instant | null] = [null, null];
  const text = (sum: bigint): string => canonicalDecimal(formatScaled(sum, QUANTITY_SCALE))!;
  return {
    add({ meter: { code }, quantity, occurredAt }) {
      const known = meters.get(code) ?? { rows: 0, sum: 0n };
      if (known.rows === 0) meters.set(code, known);
      known.rows++;
      known.sum += parseScaled(quantity, QUANTITY_SCALE)!;
      if (first === null || occurredAt < first) first = occurredAt;
      if (last === null || occurredAt > last) last = occurredAt;
    },
    found() {
      let [rows, sum] = [0, 0n];
      for (const one of meters.values()) {
        rows += one.rows;
        sum += one.sum;
      }
      return {
        rows,
        quantity: text(sum),
        meters: [...meters].map(([meter, one]) => ({ meter, rows: one.rows, quantity: text(one.sum) })),
      };
    },
    span: () => ({ first, last }),
  };
}

/** What an import is to be held against, and where its own totals are. */
export interface Control {
  readonly told: readonly ToldTotals[];
  /** Why it is right all the same, should they differ. */
  readonly reason: string;
  found(): FoundTotals;
}

/** What is kept with the batch; undefined: nothing was told. Throws a Refusal where totals differ and nobody said why. */
export function heldAgainst(control: Control | undefined): ControlTotals | undefined {
  if (!control) return undefined;
  const lines = compareTotals(control.told, control.found());
  if (lines.length === 0) return undefined;
  const reason = control.reason.trim();
  const differing = lines.filter(({ difference }) => difference !== '0');
  if (differing.length > 0 && reason === '') {
    throw new Refusal(
      ...differing.map((line) => ({
        code: 'totals_differ' satisfies ServiceCode,
        message: `The control totals differ: ${totalsLineInWords(line)}`,
        hint: 'Find the rows that are missing or too many, or give the reason why the import is right',
      })),
    );
  }
  return {
    lines: lines.map(({ meter, what, told, found }) => ({ meter, what, told, found })),
    reason: differing.length > 0 ? reason : '',
  };
}

/** An import held against totals that somebody told, as the review holds its own. */
export function withControl(
  options: ImportOptions,
  told: readonly ToldTotals[],
  reason: string,
): ImportOptions {
  if (told.every(({ rows, quantity }) => rows === null && quantity === null)) return options;
  const totals = openTotals();
  return { ...options, watch: { accepted: totals.add }, control: { told, reason, found: totals.found } };
}

/** "control totals of the source agree (rows 6)"; blank where none were told. */
export function controlInWords(control: ControlTotals | undefined): string {
  if (!control) return '';
  const lines = control.lines.map(totalsLine);
  const differing = lines.filter(({ difference }) => difference !== '0');
  if (differing.length === 0) {
    const told = lines.map(
      ({ meter, what, found }) => `${meter === null ? what : `${what} of ${meter}`} ${found}`,
    );
    return `control totals of the source agree (${told.join(', ')})`;
  }
  return `control totals of the source differ (${differing.map((line) => totalsLineInWords(line)).join('; ')}), because ${control.reason}`;
}
