// The statements of a month: one workbook for each customer for whom anything stands or happened.
// Must not: change the book, or make cells.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book } from '../../engine/book.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { deferredOf, remainingOf } from '../../reports/lots.ts';
import { deferredSums } from '../../reports/revenue.ts';
import type { ChargeLine, ReportSource } from '../../reports/source.ts';
import { statementWorkbook } from '../../reports/workbooks/statement.ts';
import type { StatementData } from '../../reports/workbooks/statement-data.ts';
import { statementNumber } from '../../reports/workbooks/statement-data.ts';
import { ledgerSource } from '../../storage/ledger-source.ts';
import type { Cut } from '../report.ts';
import { extensions, reportBook, withSource } from '../report.ts';
import type { Progress, Session } from '../session.ts';
import type { MonthStatus } from './month-status.ts';
import { monthStatus } from './month-status.ts';
import type { StatementFacts } from './statement-facts.ts';
import {
  statementFacts,
  statementPlans,
  statementRates,
  statementUsage,
  statementWallets,
} from './statement-facts.ts';
import { intoFolder, intoZip } from './workbook-places.ts';

export interface StatementOptions {
  month: Month;
  /** Made if it is not there. Statements of the same names in it are replaced, everything else stays. */
  folder: string;
  /** Into one zip in the folder's place. */
  zip?: boolean;
  customer?: string | null;
  /** Only these, if `customer` is not told. */
  customers?: readonly string[] | null;
  progress?: Progress;
}

export interface StatementsWritten {
  month: Month;
  status: 'draft' | 'final';
  files: { customer: string; file: string }[];
  /** Customers for whom nothing stood and nothing happened. */
  without: string[];
}

export function writeStatements(
  session: Session,
  options: StatementOptions,
): Promise<Result<StatementsWritten>> {
  const { month, folder, customer = null, progress } = options;
  return withSource(session, { month, through: month, customer }, async (_, cut) => {
    const chosen = customer === null ? (options.customers ?? null) : [customer];
    const customers = customersOf(session, chosen);
    const place = unpacked(options.zip ? intoZip(folder) : intoFolder(folder));
    const make = statementMaker(session, month, cut);
    const written: StatementsWritten = { month, status: make.status, files: [], without: [] };
    const names = new Set<string>();
    const findings: Finding[] = [];
    try {
      for (const [index, code] of customers.entries()) {
        const data = make.dataOf(code);
        if (chosen === null && isBlank(data)) written.without.push(code);
        else {
          const file = freeName(statementNumber(month, code, data.reissue), names);
          const inTheWay = await place.put(statementWorkbook(data), file);
          if (inTheWay.length === 0) written.files.push({ customer: code, file });
          else findings.push(...inTheWay);
        }
        progress?.('Writing statements', index + 1, customers.length);
      }
    } catch (error) {
      const hint = place.drop(written.files.length);
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(...error.findings.map((one) => ({ ...one, hint })));
    }
    findings.push(...place.finish());
    if (findings.length > 0) throw new Refusal(...findings);
    return written;
  });
}

function unpacked<T>(result: Result<T>): T {
  if (!result.ok) throw new Refusal(...result.findings);
  return result.value;
}

/** @param chosen null: everybody. */
function customersOf(session: Session, chosen: readonly string[] | null): string[] {
  const { customers } = session.book();
  const unknown = chosen?.find((code) => !customers.has(code));
  if (unknown !== undefined) {
    throw new Refusal({
      code: 'unknown_customer' satisfies ServiceCode,
      message: `The book has no customer ${unknown}`,
      hint: 'Give the customer’s code',
    });
  }
  return [...new Set(chosen ?? customers.keys())].sort(compareText);
}

/** One customer's statement into a file of the caller's choice. */
export function writeStatement(
  session: Session,
  month: Month,
  customer: string,
  file: string,
): Promise<Result<{ status: 'draft' | 'final' }>> {
  return withSource(session, { month, through: month, customer }, async (_, cut) => {
    const make = statementMaker(session, month, cut);
    const answer = await writeWorkbook(statementWorkbook(make.dataOf(customer)), file);
    if (!answer.ok) throw new Refusal(...answer.findings);
    return { status: make.status };
  });
}

/** Fills in statements of a month, with what they share read once. Within `withSource`: the book is derived to the month's end. */
export function statementMaker(
  session: Session,
  month: Month,
  cut: Cut,
): { status: MonthStatus['status']; dataOf(customer: string): StatementData } {
  const book = session.book();
  const facts = statementFacts(session);
  const standing = monthStatus(session, month);
  const shared = {
    cutoff: cut.until,
    through: cut.through,
    wholeMonths: cut.wholeMonths,
    month,
    extensions: extensions(session, book),
  };
  return {
    status: standing.status,
    dataOf: (customer) => {
      const source = ledgerSource(session.open, reportBook(book), { ...shared, customer });
      return statementData(session, book, facts, standing, source, customer, month);
    },
  };
}

function statementData(
  session: Session,
  book: Book,
  facts: StatementFacts,
  standing: MonthStatus,
  source: ReportSource,
  customer: string,
  month: Month,
): StatementData {
  const lines = [...source.ledger()];
  const walletMonths = source.walletMonths();
  const usage = statementUsage(session, book, customer, month, lines);
  const creditTypes = new Set([...walletMonths, ...usage].map(({ creditType }) => creditType));
  return {
    book: source.book,
    timeZone: book.fact.timeZone,
    customer: { code: customer, name: facts.names.get(customer)?.name || customer },
    month,
    ...standing,
    wallets: statementWallets(facts, book, customer, creditTypes, source.deficits()),
    walletMonths,
    lots: source.lots(),
    lines,
    charges: source.charges().sort(inChargeOrder(source)),
    deferred: deferredSums(source).sort((a, b) => compareText(a.currency, b.currency)),
    usage,
    rates: statementRates(facts, book, customer, month, usage, creditTypes),
    meters: [...facts.meters.values()],
    plans: statementPlans(facts, customer, month),
  };
}

/** As in the charges report: by date, then charge. */
function inChargeOrder({ book }: ReportSource): (a: ChargeLine, b: ChargeLine) => number {
  return (a, b) => compareText(book.dateAt(a.at), book.dateAt(b.at)) || compareText(a.charge, b.charge);
}

function isBlank({ lines, usage, charges, plans, wallets, lots }: StatementData): boolean {
  const nothingHappened = lines.length === 0 && usage.length === 0 && charges.length === 0;
  const nothingStands =
    wallets.every(({ deficit }) => deficit === 0n) &&
    lots.every((lot) => remainingOf(lot) === 0n && deferredOf(lot) === 0n);
  return nothingHappened && nothingStands && plans.length === 0;
}

/** Codes may hold what file names must not, and differ only by case where file names do not. */
function freeName(number: string, taken: Set<string>): string {
  const safe = number.replaceAll(/[^\p{L}\p{N} ._@()-]/gu, '_');
  let name = `${safe}.xlsx`;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${safe} (${n}).xlsx`;
  taken.add(name.toLowerCase());
  return name;
}
