// A month's statements before they are written: who gets one and with what balance, and one statement's figures as the workbook's
// Summary has them. Must not: work out a figure of its own (statementFigures does), or write a file.
import type { Month } from '../../../src-shared/calendar.ts';
import type { StatementLine, StatementPreview } from '../../../src-shared/contract/statements.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { burnOrderInWords, creditsInWords, planInWords } from '../../reports/plan-in-words.ts';
import type { ReportBook, WalletMonthSums } from '../../reports/source.ts';
import type { WalletFigures } from '../../reports/workbooks/statement/figures.ts';
import { MOVEMENTS, Sums, statementFigures } from '../../reports/workbooks/statement/figures.ts';
import { checkStatement } from '../../reports/workbooks/statement.ts';
import type { StatementData } from '../../reports/workbooks/statement-data.ts';
import { statementFile } from '../../reports/workbooks/statement-data.ts';
import { CHARGE_WORDS } from '../../reports/workbooks/words.ts';
import { type Standing, standingDocuments } from '../documents/issuing.ts';
import { withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { issuedStatements, issueOf, issueState } from '../statements/issued.ts';
import { spanReader } from '../statements/span-sums.ts';
import { ofMonth, periodKey, periodsEndingIn, type StatementOf, subjectOf } from '../statements/spans.ts';
import { monthStatus } from './month-status.ts';
import { type StatementAsked, withStatement } from './statements.ts';

export interface StatementList {
  month: Month;
  status: 'draft' | 'final';
  lines: StatementLine[];
}

/** Subscription periods whose last day is in the month, a line for each wallet of their customers that has anything then. */
export function listPeriodStatements(session: Session, month: Month): Promise<Result<StatementList>> {
  return withSource(session, { month: null, through: month }, ({ book }) => {
    const { status } = monthStatus(session, month);
    const issued = standingDocuments(session, 'statement', month);
    const names = latest(session, 'customer');
    const read = spanReader(session, session.book());
    const lines = periodsEndingIn(session.book(), month).flatMap((of): StatementLine[] => {
      const { before, during } = read(of);
      const standing = issued.get(subjectOf(of));
      const types = [...new Set([...before, ...during].map(({ creditType }) => creditType))];
      return types.sort(compareText).flatMap((creditType) => {
        const ofType = (sums: readonly WalletMonthSums[]) =>
          sums.filter((one) => one.creditType === creditType);
        const figures = lineOf(book, creditType, ofType(before), ofType(during));
        return figures ? { ...aboutOf(of, names, standing, status), creditType, ...figures } : [];
      });
    });
    return { month, status, lines };
  });
}

/** What a line says beside figures. */
function aboutOf(
  { customer, span }: StatementOf,
  names: ReadonlyMap<string, { name: string }>,
  standing: Standing | undefined,
  status: 'draft' | 'final',
) {
  const { from, to, period } = span;
  return {
    customer,
    name: names.get(customer)?.name ?? '',
    period: period && { key: periodKey(span), subscriptions: [...period.subscriptions], from, to },
    file: statementFile(span, customer, standing?.document.revision),
    number: standing?.number ?? null,
    issue: issueState(standing, status),
  };
}

/** Customers for whom anything stands or happened, a line for each of their wallets. */
export function listStatements(session: Session, month: Month): Promise<Result<StatementList>> {
  return withSource(session, { month: null, through: month }, (source) => {
    const { status } = monthStatus(session, month);
    const issued = standingDocuments(session, 'statement', month);
    const names = latest(session, 'customer');
    const byWallet = Map.groupBy(
      source.walletMonths(),
      ({ customer, creditType }) => `${customer}\n${creditType}`,
    );
    const lines: StatementLine[] = [];
    for (const sums of byWallet.values()) {
      const { customer, creditType } = sums[0]!;
      const [before, during] = [
        sums.filter((one) => one.month < month),
        sums.filter((one) => one.month === month),
      ];
      const figures = lineOf(source.book, creditType, before, during);
      if (!figures) continue;
      const about = aboutOf(ofMonth(customer, month), names, issued.get(customer), status);
      lines.push({ ...about, creditType, ...figures });
    }
    lines.sort((a, b) => compareText(a.customer, b.customer) || compareText(a.creditType, b.creditType));
    return { month, status, lines };
  });
}

/** null: nothing stands and nothing happened. */
function lineOf(
  book: ReportBook,
  creditType: string,
  earlier: readonly WalletMonthSums[],
  within: readonly WalletMonthSums[],
) {
  const [before, during] = [new Sums(), new Sums()];
  for (const { kind, credits, overage } of earlier) before.add(kind, credits, overage);
  for (const { kind, credits, overage } of within) during.add(kind, credits, overage);
  const closing = before.net + during.net;
  if (within.length === 0 && closing === 0n) return null;
  const scale = book.creditScale(creditType);
  const written = (credits: bigint): string => formatScaled(credits, scale);
  const [granted, used, expired] = [during.of('Granted'), during.of('Used'), during.of('Expired')];
  return {
    opening: written(before.net),
    granted: written(granted),
    used: written(used),
    expired: written(expired),
    other: written(during.net - granted - used - expired),
    closing: written(closing),
    overage: written(during.overage),
  };
}

export function previewStatement(session: Session, asked: StatementAsked): Promise<Result<StatementPreview>> {
  return withStatement(session, asked, (of, make) => previewOf(session, make.dataOf(of)));
}

/** A statement's figures as its first page has them. */
export function previewOf(session: Session, data: StatementData): StatementPreview {
  const figures = statementFigures(data);
  const { book, customer, status } = data;
  const of = { customer: customer.code, span: data };
  const { number, revision, replaces, changes } = issueOf(session, data);
  const checks = checkStatement(data);
  return {
    file: statementFile(data, customer.code, revision),
    number,
    customer: customer.code,
    period: data.period && periodKey(data),
    name: customer.name,
    status,
    revision,
    replaces,
    changes,
    issued: issuedStatements(session, of),
    from: figures.from,
    to: figures.to,
    wallets: figures.wallets.map(walletOf),
    values: data.deferred.map(({ currency, opening, closing }) => {
      const written = (amount: bigint): string => formatScaled(amount, book.currencyScale(currency));
      return { currency, opening: written(opening), closing: written(closing) };
    }),
    charges: data.charges.map(({ at, kind, charge, amount, currency }) => ({
      date: book.dateAt(at),
      what: CHARGE_WORDS[kind],
      charge,
      amount: formatScaled(amount, book.currencyScale(currency)),
      currency,
    })),
    policies: policiesOf(data),
    checks: {
      all: checks.length,
      failed: checks.filter((check) => check.computed !== check.book).map(({ what }) => what),
    },
  };
}

function walletOf({ wallet, scale, month, book, closing, expiring }: WalletFigures) {
  const written = (credits: bigint): string => formatScaled(credits, scale);
  return {
    creditType: wallet.creditType,
    name: wallet.name,
    unit: wallet.unit,
    opening: written(book.opening),
    movements: MOVEMENTS.filter(({ word }) => month.of(word) !== 0n).map(({ word }) => ({
      word,
      credits: written(month.of(word)),
    })),
    closing: written(closing),
    overage: written(month.overage),
    deficit: written(wallet.deficit),
    expiring: expiring && { on: expiring.on, credits: written(expiring.credits) },
  };
}

function policiesOf({ plans, wallets }: StatementData): StatementPreview['policies'] {
  const ofPlans = plans.map(({ plan, subscription, credits, price }) => {
    const wallet = wallets.find(({ creditType }) => creditType === plan.creditType);
    const told = { ...plan, credits: credits ?? plan.credits, price: price ?? plan.price };
    const called = creditsInWords(plan.creditType, wallet?.name, wallet?.unit);
    return { title: `${plan.name || plan.code} (${subscription})`, sentences: planInWords(told, called) };
  });
  const orders = wallets.map(({ name, burnOrder }) => ({
    title: name,
    sentences: [burnOrderInWords(burnOrder)],
  }));
  return [...ofPlans, ...orders];
}
