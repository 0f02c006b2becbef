// Reads an old workbook, once its shape is understood, into purchases, movements and balances, whatever its layout. What it left
// out, how customers are spelt, and what must still be asked come with it. Must not: change what a sheet says.

import { powerOfTen } from '../../../src-shared/decimal.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import { ownValue } from '../../../src-shared/keys/own-value.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import { readAmount } from './cell-values.ts';
import { type ClassifiedRow, classifyRows } from './classify-rows.ts';
import { kindInWords } from './column-words.ts';
import { decimalOf, isBelow, minus, negated, PLACES, units, unsigned } from './decimals.ts';
import type {
  EntryKind,
  LegacyBalance,
  LegacyBook,
  LegacyEntry,
  LegacyFinding,
  LegacyPurchase,
} from './legacy-book.ts';
import { checkLegacy } from './legacy-checks.ts';
import { type RowReader, readingOf, rowReader, type SheetReading } from './row-reader.ts';
import type { SheetContent } from './sheet-cells.ts';
import { type SheetView, viewOf } from './sheet-view.ts';
import { type Spelling, spellingsOf } from './spellings.ts';
import {
  type Candidate,
  candidatesOf,
  completed,
  type KnownBook,
  notationOf,
  shapeOf,
} from './understand.ts';

/** What a sheet was taken for, row by row. */
export interface SheetUnderstood {
  readonly name: string;
  readonly hidden: boolean;
  /** null: the sheet is not read. */
  readonly rows: readonly ClassifiedRow[] | null;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
  /** Rows that stand on a colour. Colours are not read. */
  readonly coloured: number;
}

export interface Understood {
  readonly shape: LegacyShape;
  readonly candidates: readonly Candidate[];
  readonly sheets: readonly SheetUnderstood[];
  readonly spellings: readonly Spelling[];
  /** Names of meters and credit types that the book does not have. */
  readonly unknown: readonly { readonly what: 'meter' | 'credit type'; readonly text: string }[];
  /** What must be answered before it can be migrated. */
  readonly questions: readonly Finding[];
}

export interface LegacyRead {
  readonly understood: Understood;
  readonly book: LegacyBook;
}

export interface ReadLegacyGiven {
  readonly file: LegacyBook['file'];
  readonly sheets: readonly SheetContent[];
  /** null: as it looks. */
  readonly shape: LegacyShape | null;
  readonly known: KnownBook;
  /** The cut-over date; null: purchases are held against the latest date of the workbook. */
  readonly asOf?: string | null;
  /** Amounts that name no currency have none, rather than the layout's. */
  readonly currencyAsSaid?: boolean;
}

/** null: no sheet has a table of credits, and nobody said where one is. */
export function readLegacyBook({
  file,
  sheets,
  shape: said,
  known,
  asOf = null,
  currencyAsSaid = false,
}: ReadLegacyGiven): LegacyRead | null {
  const views = sheets.map(viewOf);
  const candidates = candidatesOf(views);
  const shape = said
    ? completed(said, candidates, views, known)
    : candidates[0]
      ? shapeOf(candidates[0], views, known)
      : null;
  if (!shape) return null;
  const { notation, questions } = notationOf(views, shape);
  const findings: LegacyFinding[] = [];
  const read = currencyAsSaid ? { ...shape, currency: null } : shape;
  const readings = shape.sheets.flatMap((sheet): SheetReading[] => {
    const view = views.find((one) => one.sheet.name === sheet.sheet);
    if (!view) return [];
    const rows = classifyRows(view, sheet, shape.layout, notation);
    return [readingOf(view, sheet, read, notation, rows, findings)];
  });
  const spellings = spellingsOf(customersIn(readings), shape.customers, known.customers);
  const names = namesOf(shape, known, spellings);
  const purchases = shape.layout === 'purchases' ? readings.flatMap((one) => purchasesOf(one, names)) : [];
  const entries =
    shape.layout === 'transactions' || shape.layout === 'customer_sheets'
      ? readings.flatMap((one) => entriesOf(one, names))
      : [];
  const balances =
    shape.layout === 'balance_grid' ? readings.flatMap((one) => gridOf(one, names)) : monthEnds(entries);
  const book: LegacyBook = { file, layout: shape.layout, purchases, entries, balances, findings };
  checkLegacy(book, readings, spellings, asOf);
  const unknown = names.unknown();
  return {
    book,
    understood: {
      shape,
      candidates,
      sheets: views.map((view) => understoodSheet(view, readings)),
      spellings,
      unknown,
      questions: [...questions, ...openQuestions(book, shape, spellings, unknown)],
    },
  };
}

