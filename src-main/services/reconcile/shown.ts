// A reconciliation as the window and the command show it: amounts as plain decimals, times in UTC.
// Must not: decide anything.
import { formatInstant } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { ReconciliationView, ShownLine } from '../../../src-shared/reconcile/calls.ts';
import { conclusionOf } from './conclusion.ts';
import { type Line, placeOf } from './lines.ts';
import { listsShown } from './lists.ts';
import { measured } from './materiality.ts';
import type { Reconciliation, Signature } from './state.ts';

export type ReconciliationShown = ReconciliationView;

export const shownSignature = (one: Signature | null): ReconciliationView['preparer'] =>
  one && {
    ...{ by: one.by, at: formatInstant(one.at) },
    ...{ conclusion: one.conclusion, void: one.void, materiality: one.materiality },
    opened: one.opened && { by: one.opened.by, at: formatInstant(one.opened.at) },
  };

/** @param find what lists are narrowed to; blank: nothing. */
export function shown(standing: Reconciliation, find = ''): ReconciliationShown {
  const { leg, month, seal, days, tolerance, broken, scaleOf } = standing;
  const amount = (value: bigint, unit: string): string => formatScaled(value, scaleOf(unit));
  const line = (one: Line): ShownLine => ({
    ...{ side: one.side, key: one.key, party: one.party, reference: one.reference, date: one.date },
    ...{ text: one.text, unit: one.unit, amount: amount(one.amount, one.unit) },
    place: placeOf(one),
  });
  return {
    ...{ leg, month, seal, days, broken: [...broken], tolerance: { ...tolerance } },
    tables: standing.tables.map(({ month: of, notCompared, told, ...one }) => ({
      ...{ number: one.number, month: of, file: one.file, sha256: one.sha256, profile: one.profile },
      ...{ rows: one.rows, leftOut: one.leftOut, notCompared },
      ...{ by: told.by, at: formatInstant(told.at) },
    })),
    passes: standing.runs
      .filter((run) => run.month === month)
      .flatMap(({ run, passes }) => passes.map((pass) => ({ run, ...pass }))),
    ...listsShown(standing, find, { amount, line }),
    ready: standing.ready.sets.length,
    totals: standing.totals.map((totals) => {
      const { unit, book, outside, difference, inMatches, explained, unexplained, accepted } = totals;
      const side = (sums: typeof book) => ({
        carried: amount(sums.carried, unit),
        own: amount(sums.own, unit),
        matched: amount(sums.matched, unit),
        open: amount(sums.open, unit),
      });
      return {
        ...{ unit, book: side(book), outside: side(outside) },
        ...{ difference: amount(difference, unit), inMatches: amount(inMatches, unit) },
        ...{ explained: amount(explained, unit), unexplained: amount(unexplained, unit) },
        ...{ accepted: amount(accepted, unit), ...measured(totals, standing.reviewer) },
      };
    }),
    conclusion: conclusionOf(standing),
    preparer: shownSignature(standing.preparer),
    reviewer: shownSignature(standing.reviewer),
  };
}
