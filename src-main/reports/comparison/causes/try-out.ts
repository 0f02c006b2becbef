// Trying the ways in which a sheet may have come to its number, and choosing among those that give it: what goes on to be right
// longest, then what is simplest. Bounded, and it says what was left. Must not: think of a way.
import { isNothing } from '../amounts.ts';
import type { SheetMonth } from '../wallet-sheet.ts';
import { candidatesOf } from './candidates.ts';
import type { Reckoning } from './reckoning.ts';
import type { Candidate, Situation } from './situation.ts';
import { instantsOf } from './situation.ts';
import type { Cause, Variation } from './variation.ts';

/** A month of the sheet, with what was found before it. */
export interface Trial {
  readonly reckoning: Reckoning;
  readonly standing: readonly Variation[];
  readonly sheet: SheetMonth;
  readonly situation: Situation;
}

interface Choice {
  readonly way: readonly Candidate[];
  /** Other causes that give the same balances. */
  readonly others: readonly Cause[];
}

export interface Outcome {
  readonly choice: Choice | null;
  /** Causes that give the number, and that the month after speaks against. */
  readonly doubted: readonly Cause[];
  readonly tried: number;
}

/** How many single rows are tried one by one in a month. */
const ONE_BY_ONE = 1000;
const MOST_PAIRS = 60;

/** @param two whether two causes at once are tried, where one is not enough. */
export function tryOut(trial: Trial, two: boolean): Outcome {
  const all = candidatesOf(trial.situation);
  const now = withinReach(all, trial, Math.min(ONE_BY_ONE, trial.reckoning.trialsLeft()));
  const alone = best(
    trial,
    now.map((candidate) => [candidate]),
  );
  if (alone.choice || !two) return { ...alone, tried: now.length };
  if (trial.reckoning.trialsLeft() === 0) {
    const rules = now.filter((one) => !one.single).length;
    trial.situation.untried.atLeast('pair', (rules * (rules - 1)) / 2);
    return { ...alone, tried: now.length };
  }
  const pairs = pairsOf(trial, all, now);
  const both = best(trial, trial.situation.untried.first(MOST_PAIRS, pairs, 'pair'));
  return {
    // Two causes at once: only where no other two give the same.
    choice: both.choice && both.choice.others.length === 0 ? both.choice : null,
    doubted: [...alone.doubted, ...both.doubted],
    tried: now.length,
  };
}

/** Where nothing but drawing happens a row changes the balance by what it needs; where lots end or run dry, by that or less. */
function withinReach(
  candidates: readonly Candidate[],
  { reckoning, standing, sheet, situation }: Trial,
  most: number,
): readonly Candidate[] {
  const target = sheet.credits - reckoning.at(standing, sheet.month).credits;
  const plain = (sheet.deferred.size === 0 || target !== 0n) && isPlain(situation);
  const sure = candidates.filter(({ single, guess }) => !single || guess === null || guess === target);
  if (plain) return sure;
  const rest = candidates.filter(({ single, guess }) => single && guess !== null && guess !== target);
  const isLikely = ({ guess }: Candidate): boolean => (target < 0n ? guess! < target : guess! > target);
  const inTurn = [...rest.filter(isLikely), ...rest.filter((one) => !isLikely(one))];
  return [...sure, ...situation.untried.first(most, inTurn, 'row')];
}

/** No lot ends, though it were empty: with a row less it would not be. And nothing is owed. */
function isPlain(situation: Situation): boolean {
  const { now, creditType, month, since } = situation;
  const [from, until] = instantsOf(situation);
  const ends = now.lots.some(
    ({ creditType: type, expiresAt }) =>
      type === creditType && expiresAt !== null && expiresAt > from && expiresAt <= until,
  );
  const owes = now.draws.some(
    ({ creditType: type, posting: { kind, month: at } }) =>
      type === creditType && at >= since && at <= month && (kind === 'overage' || kind === 'deficit'),
  );
  return !ends && !owes;
}

function best(
  { reckoning, standing, sheet }: Trial,
  ways: readonly (readonly Candidate[])[],
): { choice: Choice | null; doubted: Cause[] } {
  const doubted = new Set<Cause>();
  const scored = ways.flatMap((way) => {
    const variations = way.map(({ variation }) => variation);
    const months = reckoning.monthsMatched(variations, standing, sheet);
    if (months === 0) return [];
    if (months === 1 && reckoning.isRefuted(variations, standing, sheet)) {
      for (const { kind } of variations) doubted.add(kind);
      return [];
    }
    return [{ way, months, rank: rankOf(way) }];
  });
  scored.sort((a, b) => b.months - a.months || a.rank - b.rank);
  const [first] = scored;
  if (!first) return { choice: null, doubted: [...doubted] };
  // What the sheet's own rows show needs no other guess.
  const equals = scored.filter(
    ({ months, rank }) => months === first.months && (first.rank > 0 || rank === 0),
  );
  const causes = new Set(equals.flatMap(({ way }) => way.map(({ variation }) => variation.kind)));
  for (const { variation } of first.way) causes.delete(variation.kind);
  return { choice: { way: first.way, others: [...causes] }, doubted: [] };
}

/** Two at once that together may give the sheet's number; a single row only beside a rule. */
function pairsOf(
  { reckoning, standing, sheet }: Trial,
  all: readonly Candidate[],
  now: readonly Candidate[],
): Candidate[][] {
  const base = reckoning.at(standing, sheet.month);
  const effects = now
    .filter(({ single }) => !single)
    .map((candidate) => ({
      candidate,
      effect: reckoning.effectOf(candidate.variation, standing, sheet.month),
    }))
    .filter(({ effect }) => !isNothing(effect));
  const singles = Map.groupBy(
    all.filter(({ single }) => single),
    ({ guess }) => guess,
  );
  const pairs = effects.flatMap(({ candidate, effect }, index) => {
    const rest = sheet.credits - base.credits - effect.credits;
    const rules = effects
      .slice(index + 1)
      .filter(
        ({ candidate: { variation }, effect: { credits } }) =>
          credits === rest && variation.kind !== candidate.variation.kind,
      );
    return [...rules.map((one) => one.candidate), ...(singles.get(rest) ?? [])].map((partner) => [
      candidate,
      partner,
    ]);
  });
  return pairs.sort((a, b) => rankOf(a) - rankOf(b));
}

const rankOf = (way: readonly Candidate[]): number => way.reduce((sum, { rank }) => sum + rank, 0);
