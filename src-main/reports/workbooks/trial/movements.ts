// The movements of the sample's lots, one line each: what it does to remaining, recognised and deferred, by formulas from the price, the
// quantity and the draws, and beside it what the book posted. Must not: take the book's figure for the recomputed one.
import { formatScaled } from '../../../../src-shared/decimal.ts';
import { amount, flag, header, rounded, text, title } from '../cells.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import { sheetRef } from '../spec.ts';
import { ENTRY_WORDS } from '../words.ts';
import { moveOf, type Recomputed } from './recompute.ts';
import type { TrialLot, TrialMovement } from './trial-data.ts';

export const SAMPLE = 'Sample';
export const MOVEMENTS = 'Movements';
export const HEADING = 5;
/** Columns of Sample that movements begin from. */
const SAMPLE_COLUMNS = { granted: 'E', price: 'F', breakage: 'H' } as const;

const MOVEMENT_HEADER: readonly SpecCell[] = [
  header('Lot'),
  header('Posted', 'time'),
  header('Movement'),
  header('Event'),
  header('Credits', 'amount'),
  header('Remaining', 'amount'),
  header('Basis', 'amount'),
  header('Over', 'amount'),
  header('Drawn of it', 'amount'),
  header('Earned of it', 'amount'),
  header('Recognised', 'amount'),
  header('of which usage', 'amount'),
  header('Left unused', 'amount'),
  header('Deferred', 'amount'),
  header('Book: deferred', 'amount'),
  header('Book: usage', 'amount'),
  header('Result'),
];

/** A lot with where its lines stand, on both sheets, and what they come to. */
export interface Block {
  readonly lot: TrialLot;
  readonly sampleRow: number;
  readonly first: number;
  readonly last: number;
  readonly states: readonly Recomputed[];
  readonly scales: { readonly credits: number; readonly money: number };
}

/** Does a line come to what the book posted? What begins is given, and not judged. */
export function agrees({ kind, basis, usage }: TrialMovement, state: Recomputed): boolean {
  return moveOf(kind) === 'begin' || (state.here + state.left === -basis && state.usage === usage);
}

export function movementsSheet(blocks: readonly Block[], subtitle: string, footer: string): SpecSheet {
  function* rows(): Generator<SpecRow> {
    yield [title(MOVEMENTS)];
    yield [text(subtitle, 'subtitle')];
    yield [
      text(
        'Earned of it = round(basis × drawn of it ÷ over); each line recognises the difference. Local times. Grey: as the book posted it.',
        'note',
      ),
    ];
    yield [];
    yield MOVEMENT_HEADER;
    for (const block of blocks)
      for (const [index, movement] of block.lot.movements.entries())
        yield movementRow(block, movement, block.first + index, block.states[index]!);
    if (blocks.length === 0) yield [text('No lot held anything in the month.', 'note')];
  }
  return {
    name: MOVEMENTS,
    kind: 'detail',
    columns: [{ max: 36 }, {}, {}, { max: 36 }],
    rows: { [Symbol.iterator]: rows },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:Q${HEADING}`,
    footer,
  };
}

function movementRow(block: Block, movement: TrialMovement, row: number, state: Recomputed): SpecRow {
  const { lot, scales } = block;
  const { kind, eventId, count, credits } = movement;
  const begins = moveOf(kind) === 'begin';
  const formulas = begins ? beginning(block.sampleRow) : following(block, kind, row);
  const inCredits = (value: bigint, formula?: string): SpecCell =>
    amount(value, scales.credits, 'body', formula);
  const inMoney = (value: bigint, formula?: string): SpecCell => amount(value, scales.money, 'body', formula);
  return [
    { value: lot.sums.lot, format: 'id' },
    { value: movement.at, format: 'time' },
    text(ENTRY_WORDS[kind]),
    { value: count > 1 ? `${count} events of the day` : eventId, format: 'id' },
    inCredits(credits, formulas.credits),
    inCredits(state.remaining, formulas.remaining),
    inMoney(state.basis, formulas.basis),
    inCredits(state.basisCredits, formulas.basisCredits),
    inCredits(state.drawn, formulas.drawn),
    inMoney(state.recognized, formulas.recognized),
    inMoney(state.here, formulas.here),
    inMoney(state.usage, formulas.usage),
    inMoney(state.left, formulas.left),
    inMoney(state.deferred, rounded(`G${row}-J${row}`, scales.money)),
    begins ? null : { value: formatScaled(movement.basis, scales.money), format: 'amount', role: 'book' },
    begins ? null : { value: formatScaled(movement.usage, scales.money), format: 'amount', role: 'book' },
    begins
      ? null
      : flag(
          agrees(movement, state),
          `IF(AND(${rounded(`K${row}+M${row}+O${row}`, scales.money)}=0,${rounded(`L${row}-P${row}`, scales.money)}=0),"OK","CHECK")`,
        ),
  ];
}

type Formulas = Partial<Record<keyof Recomputed | 'credits', string>>;

function beginning(sampleRow: number): Formulas {
  const granted = `${sheetRef(SAMPLE)}${SAMPLE_COLUMNS.granted}${sampleRow}`;
  return {
    credits: granted,
    remaining: granted,
    basis: `${sheetRef(SAMPLE)}${SAMPLE_COLUMNS.price}${sampleRow}`,
    basisCredits: granted,
  };
}

/** From the line before, which is of the same lot. */
function following({ lot, sampleRow, scales }: Block, kind: TrialMovement['kind'], row: number): Formulas {
  const before = row - 1;
  const kept: Formulas = {
    remaining: rounded(`F${before}+E${row}`, scales.credits),
    basis: `G${before}`,
    basisCredits: `H${before}`,
    drawn: `I${before}`,
  };
  const move = moveOf(kind);
  if (move === 'draw') {
    const share = (drawn: number): string => rounded(`G${row}*I${drawn}/H${row}`, scales.money);
    const used = `(1-${sheetRef(SAMPLE)}$${SAMPLE_COLUMNS.breakage}$${sampleRow})`;
    return {
      ...kept,
      drawn: rounded(`I${before}-E${row}`, scales.credits),
      recognized:
        lot.breakage === '0'
          ? share(row)
          : rounded(`MIN(G${row},G${row}*I${row}/(H${row}*${used}))`, scales.money),
      here: rounded(`J${row}-J${before}`, scales.money),
      usage: rounded(`${share(row)}-${share(before)}`, scales.money),
    };
  }
  if (move === 'end') return { ...kept, recognized: `G${before}`, here: `N${before}` };
  return {
    remaining: kept.remaining,
    left: `IF(E${row}=0,0,${rounded(`N${before}*-E${row}/F${before}`, scales.money)})`,
    basis: rounded(`N${before}-M${row}`, scales.money),
    basisCredits: `F${row}`,
  };
}
