// Explain this number: what any amount on a screen is made of, in a sentence each and in parts that add up to it, each leading further
// (experience, "Explain this number"). Must not: count; every explanation reads the sums that the reports are made of.
import type { Explanation } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { explainCharge } from './charge.ts';
import { explainEvent } from './event.ts';
import { explainFact } from './fact.ts';
import { explainFigure, figureThrough } from './figures/figure.ts';
import type { Explained, Look } from './look.ts';
import { lookAt } from './look.ts';
import { explainLot } from './lot.ts';
import { explainPosting } from './posting.ts';
import type { Total } from './totals/totals.ts';
import { explainTotal } from './totals/totals.ts';

/** Refused: a subject that the book does not have. */
export async function explain(session: Session, subject: Subject): Promise<Result<Explanation>> {
  if (isTotal(subject)) return explainTotal(session, subject);
  const through = session.isSetUp() ? throughOf(session, subject) : null;
  return withSource(session, { through }, (_, cut) => {
    const { title, amount = null, state = null, steps, parts } = explained(lookAt(session, cut), subject);
    return { title, amount, state, steps, parts };
  });
}

type Shown = Exclude<Subject, Total>;

const isTotal = (subject: Subject): subject is Total =>
  subject.kind === 'usage_total' || subject.kind === 'ledger_total';

function throughOf(session: Session, subject: Shown): string | null {
  if (subject.kind === 'lot') return subject.month;
  return subject.kind === 'figure' ? figureThrough(subject, session.book().firstMonth) : null;
}

function explained(look: Look, subject: Shown): Explained {
  switch (subject.kind) {
    case 'event':
      return explainEvent(look, subject.event);
    case 'lot':
      return explainLot(look, subject.lot);
    case 'posting':
      return explainPosting(look, subject.posting);
    case 'charge':
      return explainCharge(look, subject.charge);
    case 'fact':
      return explainFact(look, subject.fact);
    default:
      return explainFigure(look, subject);
  }
}
