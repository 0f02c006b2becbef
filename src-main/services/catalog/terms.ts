// Edited rows of plans, credit types and rates as terms to try or to put in words, as if they had never been told otherwise.
// Must not: tell anything, or take a row that is wrong in itself.
import type { Edited, PlacedFinding } from '../../../src-shared/contract/catalog.ts';
import type { CreditTypeFact } from '../../engine/facts.ts';
import type { CurrentFacts, ExistingFacts } from '../../import/setup/existing.ts';
import { planSetup } from '../../import/setup/plan.ts';
import { setupTable } from '../../import/setup/tables.ts';
import { burnOrderInWords, creditsInWords, planInWords } from '../../reports/plan-in-words.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { existingFacts } from '../setup.ts';
import type { Terms } from '../what-if.ts';
import { placed, rawTables } from './rows.ts';

export type Read = { terms: Terms; findings: [] } | { terms: null; findings: PlacedFinding[] };

/** Reads rows as terms. Dates may lie in closed months, and what stands is not contradicted: nothing of it is told. */
export function readTerms(session: Session, edited: Edited): Read {
  const plan = planSetup(rawTables(edited), without(existingFacts(session), edited), {
    lot: () => null,
    event: () => null,
  });
  if (!plan.ok) return { terms: null, findings: placed(edited, plan.findings) };
  const terms: Terms = { plans: [], creditTypes: [], rates: [] };
  const standing = latest(session, 'credit_type');
  for (const { kind, body } of plan.value.told) {
    if (kind === 'plan') terms.plans.push(body);
    else if (kind === 'rate') terms.rates.push(body);
    // How finely credits are counted cannot be compared: the credits would not be the same ones.
    else if (kind === 'credit_type')
      terms.creditTypes.push({ ...body, scale: standing.get(body.code)?.scale ?? body.scale });
  }
  return { terms, findings: [] };
}

/** What stands, but for the rows that are to be read anew. */
function without(existing: ExistingFacts, edited: Edited): ExistingFacts {
  const current = { ...existing.current } as { -readonly [K in keyof CurrentFacts]: CurrentFacts[K] };
  for (const { table, rows } of edited) {
    if (table === 'plans') current.plan = new Map();
    if (table === 'rates') current.rate = new Map();
    if (table !== 'credit_types') continue;
    const at = setupTable(table).columns.findIndex(({ key }) => key === 'code');
    const kept = new Map(current.credit_type);
    for (const { cells } of rows) kept.delete(cells[at]?.trim() ?? '');
    current.credit_type = kept;
  }
  return { ...existing, current, firstOpenDate: null };
}

export interface InWords {
  sentences: string[];
  findings: PlacedFinding[];
}

/** A row's rules by the function that statements use. */
export function inWords(session: Session, table: 'plans' | 'credit_types', cells: string[]): InWords {
  const { terms, findings } = readTerms(session, [{ table, rows: [{ id: 'row', cells }] }]);
  if (terms === null) return { sentences: [], findings };
  const creditTypes = latest(session, 'credit_type');
  const [plan] = terms.plans;
  const creditType: CreditTypeFact | undefined = plan
    ? creditTypes.get(plan.creditType)
    : terms.creditTypes[0];
  const order = creditType ? [burnOrderInWords(creditType.burnOrder)] : [];
  if (!plan) return { sentences: order, findings };
  const called = creditsInWords(plan.creditType, creditType?.name, creditType?.unit);
  return { sentences: [...planInWords(plan, called), ...order], findings };
}
