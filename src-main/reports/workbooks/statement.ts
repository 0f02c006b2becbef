// The statement of one customer for a month or a subscription's period: Summary, Lots, Activity, Rates, late and unfunded usage, Checks. Detail sheets hold values; every sum, balance and
// check is a live formula over them, with the result the book expects.
// Must not: read a book; all it needs is in StatementData.

import { allOk, type Check, type CheckMaker, checksIn, checksSheet } from './checks.ts';
import { cellOn, rangeOn, sheetRef, type WorkbookSpec } from './spec.ts';
import { activityBlocks, activitySheets, type Block } from './statement/activity.ts';
import { MOVEMENTS, type StatementFigures, statementFigures } from './statement/figures.ts';
import { LOT_COLUMNS, LOTS, type LotsDraft, lotsSheet } from './statement/lots.ts';
import { summarySheet } from './statement/summary.ts';
import { CHARGE_COLUMNS, overageFormula, SUMMARY, type SummaryDraft } from './statement/summary-tables.ts';
import { ratesSheet, usageSheets } from './statement/usage.ts';
import { type StatementData, spanInWords } from './statement-data.ts';
import { CHARGE_WORDS, dateInWords } from './words.ts';

/** @param sheetRows where activity goes on on a further sheet. */
export function statementWorkbook(data: StatementData, sheetRows?: number): WorkbookSpec {
  const figures = statementFigures(data);
  const number = data.status === 'draft' ? 'DRAFT' : (data.issue.number ?? 'not issued');
  const issuer = data.letterhead?.name ?? data.book.name;
  const about = {
    issuer: `${issuer} · ${data.customer.name} · ${number} · through ${dateInWords(figures.to)}`,
    footer: `${number} · ${data.customer.name}`,
  };
  const blocks = activityBlocks(figures.wallets, sheetRows);
  const lots = lotsSheet(data, figures, about);
  const summary = summarySheet(data, figures, blocks, lots, about);
  const checks = statementChecks(data, figures, { blocks, summary, lots });
  summary.setChecks(allOk(checks));
  return {
    title: `Credit statement ${data.issue.number ?? `${spanInWords(data)} (${number})`}`,
    subject: `${data.customer.name}, ${figures.from} to ${figures.to}`,
    author: issuer,
    date: figures.to,
    sheets: [
      summary.sheet,
      lots.sheet,
      ...activitySheets(data, figures, blocks, about),
      ratesSheet(data, figures, about),
      ...usageSheets(data, figures, about),
      checksSheet(checks, about.footer, about.issuer),
    ],
  };
}

/** What does not agree on a statement, before anybody opens it. Empty is good. */
export function checkStatement(data: StatementData): readonly Check[] {
  const figures = statementFigures(data);
  const about = { issuer: '', footer: '' };
  const blocks = activityBlocks(figures.wallets);
  const lots = lotsSheet(data, figures, about);
  const summary = summarySheet(data, figures, blocks, lots, about);
  return statementChecks(data, figures, { blocks, summary, lots });
}

interface Parts {
  readonly blocks: readonly Block[];
  readonly summary: SummaryDraft;
  readonly lots: LotsDraft;
}

function statementChecks(data: StatementData, figures: StatementFigures, parts: Parts): Check[] {
  const credits = figures.wallets.flatMap((_, index) => walletChecks(figures, index, parts));
  return [...credits, ...valueChecks(data, figures, parts)];
}