function understoodSheet(view: SheetView, readings: readonly SheetReading[]): SheetUnderstood {
  const { name, hidden, rows, hiddenColumns } = view.sheet;
  return {
    name,
    hidden,
    rows: readings.find((one) => one.view === view)?.rows ?? null,
    hiddenRows: rows.filter((row) => row.hidden).length,
    hiddenColumns: hiddenColumns.length,
    coloured: rows.filter(({ cells }) => cells.some((cell) => cell?.fill)).length,
  };
}

function customersIn(readings: readonly SheetReading[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rows } of readings)
    for (const { state, customer } of rows)
      if (state === 'data' && customer !== null) counts.set(customer, (counts.get(customer) ?? 0) + 1);
  return counts;
}

interface Names {
  customer(text: string | null): string;
  creditType(text: string): string | null;
  meter(text: string): string | null;
  unknown(): Understood['unknown'];
}

/** The book's codes for what the workbook says; what it does not have stays as it is spelt, and is told. */
function namesOf(shape: LegacyShape, known: KnownBook, spellings: readonly Spelling[]): Names {
  const customers = new Map(spellings.map(({ text, code }) => [text, code]));
  const missing = new Map<string, Understood['unknown'][number]>();
  const coded = (
    what: 'meter' | 'credit type',
    text: string,
    mapped: Readonly<Record<string, string>>,
    codes: ReadonlyMap<string, string>,
  ): string => {
    const said = ownValue(mapped, text);
    if (said !== undefined && said !== '') return said;
    if (codes.has(text)) return text;
    const named = [...codes].find(([, name]) => name.trim().toLowerCase() === text.toLowerCase());
    if (named) return named[0];
    missing.set(`${what}|${text}`, { what, text });
    return text;
  };
  return {
    customer: (text) => (text === null ? '' : (customers.get(text) ?? text)),
    creditType: (text) =>
      text === '' ? shape.creditType : coded('credit type', text, shape.creditTypes, known.creditTypes),
    meter: (text) => (text === '' ? null : coded('meter', text, shape.meters, known.meters)),
    unknown: () => [...missing.values()],
  };
}

const data = ({ rows }: SheetReading): ClassifiedRow[] => rows.filter(({ state }) => state === 'data');
const noBlank = (text: string): string | null => (text === '' ? null : text);

function purchasesOf(reading: SheetReading, names: Names): LegacyPurchase[] {
  return data(reading).map((row): LegacyPurchase => {
    const cells = rowReader(reading, row);
    const bought = cells.amount('bought');
    const each = cells.amount('unit_price');
    const price =
      cells.amount('price') ??
      (each === null || bought === null
        ? null
        : decimalOf((units(each) * units(bought)) / powerOfTen(PLACES)));
    return {
      place: cells.place(),
      ref: noBlank(cells.text('ref')),
      customer: names.customer(row.customer),
      date: cells.day('date'),
      creditType: names.creditType(cells.text('credit_type')),
      bought,
      price,
      currency: cells.currency('price', 'deferred', 'unit_price'),
      used: cells.amount('used'),
      expired: cells.amount('expired'),
      remaining: cells.amount('remaining'),
      deferred: cells.amount('deferred'),
      expires: cells.day('expires'),
      note: [cells.text('kind'), cells.text('note')].filter((text) => text !== '').join('; '),
    };
  });
}

function entriesOf(reading: SheetReading, names: Names): LegacyEntry[] {
  const rows = data(reading);
  // Where nothing is negative, usage is written without a sign.
  const isUnsigned = !rows.some((row) => {
    const credits = rowReader({ ...reading, findings: [] }, row).amount('credits');
    return credits !== null && isBelow(credits, '0');
  });
  const begun = new Set<string>();
  return rows.map((row): LegacyEntry => {
    const cells = rowReader(reading, row);
    const customer = names.customer(row.customer);
    const { kind, credits } = movementOf(cells, isUnsigned, !begun.has(customer));
    begun.add(customer);
    const text = cells.text('meter');
    const quantity = cells.amount('quantity');
    return {
      place: cells.place(),
      ref: noBlank(cells.text('ref')),
      customer,
      date: cells.day('date'),
      creditType: names.creditType(cells.text('credit_type')),
      kind,
      meter: kind === 'usage' ? (names.meter(text) ?? reading.shape.meter) : null,
      quantity: quantity === null ? null : unsigned(quantity),
      credits,
      price: cells.amount('price'),
      currency: cells.currency('price'),
      balance: cells.amount('balance'),
      note: [cells.text('kind'), cells.text('note')].filter((one) => one !== '').join('; '),
    };
  });
}

const OUT: ReadonlySet<EntryKind> = new Set(['usage', 'expiry', 'refund']);

