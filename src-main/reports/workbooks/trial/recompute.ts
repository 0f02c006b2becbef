// A lot recomputed from its price, quantity and draws (rules §3, §10, §11), line by line as the workbook's formulas say it. Written from
// the rules, not from the engine, so that the two prove each other. Must not: take a figure over from what the book posted.
import { divideMoney, toFraction } from '../../../../src-shared/decimal.ts';
import type { PostingKind } from '../../../engine/postings.ts';
import type { TrialLot } from './trial-data.ts';

/** How a movement changes what a lot has recognised. */
export type Move = 'begin' | 'draw' | 'end' | 'take';

export function moveOf(kind: PostingKind): Move {
  if (kind === 'drawdown') return 'draw';
  if (kind === 'expiry') return 'end';
  return kind === 'rollover_out' || kind === 'refund' || kind === 'void' ? 'take' : 'begin';
}

/** A lot after a movement. `basis` is what stands to be recognised since credits last left unused, over `basisCredits`. */
export interface Recomputed {
  readonly remaining: bigint;
  readonly basis: bigint;
  readonly basisCredits: bigint;
  readonly drawn: bigint;
  /** Of the basis so far; by this movement; of which usage revenue. */
  readonly recognized: bigint;
  readonly here: bigint;
  readonly usage: bigint;
  /** What left with credits that were taken out unused. */
  readonly left: bigint;
  readonly deferred: bigint;
}

/** One state for each movement. */
export function recompute({ sums, breakage, movements }: TrialLot): Recomputed[] {
  const used = toFraction(breakage);
  const due = (basis: bigint, drawn: bigint, of: bigint): bigint => {
    const share = divideMoney(basis * drawn * used.denominator, of * (used.denominator - used.numerator));
    return share < basis ? share : basis;
  };
  let now: Recomputed = {
    remaining: 0n,
    basis: sums.price,
    basisCredits: 0n,
    drawn: 0n,
    recognized: 0n,
    here: 0n,
    usage: 0n,
    left: 0n,
    deferred: sums.price,
  };
  return movements.map(({ kind, credits }) => {
    const before = now;
    const remaining = before.remaining + credits;
    const still = { ...before, remaining, here: 0n, usage: 0n, left: 0n };
    const move = moveOf(kind);
    if (move === 'begin') now = { ...still, basisCredits: credits };
    else if (move === 'draw') {
      const { basis, basisCredits } = before;
      const drawn = before.drawn - credits;
      const recognized = due(basis, drawn, basisCredits);
      const here = recognized - before.recognized;
      const usage =
        divideMoney(basis * drawn, basisCredits) - divideMoney(basis * before.drawn, basisCredits);
      now = { ...still, drawn, recognized, here, usage, deferred: basis - recognized };
    } else if (move === 'end')
      now = { ...still, recognized: before.basis, here: before.deferred, deferred: 0n };
    else {
      const left = credits === 0n ? 0n : divideMoney(before.deferred * -credits, before.remaining);
      const deferred = before.deferred - left;
      now = { ...still, left, deferred, basis: deferred, basisCredits: remaining, drawn: 0n, recognized: 0n };
    }
    return now;
  });
}
