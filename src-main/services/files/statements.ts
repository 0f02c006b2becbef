// The statements of a month: one workbook for each customer for whom anything stands or happened, or for each of its subscription
// periods that end in it.
// Those of a closed month are issued thereby. Must not: make cells.

import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { counted } from '../../../src-shared/counted.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { must, Refusal } from '../../../src-shared/findings/finding.ts';
import type { Paper } from '../../../src-shared/paper.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book } from '../../engine/book.ts';
import { workbookBytes } from '../../excel/write.ts';
import { deferredOf, remainingOf } from '../../reports/lots.ts';
import type { ChargeLine, ReportSource } from '../../reports/source.ts';
import {
  closingOf,
  type PeriodIndexData,
  periodIndex,
  type StatementIndexData,
  statementIndex,
} from '../../reports/workbooks/statement/index-workbook.ts';
import type { StatementData } from '../../reports/workbooks/statement-data.ts';
import { NOT_ISSUED } from '../../reports/workbooks/statement-data.ts';
import { standingLetterhead } from '../documents/letterhead.ts';
import { paperOf } from '../documents/paper.ts';
import { reportBook, unknownCustomer, withSource } from '../report.ts';
import { formsOf } from '../report-book.ts';
import type { Progress, Session } from '../session.ts';
import { type HandedOut, type OnItsWay, type StatementDesk, statementDesk } from '../statements/desk.ts';
import { openPress, type Press, pressHere } from '../statements/press/press.ts';
import type { PressStart } from '../statements/press/thread.ts';
import { type SpanSource, spanReader } from '../statements/span-sums.ts';
import { ofMonth, periodsEndingIn, type StatementOf, statementAsked } from '../statements/spans.ts';
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
import { writeWhole } from './text-file.ts';
import { intoFolder, intoZip, type WorkbookPlace } from './workbook-places.ts';

export interface StatementOptions {
  month: Month;
  /** Made if it is not there. Statements of the same names in it are replaced, everything else stays. */
  folder: string;
  /** Into one zip in the folder's place. */
  zip?: boolean;
  customer?: string | null;
  /** Only these, if `customer` is not told. */
  customers?: readonly string[] | null;
  /** Of the subscription periods whose last day is in the month, rather than of the month. */
  periods?: boolean;
  progress?: Progress;
}

export interface StatementsWritten {
  month: Month;
  status: 'draft' | 'final';
  files: StatementWritten[];
  /** Customers for whom nothing stood and nothing happened. */
  without: string[];
  /** The workbook that lists them, where all were asked for. */
  index: string | null;
}

export interface StatementWritten {
  customer: string;
  /** null: the month. */
  period: { subscriptions: readonly string[]; from: IsoDate; to: IsoDate } | null;
  file: string;
  /** null: a draft. */
  number: string | null;
  /** Issued just now; false: as it was issued before, or a draft. */
  isNew: boolean;
  sha256: string;
}

/** So many are issued in one transaction, or as many as come to so many bytes. */
const TOGETHER = { statements: 50, bytes: 16 * 1024 * 1024 };

/** Writes the statements of a month; those of a closed month are issued thereby. */
export function writeStatements(
  session: Session,
  options: StatementOptions,
): Promise<Result<StatementsWritten>> {
  const { month, folder, customer = null, progress } = options;
  return withSource(session, { month, through: month, customer }, async (source) => {
    const chosen = customer === null ? (options.customers ?? null) : [customer];
    const wanted = wantedOf(session, month, chosen, options.periods === true);
    const place = must(options.zip ? intoZip(folder, [session.open.path]) : intoFolder(folder));
    const press = openPress(pressStart(session), wanted.length);
    const writing = new Writing(session, month, place, press);
    const tell = (): void => progress?.('Writing statements', writing.ended, wanted.length);
    try {
      for (const of of wanted) {
        await writing.take(of, chosen !== null);
        tell();
      }
      while (await writing.arrive()) tell();
      writing.settle();
      if (chosen === null) await writing.list(source, options.periods === true);
    } catch (error) {
      const hint = `${place.drop(writing.written.files.length)}${writing.issuedInWords()}`;
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(...error.findings.map((one) => ({ ...one, hint })));
    } finally {
      await press.end();
    }
    writing.findings.push(...place.finish());
    if (writing.findings.length > 0) throw new Refusal(...writing.findings);
    return writing.written;
  });
}

/** What the statements of a book have in common, as a press takes it. */
export const pressStart = (session: Session): PressStart => ({
  forms: formsOf(session.book()),
  letterhead: standingLetterhead(session),
  paper: paperOf(session),
});

