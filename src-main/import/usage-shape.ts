// Proposes an import profile for a file of unknown layout from its first rows: header, columns, notations. What cannot be
// known is a question, never a guess; what looks damaged is a warning.
// Must not: import anything, or be used where a profile was named.
import type { Finding } from '../../src-shared/findings/finding.ts';
import type { UsageShapeCode } from '../../src-shared/findings/usage.ts';
import { examplesOf } from '../../src-shared/shown.ts';
import type { RawCell, RawRow } from './raw-row.ts';
import { type HeaderColumn, headerColumns, numberedHeader } from './usage-header.ts';
import { type MatchedBy, matchName, type ProposedField } from './usage-names.ts';
import { inferDates, inferNumbers, looksLikeDate, looksLikeNumber } from './usage-notation.ts';
import { CANONICAL_PROFILE, type ImportProfile } from './usage-profile.ts';
import { hidesDigits } from './usage-quantity.ts';
import { cellText, isTotalsText } from './usage-row.ts';

/** What the book knows, to recognise customers and meters by, and how the file was cut. */
export interface ShapeContext {
  readonly customers: { has(code: string): boolean };
  readonly meters: { has(code: string): boolean };
  readonly delimiter?: string;
  /** Where a person says the header is: its line, or 0 for none. Else it is looked for. */
  readonly headerLine?: number | null;
}
export interface ProposedColumn {
  readonly field: ProposedField;
  /** Name in the header. */
  readonly column: string;
  readonly by: MatchedBy;
  /** 0 to 1. */
  readonly confidence: number;
  /** First values that are not blank, as text. */
  readonly samples: readonly string[];
}
export interface ShapeProposal {
  /** Line of the header; 0: the file has none. */
  readonly headerLine: number;
  readonly header: readonly string[];
  readonly columns: readonly ProposedColumn[];
  /** Ready to use when there are no questions. */
  readonly profile: ImportProfile;
  readonly questions: readonly Finding[];
  readonly warnings: readonly Finding[];
}

const FIELDS: readonly ProposedField[] = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at', 'time'];
const HEADER_WITHIN = 30;

interface Sampled extends HeaderColumn {
  readonly values: readonly RawCell[];
}

const finding = (code: UsageShapeCode, column: string | null, message: string, hint: string): Finding => ({
  code,
  place: column === null ? {} : { column },
  message,
  hint,
});

/** The header is the row with the most names known for fields; a row with numbers or dates in it is none. */
function findHeader(rows: readonly RawRow[]): number {
  let [best, bestScore] = [-1, 0];
  rows.slice(0, HEADER_WITHIN).forEach((row, index) => {
    const columns = headerColumns(row.cells);
    if (row.cells.some((cell) => looksLikeNumber(cell) || looksLikeDate(cell))) return;
    const known = FIELDS.filter((field) => columns.some((column) => matchName(column.name, field))).length;
    // Any row of texts over rows of the same width may be a header in words we do not know.
    const width = rows[index + 1]?.cells.length === row.cells.length && columns.length > 1 ? 0.5 : 0;
    if (known + width > bestScore) [best, bestScore] = [index, known + width];
  });
  return best;
}

/** How well the values of a column fit a field, 0 to 1. */
function contentScore(field: ProposedField, { values }: Sampled, context: ShapeContext): number {
  if (values.length === 0) return 0;
  const share = (fits: (cell: RawCell) => boolean): number => values.filter(fits).length / values.length;
  switch (field) {
    case 'customer':
      return share((cell) => context.customers.has(cellText(cell)));
    case 'meter':
      return share((cell) => context.meters.has(cellText(cell)));
    case 'quantity':
      return share((cell) => looksLikeNumber(cell));
    case 'occurred_at':
      return share(looksLikeDate);
    case 'time':
      return share((cell) => /^\d{1,2}[:.h]\d{2}/.test(cellText(cell)));
    case 'event_id':
      return new Set(values.map(cellText)).size / values.length;
  }
}

/** Names that promise a date, a number or an id must hold some; customers and meters may all be unknown yet. */
function contradicts(field: ProposedField, column: Sampled, context: ShapeContext): boolean {
  if (column.values.length === 0 || field === 'customer' || field === 'meter') return false;
  return contentScore(field, column, context) < 0.5;
}

interface Choice {
  readonly field: ProposedField;
  readonly column: Sampled;
  readonly by: MatchedBy;
  readonly score: number;
}

