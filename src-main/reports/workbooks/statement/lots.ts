// The lots of a statement: each on one line with its opening, what the month did to it, and its closing.
// Must not: sum anything but by formulas over its own rows.
import { amount, date, header, rounded, SheetDraft, text, title } from '../cells.ts';
import { columnRange, type SpecCell, type SpecSheet } from '../spec.ts';
import { duringInWords, type StatementData } from '../statement-data.ts';
import { LOT_WORDS } from '../words.ts';
import { type LotFigures, MOVEMENTS, type StatementFigures, type WalletFigures } from './figures.ts';

export const LOTS = 'Lots';
const HEADING = 4;

/** Columns of Lots that formulas elsewhere name. */
export const LOT_COLUMNS = { through: 5, opening: 6, closing: 15, value: 16, currency: 17 } as const;
const FIRST_MOVEMENT = 7;
const LOTS_HEADER: readonly SpecCell[] = [
  header('Wallet'),
  header('Lot'),
  header('Kind'),
  header('Starts', 'date'),
  header('Valid through', 'date'),
  header('Opening', 'amount'),
  ...MOVEMENTS.map(({ word }) => header(word, 'amount')),
  header('Closing', 'amount'),
  header('Value left', 'amount'),
  header('Currency'),
];

/** Where a wallet's lots stand, both rows included, and their total. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly closing: number;
}

export interface LotsDraft {
  readonly sheet: SpecSheet;
  readonly blocks: readonly (Block | null)[];
  /** First and last row with a lot, over all wallets; null without any. */
  readonly all: readonly [number, number] | null;
}

/** Every lot on one line: opening, what the month did, closing. Outflows are negative, in parentheses. */
export function lotsSheet(
  data: StatementData,
  figures: StatementFigures,
  about: { issuer: string; footer: string },
): LotsDraft {
  const draft = new SheetDraft();
  draft.add(title('Lots'));
  draft.add(text(about.issuer, 'subtitle'));
  draft.add();
  draft.addRow(LOTS_HEADER);
  const blocks = figures.wallets.map((wallet): Block | null => {
    if (wallet.lots.length === 0) return null;
    const first = draft.next;
    for (const lot of wallet.lots) lotRow(draft, data, wallet, lot);
    const last = draft.next - 1;
    return { first, last, closing: lotsTotal(draft, wallet, first, last) };
  });
  const last = draft.next - 1;
  if (last === HEADING) draft.add(text(`No lots ${duringInWords(data)}.`, 'note'));
  const sheet: SpecSheet = {
    name: LOTS,
    kind: 'detail',
    columns: [
      {},
      { max: 44 },
      {},
      { min: 12 },
      { min: 12 },
      ...Array<object>(9).fill({}),
      { min: 13 },
      { min: 13 },
    ],
    rows: draft.rows,
    freeze: { rows: HEADING, columns: 2 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    footer: about.footer,
  };
  return { sheet, blocks, all: last === HEADING ? null : [HEADING + 1, last] };
}

function lotRow(
  draft: SheetDraft,
  data: StatementData,
  { wallet, scale }: WalletFigures,
  figures: LotFigures,
): void {
  const { lot, opening, month, closing, deferred } = figures;
  const row = draft.next;
  draft.add(
    text(wallet.name),
    text(lot.lot),
    text(LOT_WORDS[lot.kind]),
    date(data.book.dateAt(lot.startsAt)),
    lot.expiresAt === null ? text('no end') : date(data.book.dateAt(lot.expiresAt - 1)),
    amount(opening, scale),
    ...MOVEMENTS.map(({ word }) => amount(month.of(word), scale)),
    amount(closing, scale, 'body', rounded(`SUM(F${row}:N${row})`, scale)),
    amount(deferred, data.book.currencyScale(lot.currency)),
    text(lot.currency),
  );
}

function lotsTotal(draft: SheetDraft, wallet: WalletFigures, first: number, last: number): number {
  const { lots, scale } = wallet;
  const sum = (pick: (lot: LotFigures) => bigint): bigint =>
    lots.reduce((total, lot) => total + pick(lot), 0n);
  const total = (column: number, value: bigint): SpecCell =>
    amount(value, scale, 'total', rounded(`SUM(${columnRange(column, first, last)})`, scale));
  const blank = text(null, 'total');
  return draft.add(
    text(wallet.wallet.name, 'total'),
    text('Total', 'total'),
    blank,
    blank,
    blank,
    total(
      LOT_COLUMNS.opening,
      sum((lot) => lot.opening),
    ),
    ...MOVEMENTS.map(({ word }, index) =>
      total(
        FIRST_MOVEMENT + index,
        sum((lot) => lot.month.of(word)),
      ),
    ),
    total(
      LOT_COLUMNS.closing,
      sum((lot) => lot.closing),
    ),
    blank,
    blank,
  );
}