function walletChecks(figures: StatementFigures, index: number, { blocks, summary, lots }: Parts): Check[] {
  const { wallet, scale, book, month, closing, lots: lotFigures } = figures.wallets[index]!;
  const cells = summary.wallets[index]!;
  const activity = blocks[index]!;
  const make = checksIn(wallet.unit || wallet.creditType, scale);
  const check: CheckMaker = (what, ...rest) =>
    make(figures.wallets.length > 1 ? `${wallet.name}: ${what}` : what, ...rest);
  const onSummary = (cell: string): string => `${sheetRef(SUMMARY)}${cell}`;
  const lotsTotal = (column: number): string => {
    const block = lots.blocks[index];
    return block ? cellOn(LOTS, column, block.closing) : '0';
  };
  const sum = (pick: (lot: (typeof lotFigures)[number]) => bigint): bigint =>
    lotFigures.reduce((total, lot) => total + pick(lot), 0n);
  const movements = MOVEMENTS.filter(({ word }) => month.of(word) !== 0n || book.month.of(word) !== 0n);
  return [
    check(
      'Opening balance: lots',
      lotsTotal(LOT_COLUMNS.opening),
      sum((lot) => lot.opening),
      book.opening,
    ),
    ...movements.map(({ word }) =>
      check(`${word}: activity`, onSummary(cells.movements.get(word)!), month.of(word), book.month.of(word)),
    ),
    check('Closing balance: summary', onSummary(cells.closing), closing, book.closing),
    check('Closing balance: activity', activity.closing, closing, book.closing),
    check(
      'Closing balance: lots',
      lotsTotal(LOT_COLUMNS.closing),
      sum((lot) => lot.closing),
      book.closing,
    ),
    check('Overage: activity', overageFormula(activity, scale), month.overage, book.month.overage),
  ];
}

function valueChecks(data: StatementData, figures: StatementFigures, { summary, lots }: Parts): Check[] {
  return data.deferred.flatMap((sums, index) => {
    const { currency } = sums;
    const scale = data.book.currencyScale(currency);
    const inLots = figures.wallets
      .flatMap((wallet) => wallet.lots)
      .filter(({ lot }) => lot.currency === currency);
    const values = inLots.reduce((total, { deferred }) => total + deferred, 0n);
    const { cell, closing } = summary.values[index]!;
    const overage = summary.overage.get(currency);
    const check = checksIn(currency, scale);
    return [
      check('Value of unused credits: summary', `${sheetRef(SUMMARY)}${cell}`, closing, sums.closing),
      check('Value of unused credits: lots', lotValueFormula(lots, currency, scale), values, sums.closing),
      check(
        'Charges for credits: summary',
        chargesFormula(summary, currency, scale),
        chargesFor(data, currency),
        sums.billed,
      ),
      check(
        'Overage: summary',
        overage ? `${sheetRef(SUMMARY)}${overage.cell}` : '0',
        overage?.amount ?? 0n,
        sums.overage,
      ),
    ];
  });
}

function lotValueFormula({ all }: LotsDraft, currency: string, scale: number): string {
  if (all === null) return '0';
  const range = (column: number): string => rangeOn(LOTS, column, all);
  return `ROUND(SUMIFS(${range(LOT_COLUMNS.value)},${range(LOT_COLUMNS.currency)},"${currency}"),${scale})`;
}

/** Kinds of charges that buy credits; overage and its credits never were deferred. */
const FOR_CREDITS = ['plan', 'top_up', 'auto_top_up'] as const;

function chargesFor(data: StatementData, currency: string): bigint {
  return data.charges
    .filter((charge) => charge.currency === currency && FOR_CREDITS.some((kind) => kind === charge.kind))
    .reduce((total, charge) => total + charge.amount, 0n);
}

function chargesFormula({ charges }: SummaryDraft, currency: string, scale: number): string {
  if (charges === null) return '0';
  const range = (column: number): string => rangeOn(SUMMARY, column, [charges.first, charges.last]);
  const sums = FOR_CREDITS.map((kind) => {
    const conditions = `${range(CHARGE_COLUMNS.currency)},"${currency}",${range(CHARGE_COLUMNS.kind)},"${CHARGE_WORDS[kind]}"`;
    return `SUMIFS(${range(CHARGE_COLUMNS.amount)},${conditions})`;
  });
  return `ROUND(${sums.join('+')},${scale})`;
}
