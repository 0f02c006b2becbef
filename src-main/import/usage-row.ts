// Reads one raw row of usage: a profile is compiled into a function, which accepts the row or says why it is rejected
// (rules §12). This is the hot path of every import: a million rows go through `read`.
// Must not: know files, storage or other rows; what takes more than one row to see is usage-reading.ts.
import { DAY_MS, formatInstant, type Instant, openZone, type Zone } from '../../src-shared/calendar.ts';
import { done, type Result, refused } from '../../src-shared/findings/finding.ts';
import type { UsageRowCode } from '../../src-shared/findings/usage.ts';
import { shown } from '../../src-shared/shown.ts';
import type { RawCell, RawRow } from './raw-row.ts';
import { type Code, type CodeReader, codeHint, compileCodes } from './usage-codes.ts';
import { columnKey, type Found, type FoundColumns, findColumns, headerText } from './usage-header.ts';
import type { ImportProfile } from './usage-profile.ts';
import { compileQuantity, type Fault, hidesDigits, numberText } from './usage-quantity.ts';
import { compileTime, serialToLocal } from './usage-time.ts';

/** What a row is read against. Ids are storage's integers for codes. */
export interface UsageBook {
  readonly zone: Zone;
  readonly customers: ReadonlyMap<string, number>;
  readonly meters: ReadonlyMap<string, number>;
}

export interface ParsedRow {
  readonly kind: 'row';
  readonly line: number;
  /** null: the file has no ids, one is to be made (usage-ids.ts). May be a slice of a large text: do not collect it. */
  readonly eventId: string | null;
  readonly customer: Code;
  readonly meter: Code;
  /** Canonical decimal, at least 0, below 10^15, at most 9 places. */
  readonly quantity: string;
  readonly occurredAt: Instant;
  /** JSON object of further columns that are not blank, or null. */
  readonly extra: string | null;
}
export interface RowReject {
  readonly kind: 'reject';
  readonly line: number;
  readonly code: UsageRowCode;
  /** Name of the column as the file has it; null where it is the row. */
  readonly column: string | null;
  readonly message: string;
  readonly hint: string;
  /** The row's cells as text: copies, safe to keep. */
  readonly cells: readonly string[];
}
/** Not usage, and nothing wrong with it. */
export interface SkippedRow {
  readonly kind: 'skipped';
  readonly line: number;
  readonly reason: 'blank' | 'header' | 'totals';
}
export type UsageRow = ParsedRow | RowReject | SkippedRow;
export type RowReader = (row: RawRow) => UsageRow;

const EVENT_ID_LIMIT = 200;
const TOTALS =
  /^((sub[- ]?|grand |sous[- ])?totals?|tota(le|al)|(zwischen|gesamt|end)?summe|(ins)?gesamt|somme|suma)(?![\w-])/i;
/** First letters of these, as small letters; and a space, which is trimmed. */
const TOTALS_BEGIN = new Set([...' tsgzei'].map((letter) => letter.charCodeAt(0)));

/** Does a text begin like the label of a totals row ("Total", "Sub-total:", "Grand total 2026", "Summe")? */
export const isTotalsText = (text: string): boolean => TOTALS.test(text);

// Control characters, line and paragraph separators, and halves of characters: what nobody can see or type.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** The text of a cell, trimmed: what is compared and kept. */
export function cellText(cell: RawCell | undefined): string {
  if (typeof cell === 'string') return trimmed(cell);
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return numberText(cell) ?? String(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (cell.error !== undefined) return cell.error;
  const local = serialToLocal(cell.serial);
  if (local !== null) return formatInstant(local).slice(0, local % DAY_MS === 0 ? 10 : 23);
  const isTime = cell.serial >= 0 && cell.serial < 1;
  return isTime
    ? formatInstant(Math.round(cell.serial * DAY_MS)).slice(11, 23)
    : (numberText(cell.serial) ?? '');
}

function trimmed(text: string): string {
  const length = text.length;
  if (length === 0) return text;
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(length - 1)];
  return first > 32 && first < 127 && last > 32 && last < 127 ? text : text.trim();
}

function isPlainId(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126) return !UNPRINTABLE.test(text);
  }
  return true;
}

/** Does nothing stand in these cells? */
export function isBlank(cells: readonly RawCell[], from = 0): boolean {
  for (let at = from; at < cells.length; at++) if (cellText(cells[at]) !== '') return false;
  return true;
}

/** Does the header stand here again, as where exports were joined? */
function repeatsHeader(cells: readonly RawCell[], keys: readonly string[]): boolean {
  return keys.length > 1 && keys.every((key, index) => columnKey(headerText(cells[index])) === key);
}