/** Content alone is convincing only where nearly every value fits. */
function choices(columns: readonly Sampled[], context: ShapeContext): Choice[] {
  const all: Choice[] = [];
  for (const field of FIELDS) {
    for (const column of columns) {
      const name = matchName(column.name, field);
      const content = contentScore(field, column, context);
      // What the values say breaks the tie between names that are equally good.
      if (name && !contradicts(field, column, context)) {
        all.push({ field, column, by: name.by, score: name.score + content * 0.04 });
      } else if (
        !name &&
        field !== 'event_id' &&
        field !== 'time' &&
        field !== 'quantity' &&
        content >= 0.8
      ) {
        all.push({ field, column, by: 'content', score: content * 0.45 });
      }
    }
  }
  return all.sort((a, b) => b.score - a.score);
}

function assign(columns: readonly Sampled[], context: ShapeContext): Map<ProposedField, Choice> {
  const assigned = new Map<ProposedField, Choice>();
  const used = new Set<number>();
  const take = (choice: Choice): void => {
    if (assigned.has(choice.field) || used.has(choice.column.index)) return;
    assigned.set(choice.field, choice);
    used.add(choice.column.index);
  };
  for (const choice of choices(columns, context)) take(choice);
  const hasClock = assigned.get('occurred_at')?.column.values.some((cell) => cellText(cell).includes(':'));
  if (hasClock) assigned.delete('time');
  if (!assigned.has('quantity')) {
    // The only column of numbers that is nothing else is the quantity; of two, a person must choose.
    const numeric = columns.filter((c) => !used.has(c.index) && contentScore('quantity', c, context) >= 0.9);
    if (numeric.length === 1) take({ field: 'quantity', column: numeric[0]!, by: 'content', score: 0.4 });
  }
  return assigned;
}

function unmapped(assigned: ReadonlyMap<ProposedField, Choice>): Finding[] {
  return FIELDS.filter((field) => field !== 'event_id' && field !== 'time' && !assigned.has(field)).map(
    (field) =>
      finding(
        'unmapped_column',
        field,
        `It is not clear where the ${field} stands`,
        'Choose its column, or one value for the whole file',
      ),
  );
}

/** Every value of it another one, and none of them a number with decimals or a date: it may be what tells rows apart. */
function unusedIds(columns: readonly Sampled[], assigned: ReadonlyMap<ProposedField, Choice>): Finding[] {
  if (assigned.has('event_id')) return [];
  const used = new Set([...assigned.values()].map(({ column }) => column.index));
  const found = columns.find(({ index, values }) => {
    const texts = values.map(cellText);
    if (used.has(index) || texts.length < 3 || new Set(texts).size < texts.length) return false;
    return (
      texts.every((text) => /^\S*\d\S*$/.test(text) && !/^\d*[.,]\d*$/.test(text)) &&
      !values.some(looksLikeDate)
    );
  });
  if (!found) return [];
  const message = `"${found.name}" has another value in every row: is it the id of the usage?`;
  return [
    finding(
      'unmapped_id',
      found.name,
      message,
      'Map it as event_id; ids that are made count equal rows of two files as one',
    ),
  ];
}

/** The canonical layout reads points as decimals; anywhere else, and where ";" shows another locale, it is asked. */
function numberFindings(
  quantity: Sampled,
  assigned: ReadonlyMap<ProposedField, Choice>,
  context: ShapeContext,
): Finding[] {
  const { doubt, examples } = inferNumbers(quantity.values);
  if (!doubt) return [];
  const shown = examplesOf(examples);
  if (doubt === 'mixed') {
    return [
      finding(
        'mixed_decimal',
        quantity.name,
        `Numbers are written in more than one way: ${shown}`,
        'Choose the separators; the others are rejected',
      ),
    ];
  }
  const canonical = ['customer', 'meter', 'quantity', 'occurred_at'] as const;
  const points = examples.every((text) => !text.includes(','));
  if (points && context.delimiter !== ';' && canonical.every((field) => assigned.get(field)?.by === 'name'))
    return [];
  return [
    finding(
      'ambiguous_decimal',
      quantity.name,
      `${shown}: a thousand and more, or a number with three decimals?`,
      'Choose the decimal separator',
    ),
  ];
}

