// The report of a migration as a workbook: how what came in ties out to the old spreadsheet and the general ledger, every lot with
// the row that it came from, what stayed out and why, what was found in the spreadsheet, checks. Must not: compute what came in.
import { parseScaled } from '../../../../src-shared/decimal.ts';
import type { TieOutLine } from '../../../engine/facts.ts';
import type { LeftOut, PlannedAdjustment, PlannedLot } from '../../../import/legacy/plan/plan.ts';
import { amount, count, date, flag, header, rounded, SheetDraft, section, text, title } from '../cells.ts';
import { ALL_CHECKS, allOk, type Check, checksSheet, roundedChecksIn } from '../checks.ts';
import { columnRange, type SpecSheet, sheetRef, type WorkbookSpec } from '../spec.ts';

/** What is planned, with its row as people call it. */
type WithPlace<T extends { place: unknown }> = Omit<T, 'place'> & { readonly place: string };

export interface MigrationReport {
  readonly book: string;
  readonly file: string;
  readonly sha256: string;
  readonly layout: string;
  readonly at: string | null;
  /** For the file's stamp: the cut-over, or the last date that came in. */
  readonly dated: string;
  readonly state: string;
  readonly reason: string;
  readonly approvedBy: string;
  readonly tieOut: readonly TieOutLine[];
  readonly scaleOf: (line: Pick<TieOutLine, 'what' | 'unit'>) => number;
  readonly counts: readonly { what: string; count: number }[];
  readonly lots: readonly WithPlace<PlannedLot>[];
  readonly adjustments: readonly WithPlace<PlannedAdjustment>[];
  readonly leftOut: readonly WithPlace<LeftOut>[];
  readonly skipped: readonly { place: string; why: string }[];
  readonly findings: readonly { place: string; customer: string; what: string; message: string }[];
  readonly effect: readonly { customer: string; creditType: string; sheet: string | null; book: string }[];
}

const LOTS = 'Lots';
const LOT_HEADER = 6;

export function migrationWorkbook(report: MigrationReport): WorkbookSpec {
  const footer = `${report.book} · Migration of ${report.file}`;
  const about = `${report.book} · ${report.file}`;
  const checks = lotChecks(report);
  return {
    title: `Migration of ${report.file}`,
    subject: 'Migration of an old credit spreadsheet',
    author: report.book,
    date: report.dated,
    sheets: [
      summary(report, footer, checks),
      lotSheet(report, footer),
      ...(report.adjustments.length > 0 ? [adjustmentSheet(report, footer)] : []),
      ...(report.effect.length > 0 ? [balanceSheet(report, footer)] : []),
      leftOutSheet(report, footer),
      findingSheet(report, footer),
      checksSheet(checks, footer, about),
    ],
  };
}

const units = (value: string, scale: number): bigint => parseScaled(value, scale) ?? 0n;

function summary(report: MigrationReport, footer: string, checks: readonly Check[]): SpecSheet {
  const { file, sha256, at, state, reason, approvedBy, layout, counts, tieOut, scaleOf } = report;
  const sheet = new SheetDraft();
  sheet.add(title('Migration'));
  sheet.add(text(`${report.book} · from ${file}`, 'subtitle'));
  const fact = (label: string, value: string): void =>
    void sheet.add(text(label, 'label'), text(value, 'words'));
  fact('State', state);
  fact('Way', at === null ? 'The whole history, replayed through the rules' : `Openings at ${at}`);
  fact('Layout', layout);
  fact('SHA-256 of the workbook', sha256);
  if (approvedBy !== '') fact('Approved by', approvedBy);
  if (reason !== '') fact('Reason for differences', reason);
  sheet.add(text('All checks', 'label'), flag(allOk(checks), `${ALL_CHECKS}`));
  sheet.add();
  sheet.addRow(section('Tie-out', 7));
  sheet.addRow(
    ['What', 'Unit', 'Old workbook', 'In the book', 'Difference', 'General ledger', 'Book less ledger'].map(
      (one, index) => header(one, index > 1 ? 'amount' : 'text'),
    ),
  );
  for (const line of tieOut) addTieOut(sheet, line, scaleOf(line));
  sheet.add();
  sheet.addRow(section('What came in', 7));
  for (const one of counts) sheet.add(text(one.what), count(one.count));
  return {
    name: 'Summary',
    kind: 'summary',
    columns: [
      { min: 26, max: 40 },
      { min: 12, max: 22 },
      { min: 14 },
      { min: 14 },
      { min: 14 },
      { min: 14 },
      { min: 16 },
    ],
    rows: sheet.rows,
    landscape: true,
    footer,
  };
}

