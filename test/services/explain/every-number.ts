// Every number that reports and screens of a book show, each with what explains it and the amount it must come to.
// Must not: ask for explanations.
import { overviewFigures } from '../../../src-main/reports/overview.ts';
import { withReport, withSource } from '../../../src-main/services/report.ts';
import { readLedger } from '../../../src-main/services/screens/ledger-window.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { addDays, nextMonth } from '../../../src-shared/calendar.ts';
import type { Figure, Subject } from '../../../src-shared/explain/subject.ts';
import { figure, isMoney, lotSubject } from '../../../src-shared/explain/subject.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { must } from '../company-book.ts';

export interface Shown {
  readonly subject: Subject;
  /** As a report writes it; null: only that it can be explained. */
  readonly amount: string | null;
}

type Row = Readonly<Record<string, string>>;

async function rows(session: Session, name: string): Promise<Row[]> {
  return must(
    await withReport(session, name, {}, ({ columns, rows: all }) =>
      [...all].map((cells: readonly Cell[]) =>
        Object.fromEntries(columns.map(({ key }, index) => [key, cells[index] ?? ''])),
      ),
    ),
  );
}

/** Columns of `revenue` and `wallets` and the figures they are. */
const REVENUE: Readonly<Record<string, Figure>> = {
  opening_deferred: 'opening_deferred',
  billed: 'billed',
  migrated: 'migrated',
  usage_revenue: 'usage_revenue',
  breakage_revenue: 'breakage_revenue',
  refunded: 'refunded',
  reinstated: 'reinstated',
  closing_deferred: 'deferred',
  overage_revenue: 'overage_revenue',
};
const WALLETS: Readonly<Record<string, Figure>> = {
  opening: 'opening_balance',
  granted: 'granted',
  rolled_in: 'rolled_in',
  reinstated: 'credits_reinstated',
  drawn: 'drawn',
  expired: 'expired',
  rolled_out: 'rolled_out',
  refunded: 'credits_refunded',
  voided: 'voided',
  closing: 'balance',
  overage: 'overage',
};

export async function everyNumber(session: Session): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const row of await rows(session, 'revenue')) shown.push(...cellsOf(row, REVENUE, row.currency!));
  for (const row of await rows(session, 'wallets')) shown.push(...cellsOf(row, WALLETS, row.credit_type!));
  for (const { month, currency, account, debit, credit } of await rows(session, 'journal')) {
    const of = account!;
    shown.push({ subject: figure('debit', currency!, { month, of }), amount: debit! });
    shown.push({ subject: figure('credit', currency!, { month, of }), amount: credit! });
  }
  for (const { customer, credit_type: unit, deficit } of await rows(session, 'balances'))
    shown.push({ subject: figure('deficit', unit!, { customer }), amount: deficit! });
  for (const { lot, remaining } of await rows(session, 'lots'))
    shown.push({ subject: lotSubject(lot!), amount: remaining! });
  for (const { charge, amount } of await rows(session, 'charges'))
    shown.push({ subject: { kind: 'charge', charge: charge! }, amount: amount! });
  shown.push(...ledgerLines(session), ...facts(session), ...events(session), ...(await overview(session)));
  return shown;
}

function cellsOf(row: Row, columns: Readonly<Record<string, Figure>>, unit: string): Shown[] {
  const { month, customer } = row;
  return Object.entries(columns).map(([key, name]) => ({
    subject: figure(name, unit, { month, customer }),
    // A customer may hold credits of one type only, but a deficit is not of a currency: compared by wallet.
    amount: isMoney(name) || unit === row.credit_type ? row[key]! : null,
  }));
}

function ledgerLines(session: Session): Shown[] {
  const filter = { customer: null, lot: null, event: null, entry: null, month: null };
  const { rows: lines } = must(
    readLedger(session, filter, { start: 0, limit: 5000, sort: null, newest: false }),
  );
  return lines.map(({ id, cells }) => {
    const [credits, overage] = [cells[7]!, cells[8]];
    return { subject: { kind: 'posting', posting: id }, amount: overage ?? credits };
  });
}

function events(session: Session): Shown[] {
  const ids = session.open.db
    .prepare('SELECT event_id FROM usage_event WHERE attempt = 0 ORDER BY event_id')
    .pluck()
    .all();
  return (ids as string[]).map((event) => ({ subject: { kind: 'event', event }, amount: null }));
}

function facts(session: Session): Shown[] {
  return session.facts().map(({ seq }) => ({ subject: { kind: 'fact', fact: seq }, amount: null }));
}

async function overview(session: Session): Promise<Shown[]> {
  const read = await withSource(session, {}, (source, { through }) =>
    overviewFigures(source, addDays(`${nextMonth(through)}-01`, -1)),
  );
  const { deferred, outstanding, deficits, expiring, unbilledOverage, movements, ladder } = must(read);
  return [
    ...deferred.map(({ currency, amount }) => ({ subject: figure('deferred', currency), amount })),
    ...unbilledOverage.map(({ currency, amount }) => ({ subject: figure('unbilled', currency), amount })),
    ...outstanding.map(({ creditType, credits }) => ({
      subject: figure('balance', creditType),
      amount: credits,
    })),
    ...deficits.map(({ creditType, credits }) => ({
      subject: figure('deficit', creditType),
      amount: credits,
    })),
    ...expiring.flatMap(({ days, held }) =>
      held.map(({ creditType, credits }) => ({
        subject: figure('expiring', creditType, { of: String(days) }),
        amount: credits,
      })),
    ),
    ...ladder.flatMap(({ month, creditType, credits, deferred: still }) => [
      { subject: figure('expiring', creditType, { of: month ?? 'never' }), amount: credits },
      ...still.map(({ currency, amount }) => ({
        subject: figure('expiring_deferred', currency, { of: `${month ?? 'never'}|${creditType}` }),
        amount,
      })),
    ]),
    ...movements.flatMap(({ month, currency, opening, added, usage, breakage, refunded, closing }) =>
      Object.entries({
        opening_deferred: opening,
        added,
        usage_revenue: usage,
        breakage_revenue: breakage,
        refunded,
        deferred: closing,
      }).map(([name, amount]) => ({ subject: figure(name as Figure, currency, { month }), amount })),
    ),
  ];
}
