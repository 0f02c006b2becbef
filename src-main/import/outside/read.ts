// Reads an outside table with a profile: every row becomes items to be matched, or is left out as a total or of an account that is not
// ours. All or nothing: a row that cannot be read refuses the table. Must not: know files, or compare anything.
import type { IsoDate, Zone } from '../../../src-shared/calendar.ts';
import { canonicalDecimal, formatScaled, parseScaled } from '../../../src-shared/decimal.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { ReconcileCode } from '../../../src-shared/findings/reconcile.ts';
import { ownValue } from '../../../src-shared/keys/own-value.ts';
import { shown } from '../../../src-shared/shown.ts';
import type { RawCell, RawRow } from '../raw-row.ts';
import { columnKey, headerColumns } from '../usage-header.ts';
import { compileQuantity, unsigned } from '../usage-quantity.ts';
import { cellText, isTotalsText } from '../usage-row.ts';
import { compileTime } from '../usage-time.ts';
import { notationOf, type OutsideField, type OutsideProfile } from './profile.ts';
import { fieldInWords } from './propose.ts';

/** An item as it is kept with its row: exact text throughout. */
export interface OutsideItem {
  /** What of the account a balance is; blank for lines. */
  measure: '' | 'closing' | 'movement';
  party: string | null;
  unit: string;
  reference: string;
  date: IsoDate | null;
  amount: string;
  text: string;
  /** Where it stands, if a line says too little: a sheet and a cell. */
  place?: string;
  /** What the book had when it was taken in, where `text` is the cause of a difference that was found then. */
  beside?: string;
}

export interface ReadRow {
  readonly line: number;
  readonly items: readonly OutsideItem[];
  readonly cells: readonly string[];
}

export interface OutsideTable {
  readonly header: readonly string[];
  readonly rows: readonly ReadRow[];
  readonly leftOut: number;
}

/** What the book knows that a table speaks of. */
export interface OutsideBook {
  readonly zone: Zone;
  readonly currency: string;
  /** The book's code of a customer, account or meter as a file spells it; null: not ours. */
  partyOf(spelling: string): string | null;
  /** Is the account's usual side the credit side? */
  isCreditSide(account: string): boolean;
  /** Decimal places of a currency, or of what usage is counted with; undefined: there is no such unit. */
  scaleOf(unit: string): number | undefined;
}

const MOST_FINDINGS = 20;

type Cells = (field: OutsideField) => RawCell;

export function readOutside(
  rows: readonly RawRow[],
  profile: OutsideProfile,
  book: OutsideBook,
): Result<OutsideTable> {
  const header = rows.find(({ line }) => line === profile.headerLine);
  const places = header ? placesOf(header, profile) : refused(noHeader(profile));
  if (!places.ok) return places;
  const reader = new RowReader(profile, book);
  const kept: ReadRow[] = [];
  const findings: Finding[] = [];
  let leftOut = 0;
  for (const row of rows) {
    if (row.line <= profile.headerLine || row.cells.every((cell) => cellText(cell) === '')) continue;
    const cells: Cells = (field) => row.cells[places.value.get(field) ?? -1] ?? null;
    const items = reader.read(row, cells, findings);
    if (items === null) leftOut++;
    else kept.push({ line: row.line, items, cells: row.cells.map(cellText) });
    if (findings.length >= MOST_FINDINGS) break;
  }
  if (findings.length > 0) return refused(...findings);
  if (kept.length === 0) return refused(nothingIn(profile, leftOut));
  return done({ header: header!.cells.map(cellText), rows: kept, leftOut });
}

function placesOf(header: RawRow, profile: OutsideProfile): Result<ReadonlyMap<OutsideField, number>> {
  const columns = headerColumns(header.cells);
  const places = new Map<OutsideField, number>();
  for (const [field, name] of Object.entries(profile.columns) as [OutsideField, string][]) {
    const column = columns.find(({ key }) => key === columnKey(name));
    if (!column) {
      const names = columns.map((one) => one.name).slice(0, 20);
      return refused({
        code: 'missing_column',
        place: { column: name },
        message: `There is no column "${name}"`,
        hint: `The header has: ${names.join(', ')}. A profile says which column is which`,
      });
    }
    places.set(field, column.index);
  }
  return done(places);
}