/** @param isFirst of its customer: a balance without a movement is what was brought forward. */
function movementOf(
  cells: RowReader,
  isUnsigned: boolean,
  isFirst: boolean,
): { kind: EntryKind; credits: string } {
  const [signed, came, went] = [
    cells.amount('credits'),
    cells.amount('credits_in'),
    cells.amount('credits_out'),
  ];
  const words = kindInWords(cells.text('kind')) ?? kindInWords(cells.text('note'));
  if (signed === null && came === null && went === null) {
    const balance = cells.amount('balance');
    if (isFirst && balance !== null) return { kind: 'opening', credits: balance };
    return { kind: words ?? 'unknown', credits: '0' };
  }
  if (signed === null) {
    const credits = minus(came ?? '0', unsigned(went ?? '0'));
    return { kind: words ?? (isBelow(credits, '0') ? 'usage' : 'purchase'), credits };
  }
  if (isUnsigned && words !== null && OUT.has(words)) return { kind: words, credits: negated(signed) };
  const priced = cells.amount('price') !== null;
  return {
    kind: words ?? (isBelow(signed, '0') ? 'usage' : priced ? 'purchase' : 'unknown'),
    credits: signed,
  };
}

/** The running balance after the last row of each month, in the order of the sheet. */
function monthEnds(entries: readonly LegacyEntry[]): LegacyBalance[] {
  const last = new Map<string, LegacyBalance>();
  for (const { place, customer, creditType, date, balance, currency } of entries) {
    if (date === null || balance === null) continue;
    const month = date.slice(0, 7);
    last.set(`${customer}|${creditType}|${month}`, {
      place,
      customer,
      creditType,
      month,
      credits: balance,
      deferred: null,
      currency,
      formula: null,
    });
  }
  return [...last.values()];
}

function gridOf(reading: SheetReading, names: Names): LegacyBalance[] {
  const { columns, view, notation, findings } = reading;
  const months = columns.all.filter(({ month }) => month !== null);
  const read = (row: ClassifiedRow, column: (typeof months)[number] | undefined): string | null => {
    if (!column) return null;
    const one = { ...reading, columns: { ...columns, at: () => column.index }, notation, findings };
    return rowReader(one, row).amount('balance');
  };
  const beside = (row: ClassifiedRow, column: (typeof months)[number] | undefined): string | null =>
    column ? (readAmount(row.row.cells[column.index] ?? null, notation)?.currency ?? null) : null;
  return data(reading).flatMap((row) => {
    const cells = rowReader(reading, row);
    return months
      .filter(({ means }) => means === 'balance')
      .flatMap((column): LegacyBalance[] => {
        const credits = read(row, column);
        if (credits === null) return [];
        const money = months.find(({ means, month }) => means === 'deferred' && month === column.month);
        return [
          {
            place: { sheet: view.sheet.name, row: row.row.line, column: column.column },
            customer: names.customer(row.customer),
            creditType: names.creditType(cells.text('credit_type')),
            month: column.month!,
            credits,
            deferred: read(row, money),
            currency: beside(row, money) ?? cells.currency(),
            formula: row.row.cells[column.index]?.formula ?? null,
          },
        ];
      });
  });
}

function openQuestions(
  { purchases, entries, balances }: LegacyBook,
  { creditType }: LegacyShape,
  spellings: readonly Spelling[],
  unknown: Understood['unknown'],
): Finding[] {
  const ask = (code: LegacyCode, message: string, hint: string): Finding => ({ code, message, hint });
  const all = [...purchases, ...entries, ...balances];
  const questions: Finding[] = [];
  if (all.length === 0)
    questions.push(
      ask('layout_unclear', 'No row could be read', 'Say which row is the header, and what its columns mean'),
    );
  if (creditType === null && all.some((one) => one.creditType === null))
    questions.push(
      ask('credit_type_needed', 'The workbook does not say which credits they are', 'Choose the credit type'),
    );
  const money = [...purchases, ...entries].filter(({ price }) => price !== null);
  if (money.some(({ currency }) => currency === null))
    questions.push(
      ask('currency_needed', 'The workbook does not say in which currency prices are', 'Choose it'),
    );
  const open = spellings.filter(({ code }) => code === null);
  if (open.length > 0)
    questions.push(
      ask(
        'customers_unmapped',
        `${open.length === 1 ? 'One customer is' : `${open.length} customers are`} none of the book: ${open
          .slice(0, 5)
          .map(({ text }) => text)
          .join(', ')}${open.length > 5 ? ' …' : ''}`,
        'Say for each who it is, or that it is a new customer',
      ),
    );
  for (const { what, text } of unknown)
    questions.push(
      ask(
        what === 'meter' ? 'meters_unmapped' : 'credit_types_unmapped',
        `The book has no ${what} "${text}"`,
        `Say which ${what} it is, or add it to the catalog`,
      ),
    );
  return questions;
}