/**
 * Compiles a profile for a header (null: the file has none and columns go by number).
 * @returns the reader, or what of the profile does not fit the header or the book.
 */
export function compileRowReader(
  profile: ImportProfile,
  header: readonly RawCell[],
  book: UsageBook,
): Result<RowReader> {
  const found = findColumns(profile, header);
  if (!found.ok) return found;
  const zone = profile.timeZone === null ? book.zone : openZone(profile.timeZone);
  if (!zone) {
    const message = `The profile's time zone "${profile.timeZone}" is unknown`;
    return refused({ code: 'unknown_time_zone', message, hint: 'Use an IANA name such as Europe/Vienna' });
  }
  return done(new UsageRowReader(profile, header, found.value, zone, book).read);
}

class UsageRowReader {
  readonly #at: FoundColumns;
  readonly #headerKeys: readonly string[];
  readonly #totals: ImportProfile['totals'];
  readonly #customers: CodeReader;
  readonly #meters: CodeReader;
  readonly #quantity: ReturnType<typeof compileQuantity>;
  readonly #time: ReturnType<typeof compileTime>;
  readonly #extraKeys: readonly string[];
  readonly #decimalComma: boolean;

  constructor(
    profile: ImportProfile,
    header: readonly RawCell[],
    at: FoundColumns,
    zone: Zone,
    book: UsageBook,
  ) {
    this.#at = at;
    this.#headerKeys = header.slice(0, at.width).map((cell) => columnKey(headerText(cell)));
    this.#totals = profile.totals;
    this.#customers = compileCodes(book.customers, profile.values.customer);
    this.#meters = compileCodes(book.meters, profile.values.meter);
    this.#quantity = compileQuantity(profile);
    this.#time = compileTime(profile, zone);
    this.#decimalComma = profile.decimalSeparator === ',';
    this.#extraKeys = at.extra.map((column) => `${JSON.stringify(column.name)}:`);
  }

