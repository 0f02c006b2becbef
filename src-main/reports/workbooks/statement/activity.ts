// The activity of a statement: every posting of the month, wallet by wallet, with a running balance from what was brought forward to
// what is carried forward.
// Must not: sum anything but by formulas over its own rows.
import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { withPlaces } from '../../../../src-shared/decimal.ts';
import type { LedgerLine } from '../../source.ts';
import { amount, date, header, rounded, text, title } from '../cells.ts';
import {
  columnLetters,
  SHEET_ROWS,
  type SpecCell,
  type SpecColumn,
  type SpecRow,
  type SpecSheet,
  sheetRef,
} from '../spec.ts';
import type { StatementData } from '../statement-data.ts';
import { dateInWords, ENTRY_WORDS } from '../words.ts';
import type { StatementFigures, WalletFigures } from './figures.ts';

export const ACTIVITY = 'Activity';
const HEADING = 4;

/** A run of a wallet's rows on one sheet: brought forward, lines, carried forward; first and last row, both included. */
export interface Stretch {
  readonly sheet: string;
  readonly first: number;
  readonly last: number;
}

/** Where a wallet's activity stands: on one sheet, or on more where it is longer than a sheet may be. */
export interface Block {
  readonly stretches: readonly Stretch[];
  /** Cells of the balance brought and carried forward, with their sheets. */
  readonly opening: string;
  readonly closing: string;
}

/** Rows that bring a balance from the page before and carry it on, for who reads the sheet again; columns from 0. */
export const CARRIED = {
  brought: 'Brought forward',
  forward: 'Carried forward',
  columns: { entry: 2, balance: 9, note: 11 },
} as const;

/** Is it a sheet of activity, the first one or a further one? */
export const isActivity = (sheet: string): boolean => /^Activity( \(\d+\))?$/.test(sheet);
const activityName = (sheet: number): string => (sheet === 1 ? ACTIVITY : `${ACTIVITY} (${sheet})`);

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

/** Blocks follow from the number of lines alone, so that the sheets can be written line by line. @param limit rows of a sheet. */
export function activityBlocks(wallets: readonly WalletFigures[], limit: number = SHEET_ROWS): Block[] {
  let sheet = 1;
  let next = HEADING + 1;
  const onward = (): void => {
    sheet++;
    next = HEADING + 1;
  };
  return wallets.map(({ count }) => {
    const stretches: Stretch[] = [];
    for (let left = count; left > 0 || stretches.length === 0; ) {
      // There is room for what is brought and carried forward, and a line between.
      if (next + 2 > limit) onward();
      const taken = Math.min(left, limit - next - 1);
      stretches.push({ sheet: activityName(sheet), first: next, last: next + taken + 1 });
      next += taken + 2;
      left -= taken;
    }
    const [first, last] = [stretches[0]!, stretches.at(-1)!];
    return {
      stretches,
      opening: balanceCell(first.sheet, first.first),
      closing: balanceCell(last.sheet, last.last),
    };
  });
}

const balanceCell = (sheet: string, row: number): string =>
  `${sheetRef(sheet)}${columnLetters(ACTIVITY_COLUMNS.balance)}${row}`;

/** What a line needs said beside it. */
function noteOf(data: StatementData, line: LedgerLine): string | null {
  const { event, kind } = line;
  if (line.eventId === null) return null;
  if (kind === 'reinstatement') return 'Voided usage given back';
  if ((kind === 'overage' || kind === 'deficit') && line.overage < 0n) return 'Voided usage taken back';
  if (!event) return null;
  if (kind === 'drawdown' && event.postedAt !== line.at) {
    const earlier = data.book.dateAt(event.postedAt) < data.from;
    const span = data.period === null ? 'month' : 'period';
    return earlier ? `Pays a deficit of an earlier ${span}` : 'Pays a deficit';
  }
  if (event.occurredAt !== event.postedAt)
    return `Late: used on ${dateInWords(data.book.dateAt(event.occurredAt))}`;
  return kind === 'overage' && line.currency === null ? 'Not funded, not charged' : null;
}

/** The rows of all sheets in order, each with the name of its sheet. */
function* activityRows(
  data: StatementData,
  figures: StatementFigures,
  blocks: readonly Block[],
): Generator<[string, SpecRow]> {
  const lines = data.lines[Symbol.iterator]();
  try {
    yield* walletRows(data, figures, blocks, lines);
  } finally {
    lines.return?.();
  }
}

function* walletRows(
  data: StatementData,
  figures: StatementFigures,
  blocks: readonly Block[],
  lines: Iterator<LedgerLine>,
): Generator<[string, SpecRow]> {
  const { places } = figures.usage;
  for (const [index, wallet] of figures.wallets.entries()) {
    let balance = wallet.book.opening;
    let left = wallet.count;
    let shown: string | null = null;
    for (const [part, { sheet, first, last }] of blocks[index]!.stretches.entries()) {
      const before = blocks[index]!.stretches[part - 1];
      const from = before ? null : figures.from;
      yield [
        sheet,
        carried(wallet, CARRIED.brought, {
          balance,
          on: from,
          role: 'subtotal',
          cell: before && balanceCell(before.sheet, before.last),
        }),
      ];
      for (let row = first + 1; row < last; row++) {
        const line: LedgerLine = lines.next().value;
        left--;
        balance += line.credits;
        const { event, eventId, meter } = line;
        // The quantity of an event stands on its first line only: an event may draw on several lots, and be paid later.
        const isFirst = event?.postedAt === line.at && eventId !== shown;
        const quantity = event && isFirst ? withPlaces(event.quantity, places.get(meter ?? '') ?? 0) : null;
        if (isFirst) shown = eventId;
        yield [sheet, activityRow(data, wallet, line, { row, balance, quantity, note: noteOf(data, line) })];
      }
      const to = left === 0 ? figures.to : null;
      yield [
        sheet,
        carried(wallet, CARRIED.forward, { balance, on: to, role: 'total', cell: `J${last - 1}` }),
      ];
    }
  }
}

interface Carried {
  balance: bigint;
  on: IsoDate | null;
  role: 'subtotal' | 'total';
  /** Where it comes from; undefined: from the book. */
  cell: string | undefined;
}

function carried(
  { wallet, scale }: WalletFigures,
  word: string,
  { balance, on, role, cell }: Carried,
): SpecRow {
  const blank = text(null, role);
  const start = [text(wallet.name, role), date(on, role), text(word, role)];
  const nothing = Array<SpecCell>(6).fill(blank);
  return [...start, ...nothing, amount(balance, scale, role, cell), blank, blank];
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

/** One sheet, or as many as the lines need. */
export function activitySheets(
  data: StatementData,
  figures: StatementFigures,
  blocks: readonly Block[],
  about: { issuer: string; footer: string },
): SpecSheet[] {
  const names = new Set([
    ACTIVITY,
    ...blocks.flatMap(({ stretches }) => stretches.map(({ sheet }) => sheet)),
  ]);
  return [...names].map((name) => ({
    name,
    kind: 'detail',
    columns: COLUMNS,
    // Made anew for every reading, since a generator runs once.
    rows: {
      *[Symbol.iterator]() {
        yield* [[title(name)], [text(about.issuer, 'subtitle')], [], ACTIVITY_HEADER];
        for (const [sheet, row] of activityRows(data, figures, blocks)) if (sheet === name) yield row;
      },
    },
    freeze: { rows: HEADING },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:L${HEADING}`,
    footer: about.footer,
  }));
}

const COLUMNS: readonly SpecColumn[] = [
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
];
