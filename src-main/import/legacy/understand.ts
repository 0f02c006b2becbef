// What a workbook is taken for before anyone has said so: each layout with its evidence, the shape that is proposed, and what
// must be asked. A shape that was saved is found again by the names of its columns. Must not: read credits (read-legacy.ts).

import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import {
  type ColumnShape,
  LAYOUTS,
  type LegacyShape,
  type SheetShape,
} from '../../../src-shared/migration/shape.ts';
import { examplesOf } from '../../../src-shared/shown.ts';
import { inferDates, inferNumbers } from '../usage-notation.ts';
import type { TextNotation } from './cell-values.ts';
import { columnsOf } from './classify-rows.ts';
import { plainName } from './column-words.ts';
import { columnsAt, findTable, isAmount, isDay, type TableFound } from './find-table.ts';
import type { Layout } from './legacy-book.ts';
import { type SheetView, textOf } from './sheet-view.ts';

export interface Candidate {
  readonly layout: Layout;
  readonly score: number;
  readonly sheets: readonly TableFound[];
  /** In words: on which sheet, in which row, which names. */
  readonly evidence: readonly string[];
}

/** What the book knows, to begin with. */
export interface KnownBook {
  readonly currency: string;
  /** Codes with names. */
  readonly customers: ReadonlyMap<string, string>;
  readonly creditTypes: ReadonlyMap<string, string>;
  readonly meters: ReadonlyMap<string, string>;
}

/** The layouts that fit at all, best first. */
export function candidatesOf(views: readonly SheetView[]): Candidate[] {
  const open = views.filter(({ sheet }) => !sheet.hidden);
  const found = LAYOUTS.flatMap((layout): Candidate[] => {
    const tables = open.flatMap((view) => findTable(view, layout, null) ?? []);
    const best = tables.reduce((most, { score }) => Math.max(most, score), 0);
    const sheets = tables.filter(({ score }) => score * 10 >= best * 7);
    if (sheets.length === 0) return [];
    // A sheet for each customer shows in their number, and in none of them naming customers in a column.
    const many = layout === 'customer_sheets' ? Math.min(4, sheets.length - 1) - namedIn(open, sheets) : 0;
    return [
      {
        layout,
        sheets,
        score: best + many,
        evidence: [
          ...sheets.slice(0, 6).map(({ sheet, evidence }) => `${sheet}: ${evidence}`),
          ...(sheets.length > 6 ? [`and ${sheets.length - 6} more sheets alike`] : []),
        ],
      },
    ];
  });
  return found.sort((a, b) => b.score - a.score);
}

function namedIn(views: readonly SheetView[], sheets: readonly TableFound[]): number {
  const isNamed = sheets.some(({ sheet, headerRow }) => {
    const view = views.find((one) => one.sheet.name === sheet);
    const table = view && findTable(view, 'transactions', headerRow);
    return table?.columns.some(({ means }) => means === 'customer') ?? false;
  });
  return isNamed ? 6 : 0;
}

/** The shape of a candidate, with everything that is not said yet. */
export function shapeOf(candidate: Candidate, views: readonly SheetView[], known: KnownBook): LegacyShape {
  const [onlyType, another] = [...known.creditTypes.keys()];
  const [onlyMeter, second] = [...known.meters.keys()];
  return {
    layout: candidate.layout,
    sheets: candidate.sheets.map(({ sheet, headerRow, columns }) => ({
      sheet,
      headerRow,
      columns,
      customer: candidate.layout === 'customer_sheets' ? customerOf(views, sheet, headerRow) : null,
      leftOut: [],
      kept: [],
    })),
    dateOrder: null,
    decimal: null,
    currency: known.currency === '' ? null : known.currency,
    creditType: another === undefined ? (onlyType ?? null) : null,
    meter: second === undefined ? (onlyMeter ?? null) : null,
    customers: {},
    creditTypes: {},
    meters: {},
  };
}

/**
 * What a person left open is proposed: the sheets of another layout (none are named), the columns under another header (a sheet
 * without any).
 */
export function completed(
  said: LegacyShape,
  candidates: readonly Candidate[],
  views: readonly SheetView[],
  known: KnownBook,
): LegacyShape {
  if (said.sheets.length === 0) {
    const candidate = candidates.find(({ layout }) => layout === said.layout);
    return candidate ? { ...said, sheets: shapeOf(candidate, views, known).sheets } : said;
  }
  const sheets = said.sheets.map((sheet) => {
    const view = views.find((one) => one.sheet.name === sheet.sheet);
    if (sheet.columns.length > 0 || !view) return sheet;
    const found = sheet.headerRow === 1 ? findTable(view, said.layout, null) : null;
    const headerRow = found?.headerRow ?? sheet.headerRow;
    const columns = found?.columns ?? columnsAt(view, said.layout, headerRow);
    const customer =
      said.layout === 'customer_sheets' ? customerOf(views, sheet.sheet, headerRow) : sheet.customer;
    return { ...sheet, headerRow, columns, customer };
  });
  return { ...said, sheets };
}