  read = (row: RawRow): UsageRow => {
    const { cells, line } = row;
    const at = this.#at;
    if (cells.length > at.width && !isBlank(cells, at.width))
      return this.#reject(row, tooMany(cells, at.width), null);
    if (this.#totals !== 'keep' && this.#looksLikeTotals(cells)) {
      if (this.#totals === 'skip') return { kind: 'skipped', line, reason: 'totals' };
      return this.#reject(row, TOTALS_FAULT, null);
    }
    let eventId: string | null = null;
    if (at.eventId) {
      const id = sourceCell(cells, at.eventId);
      eventId = cellText(id);
      const fault = eventId === '' || errorOf(id) !== undefined ? BLANK : idFault(id, eventId);
      if (fault) return this.#reject(row, fault, at.eventId);
    }
    const customerCell = sourceCell(cells, at.customer);
    const customer = this.#customers.find(cellText(customerCell));
    if (!customer)
      return this.#reject(row, unknown('customer', this.#customers, cellText(customerCell)), at.customer);
    const meterCell = sourceCell(cells, at.meter);
    const meter = this.#meters.find(cellText(meterCell));
    if (!meter) return this.#reject(row, unknown('meter', this.#meters, cellText(meterCell)), at.meter);
    const quantityCell = sourceCell(cells, at.quantity);
    if (isBlankCell(quantityCell)) return this.#reject(row, BLANK, at.quantity);
    const quantity = this.#quantity(quantityCell);
    if (typeof quantity !== 'string') return this.#reject(row, quantity, at.quantity);
    const dateCell = sourceCell(cells, at.occurredAt);
    if (isBlankCell(dateCell)) return this.#reject(row, BLANK, at.occurredAt);
    const occurredAt = this.#time(
      typeof dateCell === 'string' ? trimmed(dateCell) : dateCell,
      at.time ? sourceCell(cells, at.time) : undefined,
    );
    if (typeof occurredAt !== 'number') {
      return this.#reject(
        row,
        occurredAt,
        occurredAt.code === 'bad_time' && at.time ? at.time : at.occurredAt,
      );
    }
    const extra = this.#extraKeys.length === 0 ? null : this.#extra(cells);
    return { kind: 'row', line, eventId, customer, meter, quantity, occurredAt, extra };
  };

  #extra(cells: readonly RawCell[]): string | null {
    let json = '';
    for (let n = 0; n < this.#extraKeys.length; n++) {
      const text = cellText(cells[this.#at.extra[n]!.index]);
      if (text !== '') json += `${json === '' ? '{' : ','}${this.#extraKeys[n]}${JSON.stringify(text)}`;
    }
    return json === '' ? null : `${json}}`;
  }

  /** "Total", "Subtotal:" … in the first cell that is not blank, unless that is a customer or meter of the book. */
  #looksLikeTotals(cells: readonly RawCell[]): boolean {
    let index = 0;
    while (index < cells.length && isBlankCell(cells[index]!)) index++;
    const cell = cells[index];
    if (typeof cell !== 'string') return false;
    if (!TOTALS_BEGIN.has(cell.charCodeAt(0) | 32)) return false;
    const text = trimmed(cell);
    if (!isTotalsText(text)) return false;
    if (index === this.#at.customer.index) return !this.#customers.find(text);
    return index !== this.#at.meter.index || !this.#meters.find(text);
  }

  /** As the profile reads it, so that a rejected row can come back in a file of text. */
  #written = (cell: RawCell): string =>
    typeof cell === 'number' && this.#decimalComma ? cellText(cell).replace('.', ',') : cellText(cell);

  #reject(row: RawRow, fault: Fault, found: Found | null): RowReject | SkippedRow {
    const { line, cells } = row;
    if (isBlank(cells)) return { kind: 'skipped', line, reason: 'blank' };
    // A header that stands here again can be no usage, so that only rows that fail need to be compared with it.
    if (repeatsHeader(cells, this.#headerKeys)) return { kind: 'skipped', line, reason: 'header' };
    // A row that ends before the column has no blank cell there: it is another kind of mistake.
    const missing = fault === BLANK && found !== null && found.index >= cells.length;
    const error = found === null ? undefined : errorOf(sourceCell(cells, found));
    const { code, message, hint } =
      error !== undefined ? errorCell(error) : missing ? tooFew(found!.name, cells.length) : fault;
    const column = found && found.index >= 0 ? found.name : null;
    // Through JSON, so that no text is a slice of the piece of file it came from.
    const copies = JSON.parse(JSON.stringify(cells.map(this.#written))) as string[];
    return { kind: 'reject', line, code, column, message, hint, cells: copies };
  }
}

function sourceCell(cells: readonly RawCell[], found: Found): RawCell {
  return found.value ?? cells[found.index] ?? null;
}

const errorOf = (cell: RawCell): string | undefined =>
  cell !== null && typeof cell === 'object' ? cell.error : undefined;

const errorCell = (error: string): Fault => ({
  code: 'error_cell',
  message: `The cell has ${error} instead of a value`,
  hint: 'Mend the formula in the workbook, or recalculate and save it',
});

function isBlankCell(cell: RawCell): boolean {
  return cell === null || (typeof cell === 'string' && trimmed(cell) === '');
}

/** A number of 16 or more digits in a workbook has lost the last ones, and so has 1.23E+15 in a file saved from one. */
function idFault(cell: RawCell, text: string): Fault | null {
  if (
    (typeof cell === 'number' && Math.abs(cell) >= 1e15) ||
    (text.charCodeAt(0) < 58 && hidesDigits(text))
  ) {
    const hint = 'Format the id column as text before the ids go in, or export from the source again';
    return { code: 'lost_digits', message: `The id ${shown(text)} has lost digits in a spreadsheet`, hint };
  }
  if (text.length <= EVENT_ID_LIMIT && isPlainId(text)) return null;
  const what =
    text.length > EVENT_ID_LIMIT ? `is longer than ${EVENT_ID_LIMIT} characters` : 'has control characters';
  return {
    code: 'bad_event_id',
    message: `The event id ${what}`,
    hint: 'Ids are one line of printable characters',
  };
}

const BLANK: Fault = {
  code: 'missing_value',
  message: 'The cell is blank',
  hint: 'Every usage row needs a value here',
};

const TOTALS_FAULT: Fault = {
  code: 'totals_row',
  message: 'The row looks like a totals row',
  hint: 'An import profile can skip totals rows, or keep them as usage',
};

function unknown(what: 'customer' | 'meter', codes: CodeReader, text: string): Fault {
  if (text === '') return BLANK;
  return {
    code: what === 'customer' ? 'unknown_customer' : 'unknown_meter',
    message: `There is no ${what} "${shown(text)}"`,
    hint: codeHint(what, codes, text),
  };
}

const tooFew = (column: string, cells: number): Fault => ({
  code: 'too_few_cells',
  message: `The row has ${cells} cells and ends before "${column}"`,
  hint: 'The row may be cut off, or a delimiter is missing',
});

const tooMany = (cells: readonly RawCell[], width: number): Fault => ({
  code: 'too_many_cells',
  message: `The row has ${cells.length} cells, the header ${width}`,
  hint: 'A cell with a delimiter in it needs quotes; a decimal comma needs quotes or another delimiter',
});
