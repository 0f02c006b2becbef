// What the Overview shows: the figures at the end of the last month, and what is still to do before the open month can close.
import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { monthDates } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import type { OverviewFigures } from '../../reports/overview.ts';
import { overviewFigures } from '../../reports/overview.ts';
import type { ExceptionLine } from '../../reports/source.ts';
import { hasUsage } from '../../storage/usage-store.ts';
import { endOfMonth } from '../deriving/derive.ts';
import { withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { firstOpenMonth } from '../session.ts';
import { openExceptions } from '../usage/exceptions.ts';

export interface CloseCheck {
  key: 'usage' | 'exceptions' | 'unfunded';
  state: 'done' | 'todo' | 'look';
  /** Events; of usage 1, where there is any. */
  count: number;
}

export interface OverviewRead extends OverviewFigures {
  through: Month;
  asOf: IsoDate;
  openMonth: Month;
  exceptions: { noRate: number; unfunded: number };
  told: Told;
  checks: CloseCheck[];
}

/** How many of each there are, for the first steps: packs with plans, subscriptions with grants. */
interface Told {
  creditTypes: number;
  meters: number;
  rates: number;
  plans: number;
  customers: number;
  grants: number;
}

const TOLD: Readonly<Record<string, keyof Told>> = {
  credit_type: 'creditTypes',
  meter: 'meters',
  rate: 'rates',
  plan: 'plans',
  pack: 'plans',
  customer: 'customers',
  subscription: 'grants',
  grant: 'grants',
};

function toldOf(session: Session): Told {
  const told = { creditTypes: 0, meters: 0, rates: 0, plans: 0, customers: 0, grants: 0 };
  for (const { kind } of session.standing()) {
    const counted = TOLD[kind];
    if (counted) told[counted]++;
  }
  return told;
}

export function readOverview(session: Session): Promise<Result<OverviewRead>> {
  return withSource(session, {}, (source, { through }) => {
    const asOf = monthDates(through).to;
    const lines = source.exceptions();
    const unfunded = lines.filter(({ reason }) => reason === 'unfunded').length;
    const openMonth = firstOpenMonth(session);
    return {
      ...overviewFigures(source, asOf),
      through,
      asOf,
      openMonth,
      exceptions: { noRate: lines.filter(({ reason }) => reason === 'no_rate').length, unfunded },
      told: toldOf(session),
      checks: closeChecks(session, openMonth, lines),
    };
  });
}

/** What a person looks at before closing a month: `todo` refuses the close, `look` does not. */
function closeChecks(session: Session, month: Month, lines: readonly ExceptionLine[]): CloseCheck[] {
  const book = session.book();
  const [from, until] = [book.zone.startOf(`${month}-01`), endOfMonth(book, month)];
  const usage = hasUsage(session.open, from, until, book.undone) ? 1 : 0;
  const open = openExceptions(session, until).length;
  const unfunded = lines.filter(
    ({ reason, occurredAt }) => reason === 'unfunded' && occurredAt >= from && occurredAt < until,
  ).length;
  return [
    { key: 'usage', state: usage > 0 ? 'done' : 'look', count: usage },
    { key: 'exceptions', state: open === 0 ? 'done' : 'todo', count: open },
    { key: 'unfunded', state: unfunded === 0 ? 'done' : 'look', count: unfunded },
  ];
}

/** The same for the Months screen: of the first open month, up to its end. */
export function readCloseChecks(session: Session): Promise<Result<{ month: Month; checks: CloseCheck[] }>> {
  const month = firstOpenMonth(session);
  return withSource(session, { through: month }, (source) => {
    return { month, checks: closeChecks(session, month, source.exceptions()) };
  });
}