class RowReader {
  readonly #profile: OutsideProfile;
  readonly #book: OutsideBook;
  readonly #quantity: ReturnType<typeof compileQuantity>;
  readonly #time: ReturnType<typeof compileTime>;

  constructor(profile: OutsideProfile, book: OutsideBook) {
    this.#profile = profile;
    this.#book = book;
    this.#quantity = compileQuantity(notationOf(profile));
    this.#time = compileTime(notationOf(profile), book.zone);
  }

  /** null: left out. What is wrong is added to `findings`. */
  read(row: RawRow, cells: Cells, findings: Finding[]): OutsideItem[] | null {
    const { leg } = this.#profile;
    if (row.cells.some((cell) => isTotalsText(cellText(cell)))) return null;
    const wrong = (field: OutsideField, message: string, hint: string): null => {
      const column = this.#profile.columns[field];
      findings.push({
        code: 'bad_outside_row' satisfies ReconcileCode,
        place: { line: row.line, ...(column === undefined ? {} : { column }) },
        message,
        hint,
      });
      return null;
    };
    const party = this.#party(cellText(cells('party')));
    // A general ledger has many accounts that are no business of the book's.
    if (leg === 'general_ledger' && party === null) return null;
    const unit = leg === 'usage' ? (party ?? '') : this.#currency(cells);
    const scale = this.#book.scaleOf(unit);
    if (scale === undefined)
      return wrong(
        leg === 'usage' ? 'party' : 'currency',
        leg === 'usage' ? 'The meter is blank' : `"${shown(unit)}" is no currency`,
        leg === 'usage' ? 'Every row names its meter' : 'Use ISO codes such as EUR',
      );
    const date = this.#date(cells('date'), leg === 'usage');
    if (date !== null && typeof date === 'object') return wrong('date', date.message, date.hint);
    const amounts = this.#amounts(
      cells,
      scale,
      this.#profile.usualSide && party !== null && this.#book.isCreditSide(party),
      wrong,
    );
    if (amounts === null) return null;
    const written = cellText(cells('reference'));
    // A day of a meter and a balance of a customer stand once: that is what they are called by.
    const reference = leg === 'usage' ? (date ?? '') : leg === 'spreadsheet' ? `${party} balance` : written;
    return amounts.map(({ measure, amount }) => ({
      measure,
      party,
      unit,
      reference: measure === '' ? reference : `${party} ${measure}`,
      date,
      amount: formatScaled(amount, scale),
      text: cellText(cells('text')),
    }));
  }

  /** Whose it is, in the book's code; another's under the name it has there; an account that is not ours is nobody's. */
  #party(spelling: string): string | null {
    if (spelling === '') return null;
    const known = this.#book.partyOf(ownValue(this.#profile.values, spelling) ?? spelling);
    return known ?? (this.#profile.leg === 'general_ledger' ? null : spelling);
  }

  #currency(cells: Cells): string {
    const said = cellText(cells('currency')).toUpperCase();
    return said === '' ? (this.#profile.currency ?? this.#book.currency) : said;
  }

  #date(cell: RawCell, needed: boolean): IsoDate | null | { message: string; hint: string } {
    if (cellText(cell) === '') {
      if (!needed) return null;
      return { message: 'The date is blank', hint: 'Every row names its day' };
    }
    const at = this.#time(cell, undefined);
    return typeof at === 'number' ? this.#book.zone.dateAt(at) : at;
  }

  /** What the row says in amounts, at `scale`: a line, or the balances of an account. */
  #amounts(
    cells: Cells,
    scale: number,
    isCredit: boolean,
    wrong: (field: OutsideField, message: string, hint: string) => null,
  ): { measure: OutsideItem['measure']; amount: bigint }[] | null {
    const { columns, leg } = this.#profile;
    const read = (field: OutsideField): bigint | null => {
      const value = this.#number(cells(field));
      const amount = value === null ? null : parseScaled(value, scale);
      if (amount !== null) return amount;
      return wrong(
        field,
        value === null
          ? `"${shown(cellText(cells(field)))}" is no ${fieldInWords(field, leg)}`
          : `${value} has more than ${scale} decimal places`,
        'A profile says how numbers are written',
      );
    };
    const two = columns.debit !== undefined;
    const [debit, credit] = two ? [read('debit'), columns.credit ? read('credit') : 0n] : [0n, 0n];
    if (debit === null || credit === null) return null;
    if (columns.closing !== undefined) {
      const [opening, closing] = [columns.opening ? read('opening') : 0n, read('closing')];
      if (opening === null || closing === null) return null;
      return balances({ opening, debit, credit, closing }, two, columns.opening !== undefined, isCredit);
    }
    // Debits and credits of accounts without a day or a reference are their balances.
    if (two && columns.date === undefined && columns.reference === undefined)
      return [{ measure: 'closing', amount: debit - credit }];
    const amount = two ? debit - credit : read('amount');
    return amount === null ? null : [{ measure: '', amount }];
  }

  /** Signs as accountants write them; blank is 0; "Cr" after it is a credit. */
  #number(cell: RawCell): string | null {
    if (typeof cell === 'number')
      return cell < 0 ? negated(this.#quantity(-cell)) : textOf(this.#quantity(cell));
    const text = cellText(cell);
    if (text === '' || text === '-' || text === '–') return '0';
    const [, before = '', side = ''] = /^(.*?)\s*(cr|dr)?\.?$/i.exec(text) ?? [];
    const { negative, body } = unsigned(before.trim());
    const value = this.#quantity(body);
    return negative !== (side.toLowerCase() === 'cr') ? negated(value) : textOf(value);
  }
}

