// Holds what came into the book against the workbook and the general ledger, read back from the ledger itself. Inside the
// transaction of a migration. Must not: take what was planned for what stands there.
import { canonicalDecimal, formatScaled } from '../../../src-shared/decimal.ts';
import { ownValue } from '../../../src-shared/keys/own-value.ts';
import type { TieOutLine } from '../../engine/facts.ts';
import { minus } from '../../import/legacy/decimals.ts';
import { type MigrationPlan, Sums } from '../../import/legacy/plan/plan.ts';
import { lotAt } from '../../storage/lot-lookup.ts';
import { horizonOf, walletSums } from '../../storage/usage-pages.ts';
import { latest, type Session } from '../session.ts';

export interface EffectOnBook {
  readonly customer: string;
  readonly creditType: string;
  /** null: the workbook does not say. */
  readonly sheet: string | null;
  readonly book: string;
  readonly difference: string | null;
}

/** @param ledger what the general ledger says is deferred, by currency. */
export function tieOutOf(
  session: Session,
  plan: MigrationPlan,
  ledger: Readonly<Record<string, string>>,
): (TieOutLine & { differs: boolean })[] {
  const isHistory = plan.balances.length > 0;
  const credits = new Sums();
  const money = new Sums();
  if (isHistory) for (const { creditType, book } of effectOn(session, plan)) credits.add(creditType, book);
  else addOpenings(session, plan, credits, money);
  const lines = plan.tieOut.map((line) => {
    const book = (line.what === 'credits' ? credits : money).of(line.unit);
    const said = line.what === 'deferred' ? (ownValue(ledger, line.unit) ?? null) : null;
    return { ...line, book, ledger: said, differs: differs(line, book, said) };
  });
  const missing = isHistory
    ? []
    : Object.keys(ledger).filter(
        (unit) => !lines.some((line) => line.what === 'deferred' && line.unit === unit),
      );
  return [
    ...lines,
    ...missing.map((unit) => ({
      what: 'deferred' as const,
      unit,
      sheet: '0',
      book: '0',
      ledger: ledger[unit]!,
      known: [],
      differs: ledger[unit] !== '0',
    })),
  ];
}

function differs({ what, sheet }: TieOutLine, book: string, ledger: string | null): boolean {
  if (what === 'credits') return sheet !== book;
  return ledger === null ? book !== '0' : ledger !== book;
}

/** The lots as the ledger has them at their start. */
function addOpenings(session: Session, plan: MigrationPlan, credits: Sums, money: Sums): void {
  const { zone, creditTypes } = session.book();
  const grants = latest(session, 'grant');
  for (const { ref, creditType, currency, date } of plan.lots) {
    const lot = lotAt(session.open, ref, zone.startOf(date));
    if (lot) credits.add(creditType, formatScaled(lot.remaining, creditTypes.get(creditType)!.scale));
    money.add(currency, grants.get(ref)?.price ?? '0');
  }
}

/** Every customer the workbook knows, with what the book has of it at the end of what is dated. */
export function effectOn(session: Session, plan: MigrationPlan): EffectOnBook[] {
  const { zone, creditTypes } = session.book();
  const horizon = horizonOf(session.open, (at) => zone.monthAt(at));
  const sheet = new Map(
    plan.balances.map(({ customer, creditType, credits }) => [`${customer}|${creditType}`, credits]),
  );
  const customers = [
    ...new Set([
      ...plan.lots.map(({ customer }) => customer),
      ...plan.balances.map(({ customer }) => customer),
    ]),
  ].sort();
  return customers.flatMap((customer) =>
    walletSums(session.open, customer, horizon).map(({ creditType, balance }) => {
      const book = canonicalDecimal(formatScaled(balance, creditTypes.get(creditType)!.scale)) ?? '0';
      const said = sheet.get(`${customer}|${creditType}`) ?? null;
      return {
        customer,
        creditType,
        sheet: said,
        book,
        difference: said === null ? null : minus(book, said),
      };
    }),
  );
}
