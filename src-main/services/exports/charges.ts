// The charges of a month handed out: a workbook to look into and a CSV to invoice from, as one issued document. A revision says which
// charges went out before. Must not: gather charges or make cells.

import { createHash } from 'node:crypto';
import type { Month } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { ExportCode } from '../../../src-shared/findings/exports.ts';
import { done, must, Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { openScanner } from '../../csv/scan.ts';
import { writeCsvBytes } from '../../csv/write.ts';
import { workbookBytes } from '../../excel/write.ts';
import type { RawRow } from '../../import/raw-row.ts';
import type { ChargeItem, ChargesData, Withdrawn } from '../../reports/workbooks/charges/data.ts';
import { chargesWorkbook } from '../../reports/workbooks/charges/workbook.ts';
import { issuedBytes } from '../documents/issued.ts';
import { paperOf } from '../documents/paper.ts';
import { monthStatus } from '../files/month-status.ts';
import { writeWhole } from '../files/text-file.ts';
import { withSource } from '../report.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { type OutFile, unbundled } from './bundle.ts';
import { chargesOf } from './charge-items.ts';
import { type HandedOut, type HandedOutAs, handOut, mustBeClosed, standingHandOut } from './hand-out.ts';

type Gathered = Omit<ChargesData, 'number' | 'replaces' | 'withdrawn'>;

export interface ChargesAsked {
  readonly month: Month;
  readonly draft?: boolean;
  readonly replace?: string | null;
  readonly progress?: Progress;
}

const COLUMNS: readonly Pick<Column, 'key' | 'type'>[] = [
  { key: 'batch', type: 'text' },
  { key: 'customer', type: 'text' },
  { key: 'name', type: 'text' },
  { key: 'email', type: 'text' },
  { key: 'charge', type: 'text' },
  { key: 'date', type: 'date' },
  { key: 'kind', type: 'text' },
  { key: 'description', type: 'text' },
  { key: 'credits', type: 'credits' },
  { key: 'credit_type', type: 'text' },
  { key: 'unit_price', type: 'money' },
  { key: 'amount', type: 'money' },
  { key: 'currency', type: 'text' },
  { key: 'exported_before', type: 'text' },
];
const at = (key: string): number => COLUMNS.findIndex((column) => column.key === key);

function rowOf(data: Gathered, email: ReadonlyMap<string, string>, number: string, item: ChargeItem): Cell[] {
  const { customer, charge, date, kind, description, credits, creditType, unitPrice, amount, currency } =
    item;
  return [
    number,
    customer,
    data.names.get(customer) ?? null,
    email.get(customer) || null,
    charge,
    date,
    kind,
    description,
    formatScaled(credits, data.book.creditScale(creditType)),
    creditType,
    unitPrice,
    formatScaled(amount, data.book.currencyScale(currency)),
    currency,
    item.exported || null,
  ];
}

/** Text that a spreadsheet would take for a formula has an apostrophe: people open this file. */
function csvOf(session: Session, data: Gathered, items: readonly ChargeItem[], number: string): Uint8Array {
  const email = new Map(
    [...latest(session, 'customer').values()].map((one) => [one.code, one.email] as const),
  );
  const rows = items.map((item) => rowOf(data, email, number, item));
  return writeCsvBytes(COLUMNS, rows, { encoding: 'utf-8' });
}

function rowsIn(csv: Uint8Array): string[][] {
  const rows: RawRow[] = [];
  openScanner(',').push(Buffer.from(csv).toString('utf8'), true, rows);
  return rows.slice(1).map(({ cells }) => cells.map(String));
}

/** What tells a charge of one export from one of another, but for its amount. */
const keyOf = (row: readonly string[]): string =>
  ['charge', 'kind', 'date', 'currency'].map((key) => row[at(key)]).join('|');

/** Marks what went out with the document that stands, and finds what is no longer due. */
function marked(session: Session, data: Gathered): { now: ChargeItem[]; withdrawn: Withdrawn[] } {
  const standing = standingHandOut(session, 'charges', data.month, '');
  if (!standing) return { now: [...data.now], withdrawn: [] };
  const { document, number } = standing;
  const files = unbundled({ file: document.file, bytes: issuedBytes(session, document) });
  const before = new Map(
    rowsIn(files.find(({ name }) => name.endsWith('.csv'))!.bytes).map((row) => [keyOf(row), row] as const),
  );
  // Written and read in the same way, so that what is marked for spreadsheets is marked on both sides.
  const written = rowsIn(csvOf(session, data, data.now, ''));
  const now = data.now.map((item, index) => {
    const row = before.get(keyOf(written[index]!));
    before.delete(keyOf(written[index]!));
    if (!row) return item;
    const then = row[at('amount')]!;
    const since = row[at('exported_before')]!.split(',')[0] || number;
    const same = then === written[index]![at('amount')];
    return { ...item, exported: same ? since : `${number}, then ${then}` };
  });
  const withdrawn = [...before.values()].map((row) => ({
    document: number,
    charge: row[at('charge')]!,
    customer: row[at('customer')]!,
    amount: row[at('amount')]!,
    currency: row[at('currency')]!,
  }));
  return { now, withdrawn };
}

function gather(session: Session, month: Month): Promise<Result<Gathered>> {
  return withSource(session, { month, through: month }, (source, cut) =>
    chargesOf(session, month, source, cut.until),
  );
}

/** What it says, whatever its number. The seal stands for the events behind a line. */
function contentOf({ seal, now, next }: Gathered): string {
  const said = [...now, ...next].map(({ events, credits, amount, ...item }) => ({
    ...item,
    events: events?.count ?? 0,
    credits: String(credits),
    amount: String(amount),
  }));
  return createHash('sha256')
    .update(JSON.stringify([seal, said]))
    .digest('hex');
}

interface ChargesOut {
  readonly month: Month;
  readonly out: HandedOut;
  readonly summary: ChargesSummary;
}

/** Hands out the workbook and the CSV. Within the source, since the events are read as they are written. */
function chargesOut(session: Session, asked: ChargesAsked): Promise<Result<ChargesOut>> {
  const { month, draft = false, progress } = asked;
  progress?.('Gathering charges', 0, 0);
  return withSource(session, { month, through: month }, async (source, cut) => {
    const data = chargesOf(session, month, source, cut.until);
    mustBeClosed(session, month, draft);
    if (data.now.length === 0 && data.next.length === 0) {
      throw new Refusal({
        code: 'nothing_to_export' satisfies ExportCode,
        message: `Nothing is to be invoiced in ${month}`,
        hint: 'Choose another month',
      });
    }
    const out = must(await handedOut(session, asked, data));
    return { month, out, summary: summaryOf(session, data) };
  });
}

function handedOut(
  session: Session,
  { month, draft = false, replace = null, progress }: ChargesAsked,
  data: Gathered,
): Promise<Result<HandedOut>> {
  const { now, withdrawn } = marked(session, data);
  return handOut(session, {
    series: 'charges',
    month,
    subject: '',
    draft,
    replace,
    content: contentOf(data),
    changes: changesIn(now, withdrawn),
    make: async (number, replaces): Promise<OutFile[]> => {
      const all: ChargesData = { ...data, now, withdrawn, number, replaces };
      return [
        {
          name: `${number}.xlsx`,
          bytes: await workbookBytes(chargesWorkbook(all), {
            paper: paperOf(session),
            onRows: (rows) => progress?.('Writing rows', rows, 0),
          }),
        },
        { name: `${number}.csv`, bytes: csvOf(session, data, now, number) },
      ];
    },
  });
}

function changesIn(now: readonly ChargeItem[], withdrawn: readonly Withdrawn[]): string {
  const changed = now.filter(({ exported }) => exported.includes(', then ')).length;
  const added = now.filter(({ exported }) => exported === '').length;
  return `${added} charges more, ${changed} changed, ${withdrawn.length} no longer due`;
}

export interface ChargesWritten extends ChargesSummary {
  readonly number: string;
  readonly issue: HandedOut['status'];
  readonly replaces: string | null;
  readonly outdated: boolean;
  /** Where they were written. */
  readonly file: string;
  readonly csv: string | null;
}

/** @param csv where the CSV goes, null for none. */
export async function exportCharges(
  session: Session,
  asked: ChargesAsked & { file: string; csv: string | null },
): Promise<Result<ChargesWritten>> {
  const made = await chargesOut(session, asked);
  if (!made.ok) return made;
  const { out, summary } = made.value;
  const { number, status: issue, replaces, outdated } = out;
  for (const [ending, path] of [
    ['.xlsx', asked.file],
    ['.csv', asked.csv],
  ] as const) {
    if (path === null) continue;
    const { bytes } = out.files.find(({ name }) => name.endsWith(ending))!;
    const written = writeWhole(path, bytes, [session.open.path]);
    if (!written.ok) return written;
  }
  return done({ ...summary, number, issue, replaces, outdated, file: asked.file, csv: asked.csv });
}

/** One of the two, into a file of the caller's choice. */
export async function chargesInto(
  session: Session,
  asked: ChargesAsked,
  format: 'xlsx' | 'csv',
  path: string,
): Promise<Result<HandedOutAs>> {
  const made = await chargesOut(session, asked);
  if (!made.ok) return made;
  const { number, status: issue, replaces, files } = made.value.out;
  const { bytes } = files.find(({ name }) => name.endsWith(`.${format}`))!;
  const written = writeWhole(path, bytes, [session.open.path]);
  return written.ok ? done({ number, issue, replaces }) : written;
}

export interface ChargesSummary {
  readonly month: Month;
  readonly status: 'draft' | 'final';
  readonly charges: number;
  readonly totals: readonly { currency: string; now: string; next: string }[];
  /** What stands of it. */
  readonly standing: { number: string; sameSeal: boolean; outdated: boolean } | null;
}

/** What would go out, and what did. Changes nothing. */
export async function lookAtCharges(session: Session, month: Month): Promise<Result<ChargesSummary>> {
  const found = await gather(session, month);
  return found.ok ? done(summaryOf(session, found.value)) : found;
}

function summaryOf(session: Session, data: Gathered): ChargesSummary {
  const sums = new Map<string, { now: bigint; next: bigint }>();
  for (const item of [...data.now, ...data.next]) {
    const sum = sums.get(item.currency) ?? { now: 0n, next: 0n };
    sum[item.date === null ? 'next' : 'now'] += item.amount;
    sums.set(item.currency, sum);
  }
  const standing = standingHandOut(session, 'charges', data.month, '');
  return {
    month: data.month,
    status: monthStatus(session, data.month).status,
    charges: data.now.length,
    totals: [...sums.keys()].sort(compareText).map((currency) => {
      const { now, next } = sums.get(currency)!;
      const written = (amount: bigint): string => formatScaled(amount, data.book.currencyScale(currency));
      return { currency, now: written(now), next: written(next) };
    }),
    standing: standing && {
      number: standing.number,
      sameSeal: standing.sameSeal,
      outdated: standing.document.content !== contentOf(data),
    },
  };
}
