// The workbook of a reconciliation as it stands. Must not: change the book, or make cells.
import type { Month } from '../../../src-shared/calendar.ts';
import { formatLocal } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { writeWorkbook } from '../../excel/write.ts';
import type { ReconcileData, ReconcileLine } from '../../reports/workbooks/reconcile/data.ts';
import { reconcileWorkbook } from '../../reports/workbooks/reconcile/workbook.ts';
import { wouldOverwrite } from '../files/text-file.ts';
import type { Session } from '../session.ts';
import { conclusionOf } from './conclusion.ts';
import { type Line, placeOf } from './lines.ts';
import { measured } from './materiality.ts';
import { ageOf } from './reasons.ts';
import { type OpenLine, type Reconciliation, reconciliation, type StandingSet } from './state.ts';

export async function writeReconciliation(
  session: Session,
  leg: Leg,
  month: Month,
  path: string,
): Promise<Result<{ file: string }>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return refused(taken);
  const standing = await reconciliation(session, leg, month);
  if (!standing.ok) return standing;
  const written = await writeWorkbook(reconcileWorkbook(reconcileData(session, standing.value)), path);
  return written.ok ? done({ file: path }) : written;
}

/** What the workbook is made from. */
export function reconcileData(session: Session, standing: Reconciliation): ReconcileData {
  const { leg, month, seal, days, tolerance, scaleOf, preparer, reviewer } = standing;
  const { zone, fact } = session.book();
  const totals = standing.totals.map((one) => ({ ...one, ...measured(one, reviewer) }));
  const signed = preparer !== null && preparer.void === null;
  return {
    ...{ author: fact.name, leg, month, seal, days, tolerance, totals, scaleOf, preparer, reviewer },
    facts: session.facts().length,
    lines: [
      ...standing.sets.flatMap((set) =>
        [...set.book, ...set.outside].map((line) => matchedLine(line, set, month)),
      ),
      ...standing.open.map(openLine),
    ].sort(inOrder),
    tables: standing.tables.map(({ number, month: of, file, sha256, rows, leftOut, notCompared, told }) => ({
      ...{ number, month: of, file, sha256, rows, leftOut, notCompared },
      ...{ by: told.by, at: told.at },
    })),
    passes: standing.runs
      .filter((run) => run.month === month)
      .flatMap(({ run, passes }) => passes.filter(({ sets }) => sets > 0).map((pass) => ({ run, ...pass }))),
    conclusion: signed ? preparer.conclusion : conclusionOf(standing),
    localTime: (at) => formatLocal(at, zone).replace(' ', 'T'),
  };
}

function plain(line: Line): Omit<ReconcileLine, 'set' | 'pass' | 'open' | 'carried'> {
  const { side, unit, party, reference, date, text, amount } = line;
  return { side, unit, party, reference, date, text, amount, place: placeOf(line) };
}

const matchedLine = (line: Line, { id, pass }: StandingSet, month: Month): ReconcileLine => ({
  ...plain(line),
  ...{ carried: line.month < month, set: id, pass, open: null },
});

function openLine(one: OpenLine): ReconcileLine {
  const { reason, said, note, owner, due, days, files, carried } = one;
  return {
    ...plain(one.line),
    ...{ carried, set: null, pass: null },
    open: { reason, said, note, owner, due, days, age: ageOf(days), files },
  };
}

const orderOf = ({ unit, party, date, reference, place }: ReconcileLine): string =>
  [unit, party ?? '', date ?? '', reference, place].join('\u001f');
const inOrder = (a: ReconcileLine, b: ReconcileLine): number => (orderOf(a) < orderOf(b) ? -1 : 1);