function addTieOut(sheet: SheetDraft, line: TieOutLine, scale: number): void {
  const row = sheet.next;
  const [book, told, ledger] = [
    units(line.book, scale),
    line.sheet === null ? null : units(line.sheet, scale),
    line.ledger === null ? null : units(line.ledger, scale),
  ];
  const isCredits = line.what === 'credits';
  sheet.add(
    text(isCredits ? 'Credits that remain' : 'Deferred revenue'),
    text(line.unit),
    told === null ? text('not said') : amount(told, scale),
    amount(book, scale, 'book'),
    told === null ? null : amount(book - told, scale, 'body', rounded(`D${row}-C${row}`, scale)),
    isCredits ? null : ledger === null ? text('not told') : amount(ledger, scale),
    ledger === null ? null : amount(book - ledger, scale, 'body', rounded(`D${row}-F${row}`, scale)),
  );
  for (const { why, amount: known } of line.known)
    sheet.add(text(`  ${why}`, 'note'), null, null, null, amount(units(known, scale), scale, 'note'));
}

function lotSheet({ lots, scaleOf, book, file }: MigrationReport, footer: string): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title(LOTS));
  sheet.add(text(`${book} · every lot that came in, with the row of ${file} that it came from`, 'subtitle'));
  sheet.add(
    text(
      'Lots made up of a total: the old workbook tells no purchases apart, so first in, first out is a guess of it.',
      'note',
    ),
  );
  sheet.add();
  sheet.add();
  sheet.addRow([
    header('Lot'),
    header('Customer'),
    header('Kind'),
    header('Date', 'date'),
    header('Credit type'),
    header('Credits', 'amount'),
    header('Price or deferred', 'amount'),
    header('Currency'),
    header('Expires'),
    header('Made up'),
    header('Row'),
    header('Note'),
  ]);
  for (const lot of lots) {
    const scale = scaleOf({ what: 'credits', unit: lot.creditType });
    const money = scaleOf({ what: 'deferred', unit: lot.currency });
    sheet.add(
      { value: lot.ref, format: 'id' },
      text(lot.customer),
      text(lot.kind.replaceAll('_', ' ')),
      date(lot.date),
      text(lot.creditType),
      amount(units(lot.credits, scale), scale),
      amount(units(lot.price, money), money),
      text(lot.currency),
      /^\d{4}-\d{2}-\d{2}$/.test(lot.expires) ? date(lot.expires) : text(lot.expires),
      text(lot.synthetic ? 'yes' : null),
      text(lot.place),
      text(lot.note),
    );
  }
  return {
    name: LOTS,
    kind: 'detail',
    columns: [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, { max: 30 }, { max: 60 }],
    rows: sheet.rows,
    freeze: { rows: LOT_HEADER },
    printTitles: [LOT_HEADER, LOT_HEADER],
    filter: `A${LOT_HEADER}:L${LOT_HEADER}`,
    landscape: true,
    footer,
  };
}

function balanceSheet({ effect, scaleOf }: MigrationReport, footer: string): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title('Balances'));
  sheet.add();
  sheet.addRow([
    header('Customer'),
    header('Credit type'),
    header('Old workbook', 'amount'),
    header('In the book', 'amount'),
    header('Difference', 'amount'),
  ]);
  for (const { customer, creditType, sheet: told, book } of effect) {
    const scale = scaleOf({ what: 'credits', unit: creditType });
    const row = sheet.next;
    const [has, said] = [units(book, scale), told === null ? null : units(told, scale)];
    sheet.add(
      text(customer),
      text(creditType),
      said === null ? text('not said') : amount(said, scale),
      amount(has, scale),
      said === null ? null : amount(has - said, scale, 'body', rounded(`D${row}-C${row}`, scale)),
    );
  }
  return {
    name: 'Balances',
    kind: 'detail',
    columns: [{ min: 20 }, {}, { min: 14 }, { min: 14 }, { min: 14 }],
    rows: sheet.rows,
    freeze: { rows: 3 },
    printTitles: [3, 3],
    footer,
  };
}

