// The lists of a reconciliation as they are shown: narrowed by a text, and long ones cut with a count of the rest. Must not: decide
// anything.
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { ReconciliationView, ShownLine } from '../../../src-shared/reconcile/calls.ts';
import { type Line, lineKey, placeOf } from './lines.ts';
import { ageOf } from './reasons.ts';
import type { Reconciliation } from './state.ts';
import { openByKey } from './state.ts';

/** So many of a list, of each side, go to the window; a text and the workbook reach the others. */
const MOST = 5000;

interface Ways {
  amount(value: bigint, unit: string): string;
  line(one: Line): ShownLine;
}

type Lists = Pick<ReconciliationView, 'sets' | 'open' | 'suggestions' | 'suggested' | 'counts'> &
  Pick<ReconciliationView, 'moreSets' | 'moreOpen' | 'moreSuggestions'>;

/** @param find words that shown lines and matches have somewhere, each of them; blank: all are shown. */
export function listsShown(standing: Reconciliation, find: string, { amount, line }: Ways): Lists {
  const fits = fitting(find, amount);
  const open = cut(
    standing.open.filter((one) => fits([one.line], one.note, one.owner)),
    ({ line: { side } }) => side,
  );
  const lines = openByKey(standing);
  const linesOf = ({ book, outside }: (typeof standing.suggestions)[number]): Line[] => [
    ...book.flatMap((key) => lines.get(lineKey('book', key)) ?? []),
    ...outside.flatMap((key) => lines.get(lineKey('outside', key)) ?? []),
  ];
  const suggestions = cut(standing.suggestions.filter((one) => fits(linesOf(one))));
  const sets = cut(standing.sets.filter((set) => fits([...set.book, ...set.outside], set.id, set.note)));
  return {
    sets: sets.first.map((set) => ({
      ...{
        id: set.id,
        pass: set.pass,
        unit: set.unit,
        note: set.note,
        by: set.by,
        at: formatInstant(set.at),
      },
      difference: amount(set.difference, set.unit),
      book: set.book.map(line),
      outside: set.outside.map(line),
    })),
    open: open.first.map((one) => ({
      line: line(one.line),
      ...{ carried: one.carried, reason: one.reason, said: one.said, note: one.note, owner: one.owner },
      ...{ due: one.due, files: [...one.files], days: one.days, age: ageOf(one.days) },
    })),
    suggestions: suggestions.first.map(({ why, unit, book, outside, difference }) => ({
      ...{ why, unit, book: [...book], outside: [...outside] },
      difference: amount(difference, unit),
    })),
    suggested: suggestions.first.flatMap(linesOf).map(line),
    ...{ moreSets: sets.more, moreOpen: open.more, moreSuggestions: suggestions.more },
    counts: {
      open: standing.open.length,
      suggestions: standing.suggestions.length,
      sets: standing.sets.length,
    },
  };
}

/** @param sideOf of which each has as many. */
function cut<T>(all: readonly T[], sideOf: (one: T) => string = () => ''): { first: T[]; more: number } {
  const counts = new Map<string, number>();
  const first = all.filter((one) => {
    const count = (counts.get(sideOf(one)) ?? 0) + 1;
    counts.set(sideOf(one), count);
    return count <= MOST;
  });
  return { first, more: all.length - first.length };
}

/** Whether lines, and what is said of them, have all words of a text. */
function fitting(find: string, amount: Ways['amount']) {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (lines: readonly Line[], ...said: readonly string[]): boolean => {
    const texts = lines.flatMap((line) => [
      ...[line.party ?? '', line.reference, line.date ?? '', line.text, line.unit],
      ...[amount(line.amount, line.unit), placeOf(line)],
    ]);
    const all = [...texts, ...said].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