/** Statements on their way: issued some at a time, and only then written. */
class Writing {
  readonly written: StatementsWritten;
  /** Of those that are wanted: made, or there was nothing to say. */
  ended = 0;
  readonly findings: Finding[] = [];
  readonly #make: ReturnType<typeof statementMaker>;
  readonly #desk: StatementDesk;
  readonly #press: Press;
  readonly #place: WorkbookPlace;
  readonly #paper: Paper;
  /** What each of the files is of. */
  readonly #given: StatementOf[] = [];
  readonly #onTheWay: OnItsWay[] = [];
  #ready: HandedOut[] = [];
  #issued = 0;

  constructor(session: Session, month: Month, place: WorkbookPlace, press: Press) {
    this.#make = statementMaker(session, month);
    this.#desk = statementDesk(session, month, this.#make, press);
    this.#press = press;
    this.#place = place;
    this.#paper = paperOf(session);
    this.written = { month, status: this.#make.status, files: [], without: [], index: null };
  }

  async take(of: StatementOf, asked: boolean): Promise<void> {
    const data = once(() => this.#make.dataOf(of));
    if (!asked && !this.#desk.wasIssued(of) && isBlank(data())) {
      this.written.without.push(of.customer);
      this.ended++;
      return;
    }
    this.#onTheWay.push(await this.#desk.give(of, data));
    while (this.#onTheWay.length > this.#press.ahead) await this.arrive();
  }

  /** Waits for the first that is on its way. @returns false: none is. */
  async arrive(): Promise<boolean> {
    const first = this.#onTheWay.shift();
    if (!first) return false;
    this.#ready.push(await this.#desk.arrived(first));
    this.ended++;
    const bytes = this.#ready.reduce((sum, one) => sum + one.bytes.length, 0);
    const waits = this.#ready.some(({ isNew }) => isNew);
    if (!waits || this.#ready.length >= TOGETHER.statements || bytes >= TOGETHER.bytes) this.settle();
    return true;
  }

  /** Nothing leaves that is not kept. */
  settle(): void {
    const ready = this.#ready;
    this.#ready = [];
    this.#desk.settle();
    this.#issued += ready.filter(({ isNew }) => isNew).length;
    for (const { of, file, number, isNew, sha256, bytes } of ready) {
      const inTheWay = this.#place.put(file, bytes);
      this.findings.push(...inTheWay);
      if (inTheWay.length > 0) continue;
      const { from, to, period } = of.span;
      const written = period && { ...period, from, to };
      this.written.files.push({ customer: of.customer, period: written, file, number, isNew, sha256 });
      this.#given.push(of);
    }
  }

  async list(source: ReportSource, periods: boolean): Promise<void> {
    const file = `index-${periods ? 'periods-' : ''}${this.written.month}.xlsx`;
    const spec = periods
      ? periodIndex(this.#make.periodIndexOf(this.written, this.#given))
      : statementIndex(this.#make.indexOf(this.written, source));
    this.findings.push(...this.#place.put(file, await workbookBytes(spec, { paper: this.#paper })));
    this.written.index = file;
  }

  /** For whoever stops it. */
  issuedInWords(): string {
    if (this.#issued === 0) return '';
    const count = counted(this.#issued, 'is issued and stays so', 'are issued and stay so');
    return `. ${count}: the same again goes on from there`;
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** @param chosen customers; null: everybody. */
function wantedOf(
  session: Session,
  month: Month,
  chosen: readonly string[] | null,
  periods: boolean,
): StatementOf[] {
  const customers = customersOf(session, chosen);
  if (!periods) return customers.map((customer) => ofMonth(customer, month));
  const among = new Set(customers);
  return periodsEndingIn(session.book(), month).filter(({ customer }) => among.has(customer));
}

/** @param chosen null: everybody. */
function customersOf(session: Session, chosen: readonly string[] | null): string[] {
  const { customers } = session.book();
  const unknown = chosen?.find((code) => !customers.has(code));
  if (unknown !== undefined) throw new Refusal(unknownCustomer(unknown));
  return [...new Set(chosen ?? customers.keys())].sort(compareText);
}

/** One statement of the caller's choice, and its maker; the book is derived to the end of the month. Refused: there is none such. */
export function withStatement<T>(
  session: Session,
  { month, customer, period = null }: StatementAsked,
  use: (of: StatementOf, make: StatementMaker) => T | Promise<T>,
): Promise<Result<T>> {
  return withSource(session, { month, through: month, customer }, () =>
    use(statementAsked(session.book(), month, customer, period), statementMaker(session, month)),
  );
}

export interface StatementAsked {
  month: Month;
  customer: string;
  /** "2026-01-15:2026-02-14": the days of a subscription period whose last day is in the month; null: the month. */
  period?: string | null;
}

/** One statement into a file of the caller's choice; of a closed month it is issued thereby. */
export function writeStatement(
  session: Session,
  asked: StatementAsked,
  file: string,
): Promise<Result<{ status: 'draft' | 'final'; number: string | null; isNew: boolean }>> {
  return withStatement(session, asked, async (of, make) => {
    const desk = statementDesk(session, asked.month, make, pressHere({ paper: paperOf(session) }));
    const { number, isNew, bytes } = await desk.arrived(await desk.give(of, () => make.dataOf(of)));
    desk.settle();
    must(writeWhole(file, bytes, [session.open.path]));
    return { status: make.status, number, isNew };
  });
}

export interface StatementMaker extends MonthStatus {
  dataOf(of: StatementOf): StatementData;
  indexOf(written: StatementsWritten, source: ReportSource): StatementIndexData;
  /** @param given what each of the written files is of. */
  periodIndexOf(written: StatementsWritten, given: readonly StatementOf[]): PeriodIndexData;
}

/** Fills in statements of a month, with what they share read once. Within `withSource`: the book is derived to the month's end. */
export function statementMaker(session: Session, month: Month): StatementMaker {
  const book = session.book();
  const facts = statementFacts(session);
  const standing = monthStatus(session, month);
  const read = spanReader(session, book);
  const letterhead = standingLetterhead(session);
  const aboutOf = ({ files }: StatementsWritten) => ({
    ...standing,
    book: reportBook(book),
    issuer: letterhead?.name ?? book.fact.name,
    month,
    files,
    names: facts.names,
  });
  return {
    ...standing,
    dataOf: (of) => ({ ...statementData(session, book, facts, standing, read(of), of), letterhead }),
    indexOf: (written, source) => ({ ...aboutOf(written), walletMonths: source.walletMonths() }),
    periodIndexOf: (written, given) => {
      const balances = given.map((of) => {
        const { before, during } = read(of);
        return closingOf([...before, ...during]);
      });
      return { ...aboutOf(written), balances };
    },
  };
}

function statementData(
  session: Session,
  book: Book,
  facts: StatementFacts,
  standing: MonthStatus,
  { source, before, during, lines, unfunded, deferred }: SpanSource,
  of: StatementOf,
): Omit<StatementData, 'letterhead'> {
  const { customer, span } = of;
  const inSums = new Set([...before, ...during].map(({ creditType }) => creditType));
  const usage = statementUsage(session, book, of, unfunded([...inSums]));
  const creditTypes = new Set(inSums);
  for (const { creditType } of usage) creditTypes.add(creditType);
  const wallets = statementWallets(facts, book, customer, creditTypes, source.deficits());
  return {
    ...span,
    book: source.book,
    timeZone: book.fact.timeZone,
    customer: { code: customer, name: facts.names.get(customer)?.name || customer },
    ...standing,
    issue: NOT_ISSUED,
    wallets,
    before,
    during,
    lots: source.lots(),
    lines: lines(wallets.map(({ creditType }) => creditType)),
    charges: source.charges().sort(inChargeOrder(source)),
    deferred: deferred().sort((a, b) => compareText(a.currency, b.currency)),
    usage,
    rates: statementRates(facts, book, customer, span, usage, creditTypes),
    meters: [...facts.meters.values()],
    plans: statementPlans(facts, customer, span),
  };
}

/** As in the charges report: by date, then charge. */
function inChargeOrder({ book }: ReportSource): (a: ChargeLine, b: ChargeLine) => number {
  return (a, b) => compareText(book.dateAt(a.at), book.dateAt(b.at)) || compareText(a.charge, b.charge);
}

function isEmpty(all: Iterable<unknown>): boolean {
  for (const _ of all) return false;
  return true;
}

function isBlank({ during, usage, charges, plans, wallets, lots }: StatementData): boolean {
  const nothingHappened = during.length === 0 && isEmpty(usage) && charges.length === 0;
  const nothingStands =
    wallets.every(({ deficit }) => deficit === 0n) &&
    lots.every((lot) => remainingOf(lot) === 0n && deferredOf(lot) === 0n);
  return nothingHappened && nothingStands && plans.length === 0;
}