/**
 * The balance of an account and what moved it, debits positive. A ledger that writes balances on the account's usual side shows it by its
 * own arithmetic, where it gives opening, debits and credits; else the profile says so.
 */
function balances(
  { opening, debit, credit, closing }: Record<'opening' | 'debit' | 'credit' | 'closing', bigint>,
  two: boolean,
  hasOpening: boolean,
  isCredit: boolean,
): { measure: OutsideItem['measure']; amount: bigint }[] {
  const moved = two ? debit - credit : hasOpening ? closing - opening : null;
  const turned = two && hasOpening && moved !== 0n ? closing === opening - moved! : isCredit;
  const own = (amount: bigint): bigint => (turned ? -amount : amount);
  return [
    { measure: 'closing', amount: own(closing) },
    ...(moved === null ? [] : [{ measure: 'movement' as const, amount: two ? moved : own(moved) }]),
  ];
}

const textOf = (value: string | object): string | null => (typeof value === 'string' ? value : null);
const negated = (value: string | object): string | null =>
  typeof value === 'string' ? canonicalDecimal(value === '0' ? '0' : `-${value}`) : null;

const noHeader = ({ headerLine }: OutsideProfile): Finding => ({
  code: 'bad_outside_profile' satisfies ReconcileCode,
  place: { line: headerLine },
  message: `There is nothing on line ${headerLine}, where the header should be`,
  hint: 'Leave the profile out, or save one for this layout',
});

const nothingIn = ({ leg }: OutsideProfile, leftOut: number): Finding => ({
  code: 'nothing_outside' satisfies ReconcileCode,
  message:
    leftOut === 0
      ? 'The table has no rows'
      : `None of its ${leftOut} rows is of ${leg === 'general_ledger' ? 'an account of the book’s chart' : 'anything the book knows'}`,
  hint:
    leg === 'general_ledger'
      ? 'Load the table `accounts` with the codes of your general ledger, or map them in a profile'
      : 'Look whether it is the right file and sheet',
});
