// The index of a month's statements: who got which, under which number, with what balance, in which file; each line leads to its file.
// Must not: list what was not written.
import type { IsoDate, Month } from '../../../../src-shared/calendar.ts';
import { monthDates } from '../../../../src-shared/calendar.ts';
import { counted } from '../../../../src-shared/counted.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import type { ReportBook, WalletMonthSums } from '../../source.ts';
import { movesCredits } from '../../wallets.ts';
import { amount, date, header, rounded, SheetDraft, text, title } from '../cells.ts';
import { type Check, checksSheet } from '../checks.ts';
import { columnRange, type SpecSheet, sheetRef, type WorkbookSpec } from '../spec.ts';
import { dateInWords, monthInWords } from '../words.ts';

export interface StatementIndexData {
  readonly book: ReportBook;
  readonly issuer: string;
  readonly month: Month;
  readonly status: 'draft' | 'final';
  readonly files: readonly {
    readonly customer: string;
    readonly file: string;
    readonly number: string | null;
    readonly sha256: string;
  }[];
  readonly names: ReadonlyMap<string, { readonly name: string }>;
  /** Of all customers, up to the month. */
  readonly walletMonths: readonly WalletMonthSums[];
}

const INDEX = 'Statements';
const HEADING = 4;
const COLUMNS = { creditType: 5, closing: 6 } as const;

export function statementIndex(data: StatementIndexData): WorkbookSpec {
  const { issuer, month, book } = data;
  const { to } = monthDates(month);
  const footer = `Statements of ${monthInWords(month)} · ${issuer}${data.status === 'draft' ? ' · DRAFT' : ''}`;
  const about = `${issuer} · ${counted(data.files.length, 'workbook')} · balances on ${dateInWords(to)}`;
  const { sheet, checks } = listOf(data, about, footer);
  return {
    title: `Statements of ${monthInWords(month)}`,
    subject: `${data.files.length} statements through ${to}`,
    author: book.name,
    date: to,
    sheets: [sheet, checksSheet(checks, footer, about)],
  };
}

/** What sums leave, by credit type. */
export function closingOf(all: readonly WalletMonthSums[]): Map<string, bigint> {
  const wallets = new Map<string, bigint>();
  for (const sums of all) {
    const moved = movesCredits(sums.kind) ? sums.credits : 0n;
    wallets.set(sums.creditType, (wallets.get(sums.creditType) ?? 0n) + moved);
  }
  return wallets;
}

/** Closing balances by customer, then credit type. */
function closingBalances({ walletMonths, month }: StatementIndexData): Map<string, Map<string, bigint>> {
  const upTo = walletMonths.filter((sums) => sums.month <= month);
  const byCustomer = Map.groupBy(upTo, ({ customer }) => customer);
  return new Map([...byCustomer].map(([customer, sums]) => [customer, closingOf(sums)]));
}

const statusOf = (number: string | null): string => {
  if (number === null) return 'Draft';
  const revision = /-R(\d+)$/.exec(number)?.[1];
  return revision === undefined ? 'Issued' : `Revision ${revision}`;
};

