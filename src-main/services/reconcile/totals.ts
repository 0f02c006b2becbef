// The roll-forward of a reconciliation by unit: what was carried in, what the month brought, what is matched, what is open; on both sides.
import type { Month } from '../../../src-shared/calendar.ts';
import { absolute } from '../../../src-shared/decimal.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Side } from '../../reports/matching/items.ts';
import type { Line } from './lines.ts';
import type { OpenLine, StandingSet } from './state.ts';

export interface SideTotals {
  /** Open at the end of the month before; with the month's own, less what is matched, it comes to what is open. */
  readonly carried: bigint;
  readonly own: bigint;
  readonly matched: bigint;
  readonly open: bigint;
}
export interface UnitTotals {
  readonly unit: string;
  readonly scale: number;
  readonly book: SideTotals;
  readonly outside: SideTotals;
  /** Outside less book, of what was carried in and the month's own. */
  readonly difference: bigint;
  /** Of it: within matches (tolerance, by hand). */
  readonly inMatches: bigint;
  /** Of it: open lines that a person gave a reason for. */
  readonly explained: bigint;
  /** The rest. */
  readonly unexplained: bigint;
  /** What people let stand: lines accepted with a note and differences within matches, each without its sign. */
  readonly accepted: bigint;
}

/** Those that cancel out are two. */
function acceptedOf(sets: readonly StandingSet[], open: readonly OpenLine[]): bigint {
  const noted = open.filter(({ said, reason }) => said && reason === 'accepted_with_note');
  return [...sets.map(({ difference }) => difference), ...noted.map(({ line }) => line.amount)].reduce(
    (sum, amount) => sum + absolute(amount),
    0n,
  );
}

/** @param before sets of earlier months: their lines are out of this one. */
export function unitTotals(
  month: Month,
  lines: readonly Line[],
  sets: readonly StandingSet[],
  open: readonly OpenLine[],
  scaleOf: (unit: string) => number,
  before: readonly StandingSet[],
): UnitTotals[] {
  const gone = new Set<Line>(before.flatMap(({ book, outside }) => [...book, ...outside]));
  const here = lines.filter((line) => !gone.has(line));
  const units = [...new Set(here.map(({ unit }) => unit))].sort(compareText);
  return units.map((unit) => {
    const add = (all: readonly Line[], side: Side): bigint =>
      all.reduce((sum, line) => (line.side === side && line.unit === unit ? sum + line.amount : sum), 0n);
    const matched = sets.flatMap(({ book, outside }) => [...book, ...outside]);
    const side = (of: Side): SideTotals => ({
      carried: add(
        here.filter((line) => line.month < month),
        of,
      ),
      own: add(
        here.filter((line) => line.month === month),
        of,
      ),
      matched: add(matched, of),
      open: add(
        open.map(({ line }) => line),
        of,
      ),
    });
    const [book, outside] = [side('book'), side('outside')];
    const said = open.filter((one) => one.said).map(({ line }) => line);
    const explained = add(said, 'outside') - add(said, 'book');
    const inMatches = outside.matched - book.matched;
    const difference = outside.carried + outside.own - book.carried - book.own;
    return {
      ...{ unit, scale: scaleOf(unit), book, outside, difference, inMatches, explained },
      unexplained: difference - inMatches - explained,
      accepted: acceptedOf(
        sets.filter((set) => set.unit === unit),
        open.filter(({ line }) => line.unit === unit),
      ),
    };
  });
}