const WHOSE = /^(customer|client|account|company|kunde|firma)( name)?$/;

/** "Customer: Acme" above the header, or "Customer" with the name beside it; else the sheet's name. */
function customerOf(views: readonly SheetView[], sheet: string, headerRow: number): string {
  const view = views.find((one) => one.sheet.name === sheet);
  for (const { line, cells } of view?.rows ?? []) {
    if (line >= headerRow) break;
    const texts = cells.map(textOf).filter((text) => text !== '');
    const [, said] =
      /^(?:customer|client|account|company|kunde|firma)\s*[:–-]\s*(\S.*)$/iu.exec(texts[0] ?? '') ?? [];
    if (said !== undefined) return said.trim();
    if (texts.length > 1 && WHOSE.test(plainName(texts[0]!))) return texts[1]!;
  }
  return sheet.trim();
}

/**
 * A saved shape on another file: its layout, its meanings by the names of columns, its maps. Sheets that are new are taken as
 * those that were known; rows that somebody left out were another file's.
 */
export function shapeAgain(
  saved: LegacyShape,
  views: readonly SheetView[],
  known: KnownBook,
): LegacyShape | null {
  const meanings = new Map(
    saved.sheets.flatMap(({ columns }) =>
      columns
        .filter(({ month }) => month === null)
        .map(({ name, means }) => [plainName(name), means] as const),
    ),
  );
  const candidate = candidatesOf(views).find(({ layout }) => layout === saved.layout);
  const exact = saved.sheets.every(({ sheet, headerRow, columns }) => {
    const view = views.find((one) => one.sheet.name === sheet);
    const row = view?.rows.find(({ line }) => line === headerRow);
    if (!view || !row) return false;
    const names = new Map(view.header(row).map(({ index, name }) => [index, name]));
    return columnsOf({ columns } as SheetShape).all.every(
      ({ index, name, month }) => month !== null || plainName(names.get(index) ?? '') === plainName(name),
    );
  });
  if (exact && saved.layout !== 'balance_grid' && saved.layout !== 'customer_sheets') return saved;
  if (!candidate) return exact ? saved : null;
  const proposed = shapeOf(candidate, views, known);
  const again = (column: ColumnShape): ColumnShape => ({
    ...column,
    means: column.month === null ? (meanings.get(plainName(column.name)) ?? column.means) : column.means,
  });
  return {
    ...saved,
    sheets: proposed.sheets.map((sheet) => {
      const before = saved.sheets.find((one) => one.sheet === sheet.sheet);
      return {
        ...sheet,
        columns: sheet.columns.map(again),
        customer: before?.customer ?? sheet.customer,
        leftOut: before?.leftOut ?? [],
        kept: before?.kept ?? [],
      };
    }),
  };
}

const ask = (code: LegacyCode, column: string | null, message: string, hint: string): Finding => ({
  code,
  ...(column === null ? {} : { place: { column } }),
  message,
  hint,
});

export interface Notated {
  readonly notation: TextNotation;
  readonly questions: readonly Finding[];
}

/** How texts are written in the columns that matter: all of the workbook together. What two readings allow is asked. */
export function notationOf(views: readonly SheetView[], shape: LegacyShape): Notated {
  const texts = (wanted: (column: ColumnShape) => boolean): string[] =>
    shape.sheets.flatMap((sheet) => {
      const view = views.find((one) => one.sheet.name === sheet.sheet);
      const columns = columnsOf(sheet).all.filter(wanted);
      return (view?.rows ?? [])
        .filter(({ line }) => line > sheet.headerRow && !sheet.leftOut.includes(line))
        .flatMap(({ cells }) => columns.map(({ index }) => cells[index]?.value ?? null))
        .filter((value) => typeof value === 'string');
    });
  const bare = (text: string): string => text.replace(/[€£¥₹₩$]|\b[A-Za-z]{2,7}\b\.?/gu, '').trim();
  const numbers = inferNumbers(texts(({ means }) => isAmount(means)).map(bare));
  const dates = inferDates(texts(({ means }) => isDay(means)));
  const questions: Finding[] = [];
  if (shape.decimal === null && numbers.doubt !== null) {
    const examples = examplesOf(numbers.examples);
    questions.push(
      ask(
        'decimal_unclear',
        null,
        `Numbers that are text are written so: ${examples}`,
        'Say which sign the decimals have',
      ),
    );
  }
  if (shape.dateOrder === null && dates.doubt !== null) {
    const examples = examplesOf(dates.examples);
    questions.push(
      ask(
        'date_order_unclear',
        null,
        `Dates that are text are written so: ${examples}`,
        'Say whether the day or the month comes first',
      ),
    );
  }
  const order = dates.order === 'dmy' || dates.order === 'mdy' || dates.order === 'ymd' ? dates.order : null;
  return {
    notation: {
      decimal: shape.decimal ?? numbers.decimal,
      dateOrder: shape.dateOrder ?? (dates.doubt === null ? order : null),
    },
    questions,
  };
}
