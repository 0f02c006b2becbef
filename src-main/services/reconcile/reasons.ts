// Why a line is open, as far as it can be seen: what a person is shown until somebody says otherwise. Must not: decide for them.
import type { Month } from '../../../src-shared/calendar.ts';
import { dayNumber, monthDates, monthOf } from '../../../src-shared/calendar.ts';
import type { Age, Reason } from '../../../src-shared/reconcile/words.ts';
import type { Suggestion } from '../../reports/matching/items.ts';
import { referenceKey } from '../../reports/matching/reference.ts';
import type { Line } from './lines.ts';
import { lineKey } from './lines.ts';

interface Context {
  readonly month: Month;
  readonly days: number;
  /** All of both sides, matched or not. */
  readonly lines: readonly Line[];
  readonly suggestions: readonly Suggestion[];
}

/** Worked out once for all lines of a reconciliation. */
const SEEN = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** The lines that are suggested to belong to one of another amount. */
function differing(suggestions: readonly Suggestion[]): ReadonlySet<string> {
  const known = SEEN.get(suggestions);
  if (known) return known;
  const found = new Set(
    suggestions
      .filter(({ why }) => why === 'amount_differs')
      .flatMap(({ book, outside }) => [
        ...book.map((key) => lineKey('book', key)),
        ...outside.map((key) => lineKey('outside', key)),
      ]),
  );
  SEEN.set(suggestions, found);
  return found;
}

export function likelyReason(line: Line, { month, days, lines, suggestions }: Context): Reason {
  if (differing(suggestions).has(lineKey(line.side, line.key))) return 'amount_difference';
  if (doubled(lines).has(sameOf(line))) return 'duplicate';
  const { date } = line;
  if (line.side === 'outside' && date !== null && monthOf(date) !== line.month) return 'wrong_period';
  const atEnd = date !== null && dayNumber(monthDates(month).to) - dayNumber(date) < days;
  if (line.carries && line.month === month && atEnd) return 'timing';
  return line.side === 'book' ? 'missing_in_source' : 'missing_in_ledger';
}

/** What stands more than once on a side: reference, customer and amount. */
function doubled(lines: readonly Line[]): ReadonlySet<string> {
  const known = SEEN.get(lines);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const line of lines)
    if (line.reference !== '') counts.set(sameOf(line), (counts.get(sameOf(line)) ?? 0) + 1);
  const found = new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name));
  SEEN.set(lines, found);
  return found;
}

const sameOf = ({ side, unit, party, reference, amount }: Line): string =>
  [side, unit, party, referenceKey(reference), amount].join('\u001f');

/** The age of what has been open for so many days at the month's end. */
export function ageOf(days: number): Age {
  return days <= 30 ? '0–30' : days <= 60 ? '31–60' : days <= 90 ? '61–90' : '90+';
}