function listOf(
  data: StatementIndexData,
  about: string,
  footer: string,
): { sheet: SpecSheet; checks: Check[] } {
  const { book, files, names } = data;
  const draft = new SheetDraft();
  draft.add(title(`Statements of ${monthInWords(data.month)}`));
  draft.add(text(about, 'subtitle'));
  draft.add();
  draft.add(
    ...[header('Customer'), header('Name'), header('Number'), header('Status'), header('Wallet')],
    ...[header('Closing balance', 'amount'), header('File'), header('SHA-256 of the file')],
  );
  const balances = closingBalances(data);
  const totals = new Map<string, bigint>();
  for (const { customer, file, number, sha256 } of files) {
    const wallets = [...(balances.get(customer) ?? [])].sort(([a], [b]) => compareText(a, b));
    const shown: (readonly [string, bigint] | null)[] = wallets.length === 0 ? [null] : wallets;
    for (const wallet of shown) {
      if (wallet) totals.set(wallet[0], (totals.get(wallet[0]) ?? 0n) + wallet[1]);
      draft.add(
        ...[text(customer), text(names.get(customer)?.name ?? ''), text(number), text(statusOf(number))],
        ...[text(wallet?.[0] ?? null), wallet ? amount(wallet[1], book.creditScale(wallet[0])) : null],
        ...[
          { ...text(file), link: file },
          { value: sha256, format: 'id' as const },
        ],
      );
    }
  }
  const last = draft.next - 1;
  const range = (column: number): string => columnRange(column, HEADING + 1, Math.max(HEADING + 1, last));
  const blank = text(null, 'total');
  const checks: Check[] = [];
  for (const [creditType, total] of [...totals].sort(([a], [b]) => compareText(a, b))) {
    const scale = book.creditScale(creditType);
    const row = draft.next;
    const formula = rounded(`SUMIFS(${range(COLUMNS.closing)},${range(COLUMNS.creditType)},E${row})`, scale);
    draft.add(
      ...[text('Total', 'total'), blank, blank, blank, text(creditType, 'total')],
      ...[amount(total, scale, 'total', formula), blank, blank],
    );
    const all = [...balances.values()].reduce((sum, wallets) => sum + (wallets.get(creditType) ?? 0n), 0n);
    const what = 'Closing balances: statements';
    checks.push({
      what,
      unit: creditType,
      scale,
      formula: `${sheetRef(INDEX)}F${row}`,
      computed: total,
      book: all,
    });
  }
  const sheet: SpecSheet = {
    name: INDEX,
    kind: 'detail',
    columns: [{}, { min: 24, max: 44 }, { min: 20 }, { min: 12 }, {}, { min: 16 }, { max: 44 }, { max: 70 }],
    rows: draft.rows,
    freeze: { rows: HEADING },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:H${HEADING}`,
    footer,
  };
  return { sheet, checks };
}

export interface PeriodIndexData extends Omit<StatementIndexData, 'files' | 'walletMonths'> {
  readonly files: readonly (StatementIndexData['files'][number] & {
    readonly period: {
      readonly subscriptions: readonly string[];
      readonly from: IsoDate;
      readonly to: IsoDate;
    } | null;
  })[];
  /** Closing balances of each file's customer on its last day, by credit type. */
  readonly balances: readonly ReadonlyMap<string, bigint>[];
}

/** The index of statements of subscription periods: their days differ, so that their balances are not added up. */
export function periodIndex(data: PeriodIndexData): WorkbookSpec {
  const { issuer, month, book, files, names } = data;
  const name = `Statements of periods that end in ${monthInWords(month)}`;
  const draft = new SheetDraft();
  draft.add(title(name));
  draft.add(text(`${issuer} · ${counted(files.length, 'workbook')}`, 'subtitle'));
  draft.add();
  draft.add(
    ...[header('Customer'), header('Name'), header('Subscriptions'), header('From', 'date')],
    ...[header('Through', 'date'), header('Number'), header('Status'), header('Wallet')],
    ...[header('Closing balance', 'amount'), header('File'), header('SHA-256 of the file')],
  );
  for (const [index, { customer, period, file, number, sha256 }] of files.entries()) {
    const wallets = [...data.balances[index]!].sort(([a], [b]) => compareText(a, b));
    for (const wallet of wallets.length === 0 ? [null] : wallets) {
      draft.add(
        ...[
          text(customer),
          text(names.get(customer)?.name ?? ''),
          text(period?.subscriptions.join(', ') ?? null),
        ],
        ...[date(period?.from ?? null), date(period?.to ?? null), text(number), text(statusOf(number))],
        ...[text(wallet?.[0] ?? null), wallet ? amount(wallet[1], book.creditScale(wallet[0])) : null],
        ...[
          { ...text(file), link: file },
          { value: sha256, format: 'id' as const },
        ],
      );
    }
  }
  if (files.length === 0) draft.add(text('No subscription period ends in the month.', 'note'));
  const { to } = monthDates(month);
  const sheet: SpecSheet = {
    name: INDEX,
    kind: 'detail',
    columns: [
      {},
      { min: 24, max: 44 },
      { max: 40 },
      { min: 12 },
      { min: 12 },
      { min: 20 },
      { min: 12 },
      {},
      { min: 16 },
      { max: 44 },
      { max: 70 },
    ],
    rows: draft.rows,
    freeze: { rows: HEADING },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:K${HEADING}`,
    footer: `${name} · ${issuer}${data.status === 'draft' ? ' · DRAFT' : ''}`,
  };
  return { title: name, subject: `${files.length} statements`, author: book.name, date: to, sheets: [sheet] };
}