function dateFindings(column: Sampled): Finding[] {
  const { doubt, examples } = inferDates(column.values);
  if (!doubt) return [];
  const shown = examplesOf(examples);
  return doubt === 'mixed'
    ? [
        finding(
          'mixed_date',
          column.name,
          `Dates are written in more than one way: ${shown}`,
          'A spreadsheet may have swapped day and month in some: export again, with dates as 2026-01-31',
        ),
      ]
    : [
        finding(
          'ambiguous_date',
          column.name,
          `${shown}: day first, or month first?`,
          'Choose the order of day and month',
        ),
      ];
}

/** 1.23E+15, or long numbers that all end in 0: the digits after the fifteenth are gone. */
function digitWarnings(column: Sampled): Finding[] {
  const texts = column.values.map(cellText);
  const long = texts.filter((text) => /^\d{15,}$/.test(text));
  const damaged =
    texts.find(hidesDigits) ??
    (long.length > 1 && long.every((text) => text.endsWith('0')) ? long[0] : undefined);
  if (damaged === undefined) return [];
  const message = `${damaged} in "${column.name}": this file was probably saved by a spreadsheet and has lost digits`;
  return [
    finding(
      'digits_at_risk',
      column.name,
      message,
      'Export it again from the source, without opening it in a spreadsheet',
    ),
  ];
}

function totalsWarnings(rows: readonly RawRow[]): Finding[] {
  const row = rows.find(({ cells }) => isTotalsText(cellText(cells.find((cell) => cellText(cell) !== ''))));
  if (!row) return [];
  const place = { line: row.line };
  const message = `Line ${row.line} looks like a totals row`;
  return [
    {
      code: 'totals_seen' satisfies UsageShapeCode,
      place,
      message,
      hint: 'Totals rows are rejected unless the profile skips or keeps them',
    },
  ];
}

function profileOf(assigned: ReadonlyMap<ProposedField, Choice>, headerLine: number): ImportProfile {
  const column = (field: ProposedField): { column: string } => ({
    column: assigned.get(field)?.column.name ?? field,
  });
  const numbers = inferNumbers(assigned.get('quantity')?.column.values ?? []);
  const dates = inferDates(assigned.get('occurred_at')?.column.values ?? []);
  return {
    ...CANONICAL_PROFILE,
    columns: {
      event_id: assigned.has('event_id') ? column('event_id') : null,
      customer: column('customer'),
      meter: column('meter'),
      quantity: column('quantity'),
      occurred_at: column('occurred_at'),
      time: assigned.has('time') ? column('time') : null,
    },
    decimalSeparator: numbers.decimal,
    thousandsSeparator: numbers.thousands,
    dateOrder: dates.order,
    twoDigitYears: dates.twoDigitYears,
    // Found again by its names in the next file, which may have another title above it.
    headerLine: headerLine === 0 ? 0 : null,
  };
}

/** @param rows the first rows of the file, some hundreds: the more, the less has to be asked. */
export function proposeProfile(rows: readonly RawRow[], context: ShapeContext): ShapeProposal {
  const { headerLine: said = null } = context;
  const at = said === null ? findHeader(rows) : said === 0 ? -1 : rows.findIndex(({ line }) => line >= said);
  const headerLine = at < 0 ? 0 : rows[at]!.line;
  const header = at < 0 ? numberedHeader(rows[0]?.cells.length ?? 0) : rows[at]!.cells;
  const data = rows.slice(at + 1).filter((row) => !isTotalsText(cellText(row.cells[0])));
  const columns: Sampled[] = headerColumns(header).map((column) => ({
    ...column,
    values: data.map((row) => row.cells[column.index] ?? null).filter((cell) => cellText(cell) !== ''),
  }));
  const assigned = assign(columns, context);
  const quantity = assigned.get('quantity')?.column;
  const date = assigned.get('occurred_at')?.column;
  const ids = [assigned.get('event_id')?.column, assigned.get('customer')?.column];
  return {
    headerLine,
    header: columns.map((column) => column.name),
    columns: [...assigned.values()].map(({ field, column, by, score }) => ({
      field,
      column: column.name,
      by,
      confidence: Math.min(1, score),
      samples: column.values.slice(0, 5).map(cellText),
    })),
    profile: profileOf(assigned, headerLine),
    questions: [
      ...unmapped(assigned),
      ...(quantity ? numberFindings(quantity, assigned, context) : []),
      ...(date ? dateFindings(date) : []),
    ],
    warnings: [
      ...unusedIds(columns, assigned),
      ...ids.flatMap((column) => (column ? digitWarnings(column) : [])),
      ...totalsWarnings(rows.slice(at + 1)),
    ],
  };
}