function adjustmentSheet({ adjustments, scaleOf }: MigrationReport, footer: string): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title('Refunds and corrections'));
  sheet.add(
    text(
      'What the old workbook took out of its purchases by hand, told as adjustments of their lots',
      'subtitle',
    ),
  );
  sheet.add();
  sheet.addRow([
    header('Adjustment'),
    header('Date'),
    header('Customer'),
    header('Lot'),
    header('What'),
    header('Credits taken out', 'amount'),
    header('Unit'),
    header('Paid back', 'amount'),
    header('Currency'),
    header('Row'),
    header('Reason'),
  ]);
  for (const one of adjustments) {
    const scale = scaleOf({ what: 'credits', unit: one.creditType });
    const cents = scaleOf({ what: 'deferred', unit: one.currency });
    sheet.add(
      text(one.ref),
      date(one.date),
      text(one.customer),
      text(one.lot),
      text(one.type === 'refund' ? 'Refund' : 'Correction'),
      amount(units(one.credits, scale), scale),
      text(one.creditType),
      one.amount === null ? null : amount(units(one.amount, cents), cents),
      one.amount === null ? null : text(one.currency),
      text(one.place),
      text(one.reason),
    );
  }
  return {
    name: 'Corrections',
    kind: 'detail',
    columns: [
      {},
      {},
      {},
      {},
      {},
      { min: 12 },
      {},
      { min: 12 },
      {},
      { min: 16, max: 30 },
      { min: 30, max: 60 },
    ],
    rows: sheet.rows,
    freeze: { rows: 4 },
    printTitles: [4, 4],
    landscape: true,
    footer,
  };
}

function leftOutSheet({ leftOut, skipped, scaleOf }: MigrationReport, footer: string): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title('Left out'));
  sheet.add(text('Rows of the old workbook that did not come in, and why', 'subtitle'));
  sheet.add();
  sheet.addRow([
    header('Row'),
    header('Customer'),
    header('Credits', 'amount'),
    header('Unit'),
    header('Money', 'amount'),
    header('Currency'),
    header('Why'),
  ]);
  for (const { place, customer, credits, unit, money, currency, why } of leftOut) {
    const [scale, cents] = [
      scaleOf({ what: 'credits', unit }),
      scaleOf({ what: 'deferred', unit: currency ?? '' }),
    ];
    sheet.add(
      text(place),
      text(customer),
      amount(units(credits, scale), scale),
      text(unit),
      money === null ? null : amount(units(money, cents), cents),
      text(currency),
      text(why),
    );
  }
  for (const { place, why } of skipped) sheet.add(text(place), null, null, null, null, null, text(why));
  if (leftOut.length + skipped.length === 0) sheet.add(text('Nothing: every row came in.', 'note'));
  return {
    name: 'Left out',
    kind: 'detail',
    columns: [{ min: 16, max: 30 }, {}, { min: 12 }, {}, { min: 12 }, {}, { min: 40, max: 70 }],
    rows: sheet.rows,
    freeze: { rows: 4 },
    printTitles: [4, 4],
    landscape: true,
    footer,
  };
}

function findingSheet({ findings }: MigrationReport, footer: string): SpecSheet {
  const sheet = new SheetDraft();
  sheet.add(title('Findings'));
  sheet.add(text('What stands out in the old workbook itself', 'subtitle'));
  sheet.add();
  sheet.addRow([header('Cell'), header('Customer'), header('What'), header('In detail')]);
  for (const { place, customer, what, message } of findings)
    sheet.add(text(place), text(customer), text(what), text(message));
  if (findings.length === 0) sheet.add(text('Nothing was found.', 'note'));
  return {
    name: 'Findings',
    kind: 'detail',
    columns: [{ min: 16, max: 30 }, { min: 14 }, { min: 30, max: 46 }, { min: 40, max: 80 }],
    rows: sheet.rows,
    freeze: { rows: 4 },
    printTitles: [4, 4],
    landscape: true,
    footer,
  };
}

/** The lots add up to what the tie-out says came in. A replayed history is what the rules left of them, which no sum can show. */
function lotChecks({ lots, tieOut, scaleOf, at }: MigrationReport): Check[] {
  if (at === null) return [];
  const last = LOT_HEADER + Math.max(lots.length, 1);
  const on = (column: number): string => `${sheetRef(LOTS)}${columnRange(column, LOT_HEADER + 1, last)}`;
  return tieOut.map((line) => {
    const scale = scaleOf(line);
    const isCredits = line.what === 'credits';
    const mine = lots.filter((lot) => (isCredits ? lot.creditType : lot.currency) === line.unit);
    const computed = mine.reduce((sum, lot) => sum + units(isCredits ? lot.credits : lot.price, scale), 0n);
    const [values, names] = isCredits ? [on(6), on(5)] : [on(7), on(8)];
    return roundedChecksIn(line.unit, scale)(
      isCredits ? 'Credits of the lots' : 'Deferred revenue of the lots',
      `SUMIFS(${values},${names},"${line.unit.replaceAll('"', '""')}")`,
      computed,
      units(line.book, scale),
    );
  });
}
