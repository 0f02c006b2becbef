// What if, as the page shows it: differences by customer with names, in exact decimals, and their totals.
// Must not: derive anything; what-if.ts does.
import type { Month } from '../../../src-shared/calendar.ts';
import { parseMonth, previousMonth } from '../../../src-shared/calendar.ts';
import type { Compared, Edited } from '../../../src-shared/contract/catalog.ts';
import { currencyScale, formatScaled } from '../../../src-shared/decimal.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { defaultThrough } from '../through.ts';
import type { Difference, Outcome } from '../what-if.ts';
import { nothing, whatIf } from '../what-if.ts';
import { readTerms } from './terms.ts';

export interface Comparison {
  from: Month;
  through: Month;
  customers: Compared[];
  totals: Compared[];
  /** Customers looked at, those without a difference included. */
  compared: number;
}

/** @param from null: the last twelve months in which anything is dated. */
export function compareRules(
  session: Session,
  edited: Edited,
  from: Month | null,
  progress: Progress,
): Result<Comparison> {
  const { terms, findings } = readTerms(session, edited);
  if (terms === null) return refused(...findings.map(({ code, message, hint }) => ({ code, message, hint })));
  const first = (from && parseMonth(from)) ?? aYearBefore(session);
  const answer = whatIf(session, terms, first, progress);
  if (!answer.ok) return answer;
  const { through, differences } = answer.value;
  const customers = differences.map((one) => inDecimals(session, one));
  customers.sort((a, b) => compareText(a.creditType, b.creditType) || compareText(a.customer, b.customer));
  const totals = sums(differences).map((one) => inDecimals(session, one));
  return done({ from: first, through, customers, totals, compared: session.book().customers.size });
}

function aYearBefore(session: Session): Month {
  const { firstMonth } = session.book();
  let month = defaultThrough(session);
  for (let back = 1; back < 12 && month > firstMonth; back++) month = previousMonth(month);
  return month;
}

const CREDITS = ['used', 'expired', 'rolledOver', 'overage'] as const;
const MONEY = ['billed', 'recognized', 'deferred'] as const;

/** By credit type and currency: amounts of other units are not added. */
function sums(differences: readonly Difference[]): Difference[] {
  const totals = new Map<string, Difference>();
  for (const { creditType, currency, today, changed } of differences) {
    const key = `${creditType}|${currency}`;
    const total = totals.get(key) ?? {
      customer: '',
      creditType,
      currency,
      today: nothing(),
      changed: nothing(),
    };
    totals.set(key, total);
    for (const figure of [...CREDITS, ...MONEY]) {
      total.today[figure] += today[figure];
      total.changed[figure] += changed[figure];
    }
  }
  return [...totals.values()];
}

function inDecimals(
  session: Session,
  { customer, creditType, currency, today, changed }: Difference,
): Compared {
  const scale = session.book().creditTypes.get(creditType)?.scale ?? 0;
  const places = currencyScale(currency) ?? 2;
  const written = (of: (figure: keyof Outcome) => bigint): Compared['today'] => {
    const credits = CREDITS.map((figure) => [figure, formatScaled(of(figure), scale)]);
    const money = MONEY.map((figure) => [figure, formatScaled(of(figure), places)]);
    return Object.fromEntries([...credits, ...money]) as Compared['today'];
  };
  return {
    customer,
    name: latest(session, 'customer').get(customer)?.name ?? '',
    creditType,
    currency,
    today: written((figure) => today[figure]),
    changed: written((figure) => changed[figure]),
    difference: written((figure) => changed[figure] - today[figure]),
  };
}
