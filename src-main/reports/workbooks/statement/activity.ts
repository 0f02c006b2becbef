// The activity of a statement: every posting of the month, wallet by wallet, with a running balance from what was brought forward to
// what is carried forward.
// Must not: sum anything but by formulas over its own rows.
import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { entryOf } from '../../cells.ts';
import type { LedgerLine } from '../../source.ts';
import { aligned, amount, date, dateInWords, ENTRY_WORDS, header, rounded, text, title } from '../cells.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import type { StatementData, StatementUsage } from '../statement-data.ts';
import type { StatementFigures, WalletFigures } from './figures.ts';

export const ACTIVITY = 'Activity';
const HEADING = 4;

/** Where a wallet's rows stand on a sheet, both included, and its closing row. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly closing: number;
}

/** Columns of Activity that formulas elsewhere name. */
export const ACTIVITY_COLUMNS = { entry: 3, in: 8, out: 9, balance: 10, overage: 11 } as const;
const ACTIVITY_HEADER: readonly SpecCell[] = [
  header('Wallet'),
  header('Date', 'date'),
  header('Entry'),
  header('Event'),
  header('Meter'),
  header('Quantity', 'number'),
  header('Lot'),
  header('In', 'amount'),
  header('Out', 'amount'),
  header('Balance', 'amount'),
  header('Overage', 'amount'),
  header('Note'),
];

/** Blocks follow from the number of lines alone, so that the sheet can be written line by line. */
export function activityBlocks(wallets: readonly WalletFigures[]): Block[] {
  let next = HEADING + 1;
  return wallets.map(({ lines }) => {
    const first = next;
    next += lines.length + 2;
    return { first, last: next - 1, closing: next - 1 };
  });
}

/** What a line needs said beside it. */
class Notes {
  readonly #data: StatementData;
  readonly #usage: ReadonlyMap<string, StatementUsage>;
  readonly #deficits = new Set<string>();

  constructor(data: StatementData, usage: ReadonlyMap<string, StatementUsage>) {
    this.#data = data;
    this.#usage = usage;
  }

  of(line: LedgerLine): string | null {
    const { eventId, kind } = line;
    if (eventId === null) return null;
    if (kind === 'reinstatement') return 'Voided usage given back';
    if ((kind === 'overage' || kind === 'deficit') && line.overage < 0n) return 'Voided usage taken back';
    const event = this.#usage.get(eventId);
    if (kind === 'deficit') this.#deficits.add(eventId);
    if (kind === 'drawdown' && this.#deficits.has(eventId)) return 'Pays a deficit';
    if (kind === 'drawdown' && event === undefined) return 'Pays a deficit of an earlier month';
    if (event === undefined) return null;
    const occurred = this.#data.book.dateAt(event.occurredAt);
    if (event.late) return `Late: used on ${dateInWords(occurred)}`;
    return kind === 'overage' && event.unfunded !== 0n ? 'Not funded, not charged' : null;
  }
}

/** Quantities by event, those of one meter with the same places. */
function shownQuantities(data: StatementData): Map<string, string> {
  const byMeter = new Map<string, StatementUsage[]>();
  for (const event of data.usage) entryOf(byMeter, event.meter, () => []).push(event);
  const shown = new Map<string, string>();
  for (const events of byMeter.values()) {
    const quantities = aligned(events.map((event) => event.quantity));
    for (const [index, { eventId }] of events.entries()) shown.set(eventId, quantities[index]!);
  }
  return shown;
}

function* activityRows(data: StatementData, figures: StatementFigures, issuer: string): Generator<SpecRow> {
  yield [title('Activity')];
  yield [text(issuer, 'subtitle')];
  yield [];
  yield ACTIVITY_HEADER;
  const quantityOf = shownQuantities(data);
  const notes = new Notes(data, figures.usage);
  let row = HEADING + 1;
  for (const wallet of figures.wallets) {
    yield broughtForward(wallet, figures.from);
    let balance = wallet.book.opening;
    for (const line of wallet.lines) {
      row++;
      balance += line.credits;
      // The quantity of an event stands on its first line only: an event may draw on several lots.
      const quantity = line.eventId === null ? null : (quantityOf.get(line.eventId) ?? null);
      if (line.eventId !== null) quantityOf.delete(line.eventId);
      yield activityRow(data, wallet, line, { row, balance, quantity, note: notes.of(line) });
    }
    row++;
    yield carriedForward(wallet, figures.to, balance, row);
    row++;
  }
}

function broughtForward({ wallet, scale, book }: WalletFigures, from: IsoDate): SpecRow {
  const blank = text(null, 'subtotal');
  const start = [text(wallet.name, 'subtotal'), date(from, 'subtotal'), text('Brought forward', 'subtotal')];
  return [
    ...start,
    blank,
    blank,
    blank,
    blank,
    blank,
    blank,
    amount(book.opening, scale, 'subtotal'),
    blank,
    blank,
  ];
}

function carriedForward(
  { wallet, scale }: WalletFigures,
  to: IsoDate,
  balance: bigint,
  row: number,
): SpecRow {
  const blank = text(null, 'total');
  const start = [text(wallet.name, 'total'), date(to, 'total'), text('Carried forward', 'total')];
  return [
    ...start,
    blank,
    blank,
    blank,
    blank,
    blank,
    blank,
    amount(balance, scale, 'total', `J${row - 1}`),
    blank,
    blank,
  ];
}

interface LineContext {
  row: number;
  balance: bigint;
  quantity: string | null;
  note: string | null;
}

function activityRow(
  data: StatementData,
  { wallet, scale }: WalletFigures,
  line: LedgerLine,
  context: LineContext,
): SpecRow {
  const { row, balance, quantity, note } = context;
  const { credits } = line;
  return [
    text(wallet.name),
    date(data.book.dateAt(line.at)),
    text(ENTRY_WORDS[line.kind]),
    text(line.eventId),
    text(line.meter),
    quantity === null ? null : { value: quantity, format: 'number' },
    text(line.lot),
    credits > 0n ? amount(credits, scale) : null,
    credits < 0n ? amount(-credits, scale) : null,
    amount(balance, scale, 'body', rounded(`J${row - 1}+H${row}-I${row}`, scale)),
    line.overage === 0n ? null : amount(line.overage, scale),
    text(note),
  ];
}

export function activitySheet(
  data: StatementData,
  figures: StatementFigures,
  about: { issuer: string; footer: string },
): SpecSheet {
  return {
    name: ACTIVITY,
    kind: 'detail',
    columns: [
      {},
      { min: 12 },
      { min: 16 },
      { max: 34 },
      {},
      { min: 10 },
      { max: 40 },
      { min: 12 },
      { min: 12 },
      { min: 14 },
      { min: 10 },
      { max: 40 },
    ],
    // Made anew for every reading, since a generator runs once.
    rows: { [Symbol.iterator]: () => activityRows(data, figures, about.issuer) },
    freeze: { rows: HEADING },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:L${HEADING}`,
    footer: about.footer,
  };
}
