// One wallet, month by month: the sheet's balance beside the book's, and where they part, the cause under which deriving anew gives
// the sheet's number exactly. What began in an earlier month and goes on is said once. Bounded: one cause, else two, else none.
import type { Month } from '../../../src-shared/calendar.ts';
import { nextMonth, previousMonth } from '../../../src-shared/calendar.ts';
import { divideMoney } from '../../../src-shared/decimal.ts';
import type { Candidate, Situation } from './candidates.ts';
import { candidatesOf } from './candidates.ts';
import type { DerivedWallets, World } from './derive-wallet.ts';
import { deriveWallets } from './derive-wallet.ts';
import { isMistyped } from './mistyped.ts';
import type { RowEvidence } from './sheet-rows.ts';
import type { Cause, Variation } from './variation.ts';
import { variationKey } from './variation.ts';
import type { OwnSlip, SheetMonth, WalletSheet } from './wallet-sheet.ts';
import { ownSlips } from './wallet-sheet.ts';

export interface Amounts {
  /** Scaled credits and minor units: sheet less book. */
  readonly credits: bigint;
  readonly money: bigint;
}

/** One difference with one cause, where it begins; `effects` says what of it is in each month's balance. */
export interface FoundDifference {
  readonly variation: Variation;
  readonly cause: Cause;
  readonly month: Month;
  readonly place: SheetMonth['place'];
  /** Other causes that give the same number. */
  readonly alsoPossible: readonly Cause[];
  /** How many ways were tried before. */
  readonly tried: number;
  /** A number typed over a formula; or with two digits in each other's place, or its point in another. */
  readonly typed: 'over' | 'digits' | null;
  readonly effects: Map<Month, Amounts>;
}

export interface MonthLine {
  readonly sheet: SheetMonth;
  readonly book: { readonly credits: bigint; readonly deferred: bigint };
  readonly status: 'agrees' | 'explained' | 'unexplained' | 'carried';
  /** Whether a difference that nobody explained is in it. */
  readonly open: boolean;
}

export interface ExplainedWallet {
  readonly lines: readonly MonthLine[];
  readonly differences: readonly FoundDifference[];
}

/** How many single rows are tried one by one, and how many events all of a month's trials may derive. */
const ONE_BY_ONE = 400;
const MOST_WORK = 2_000_000;
const MOST_PAIRS = 60;

export interface Evidence {
  readonly usage: RowEvidence;
  readonly grants: RowEvidence;
}

export function explainWallet(
  world: World,
  sheet: WalletSheet,
  evidence: Evidence,
  about: Pick<Situation, 'zone' | 'firstMonth'>,
): ExplainedWallet {
  return new Explanation(world, sheet, evidence, about).run();
}

class Explanation {
  readonly #world: World;
  readonly #sheet: WalletSheet;
  readonly #evidence: Evidence;
  readonly #about: Pick<Situation, 'zone' | 'firstMonth'>;
  readonly #kept = new Map<string, DerivedWallets['ends']>();
  readonly #slips: readonly OwnSlip[];
  #standing: FoundDifference[] = [];
  readonly #found: FoundDifference[] = [];

  constructor(
    world: World,
    sheet: WalletSheet,
    evidence: Evidence,
    about: Pick<Situation, 'zone' | 'firstMonth'>,
  ) {
    this.#world = world;
    this.#sheet = sheet;
    this.#evidence = evidence;
    this.#about = about;
    this.#slips = ownSlips(sheet);
  }

  run(): ExplainedWallet {
    const lines = this.#sheet.months.map((month) => this.#line(month));
    return { lines, differences: this.#found };
  }

  #line(sheet: SheetMonth): MonthLine {
    const book = this.#at([], sheet.month);
    const before = this.#found.length;
    this.#addSlips(sheet);
    if (!this.#matches(this.#variations(), sheet)) this.#settle(sheet);
    this.#noteEffects(sheet.month);
    const found = this.#found.slice(before);
    const open = this.#standing.some(
      ({ cause, effects }) => cause === 'unexplained' && effects.has(sheet.month),
    );
    const differs = this.#standing.some(({ effects }) => effects.has(sheet.month));
    const status =
      found.length > 0
        ? found.some(({ cause }) => cause === 'unexplained')
          ? 'unexplained'
          : 'explained'
        : differs
          ? 'carried'
          : 'agrees';
    return { sheet, book: { credits: book.credits, deferred: book.money }, status, open };
  }

  #variations(): Variation[] {
    return variationsOf(this.#standing);
  }

  /** The sheet does not say what the variations give: what went before is over, or something new began. */
  #settle(sheet: SheetMonth): void {
    const over = this.#withoutWhatIsOver(sheet);
    if (over) {
      this.#standing = over;
      return;
    }
    this.#explain(sheet);
  }

  /** What the sheet has corrected since: nothing left of it all, one of them gone, or one that went on until the month before. */
  #withoutWhatIsOver(sheet: SheetMonth): FoundDifference[] | null {
    return this.#waysOn(sheet).find((way) => this.#matches(variationsOf(way), sheet)) ?? null;
  }

  /** What may stand of what went before. */
  #waysOn(sheet: SheetMonth): FoundDifference[][] {
    if (this.#standing.length === 0) return [];
    const ways: FoundDifference[][] = this.#standing.flatMap((one, index) => {
      const others = this.#standing.toSpliced(index, 1);
      const { variation } = one;
      if (!('scope' in variation) || variation.scope.through !== null) return [others];
      const ended = { ...variation, scope: { ...variation.scope, through: previousMonth(sheet.month) } };
      return [this.#standing.with(index, { ...one, variation: ended }), others];
    });
    return this.#standing.length > 1 ? [...ways, []] : ways;
  }

  #addSlips(sheet: SheetMonth): void {
    const previous = this.#sheet.months[this.#sheet.months.indexOf(sheet) - 1]?.month ?? '';
    const slips = this.#slips.filter(({ month }) => month > previous && month <= sheet.month);
    const credits = slips.reduce((sum, slip) => sum + slip.credits, 0n);
    if (credits === 0n) return;
    const { month } = sheet;
    this.#add({ kind: 'slip', month, credits, money: this.#slipMoney(sheet, credits) }, sheet, {
      place: slips[0]!.place,
    });
  }

  /** What the sheet itself defers less where the slip is all there is; else what so many credits defer on average. */
  #slipMoney(sheet: SheetMonth, credits: bigint): bigint {
    const now = this.#at(this.#variations(), sheet.month);
    if (sheet.deferred !== null && now.credits + credits === sheet.credits) return sheet.deferred - now.money;
    return now.credits > 0n ? divideMoney(now.money * credits, now.credits) : 0n;
  }

  /** Something new began, on top of what stands; or something ended and something else began. */
  #explain(sheet: SheetMonth): void {
    const standing = this.#standing;
    let tried = 0;
    for (const way of [standing, ...this.#waysOn(sheet)]) {
      this.#standing = way;
      const candidates = this.#candidates(sheet);
      tried += candidates.length;
      const alone = candidates.map((candidate) => [candidate]);
      const winner =
        this.#best(sheet, alone) ?? (way === standing ? this.#bestPair(sheet, candidates) : null);
      if (!winner) continue;
      for (const { variation } of winner.way)
        this.#add(variation, sheet, { alsoPossible: winner.others, tried });
      return;
    }
    this.#standing = standing;
    this.#giveUp(sheet, tried);
  }

  #giveUp(sheet: SheetMonth, tried: number): void {
    const now = this.#at(this.#variations(), sheet.month);
    const credits = sheet.credits - now.credits;
    const money = sheet.deferred === null ? this.#slipMoney(sheet, credits) : sheet.deferred - now.money;
    const typed =
      credits === 0n
        ? null
        : sheet.typedOver
          ? 'over'
          : isMistyped(now.credits, sheet.credits)
            ? 'digits'
            : null;
    const kind = typed === null ? 'unexplained' : 'slip';
    this.#add({ kind, month: sheet.month, credits, money }, sheet, { tried, typed });
  }

  #candidates(sheet: SheetMonth): Candidate[] {
    const target = sheet.credits - this.#at(this.#variations(), sheet.month).credits;
    const now = this.#derived(this.#variations());
    // Where nothing but drawing happens a row changes the balance by what it needs; where lots end or run dry, it may be less.
    const plain =
      (sheet.deferred === null || target !== 0n) && this.#isPlain(now, sheet.month, this.#since(sheet));
    let others = Math.min(ONE_BY_ONE, MOST_WORK / (1 + this.#world.events.length));
    return this.#allCandidates(sheet).filter(
      ({ single, guess }) => !single || guess === null || guess === target || (!plain && --others > 0),
    );
  }

  /** The month after the last balance before. */
  #since({ month }: SheetMonth): Month {
    const before = this.#sheet.months.findLast((one) => one.month < month)?.month;
    return before ? nextMonth(before) : this.#about.firstMonth;
  }

  #allCandidates(sheet: SheetMonth): Candidate[] {
    return candidatesOf({
      creditType: this.#sheet.creditType,
      month: sheet.month,
      since: this.#since(sheet),
      facts: this.#world.facts,
      now: this.#derived(this.#variations()),
      ...this.#about,
      ...this.#evidence,
    });
  }

  #isPlain({ draws }: DerivedWallets, month: Month, since: Month): boolean {
    return !draws.some(
      ({ creditType, posting }) =>
        creditType === this.#sheet.creditType &&
        posting.month >= since &&
        posting.month <= month &&
        ['expiry', 'rollover_out', 'overage', 'deficit'].includes(posting.kind),
    );
  }

  #best(
    sheet: SheetMonth,
    ways: readonly Candidate[][],
  ): { way: readonly Candidate[]; others: Cause[] } | null {
    const scored = ways.flatMap((way) => {
      const months = this.#monthsMatched(
        way.map(({ variation }) => variation),
        sheet,
      );
      return months === 0 ? [] : [{ way, months, rank: way.reduce((sum, { rank }) => sum + rank, 0) }];
    });
    scored.sort((a, b) => b.months - a.months || a.rank - b.rank);
    const [first] = scored;
    if (!first) return null;
    // What the sheet's own rows show needs no other guess.
    const equals = scored.filter(
      ({ months, rank }) => months === first.months && (first.rank > 0 || rank === 0),
    );
    const causes = new Set(equals.flatMap(({ way }) => way.map(({ variation }) => variation.kind)));
    for (const { variation } of first.way) causes.delete(variation.kind);
    return { way: first.way, others: [...causes] };
  }

  /** Two causes at once: only where no other two give the same. */
  #bestPair(
    sheet: SheetMonth,
    candidates: readonly Candidate[],
  ): { way: readonly Candidate[]; others: Cause[] } | null {
    const base = this.#at(this.#variations(), sheet.month);
    const target = {
      credits: sheet.credits - base.credits,
      money: sheet.deferred === null ? null : sheet.deferred - base.money,
    };
    const effects = candidates
      .filter(({ single }) => !single)
      .map((candidate) => ({ candidate, effect: this.#effectOf(candidate.variation, sheet.month) }))
      .filter(({ effect }) => effect.credits !== 0n || effect.money !== 0n);
    const singles = this.#allCandidates(sheet).filter((one) => one.single);
    const pairs: Candidate[][] = [];
    for (const [index, { candidate, effect }] of effects.entries()) {
      const rest = target.credits - effect.credits;
      const partners = effects
        .slice(index + 1)
        .filter(
          ({ candidate: other, effect: { credits } }) =>
            credits === rest && other.variation.kind !== candidate.variation.kind,
        );
      pairs.push(...partners.map((partner) => [candidate, partner.candidate]));
      pairs.push(...singles.filter(({ guess }) => guess === rest).map((partner) => [candidate, partner]));
    }
    pairs.sort((a, b) => rankOf(a) - rankOf(b));
    const best = this.#best(sheet, pairs.slice(0, MOST_PAIRS));
    return best && best.others.length === 0 ? best : null;
  }

  #effectOf(variation: Variation, month: Month): Amounts {
    const [before, after] = [
      this.#at(this.#variations(), month),
      this.#at([...this.#variations(), variation], month),
    ];
    return { credits: after.credits - before.credits, money: after.money - before.money };
  }

  /** How many months in a row, from this one on, are as the sheet says; 0 where this one is not, or an earlier one changes. */
  #monthsMatched(variations: readonly Variation[], sheet: SheetMonth): number {
    const all = [...this.#variations(), ...variations];
    const { months } = this.#sheet;
    const at = months.indexOf(sheet);
    if (!this.#matches(all, sheet)) return 0;
    if (
      months
        .slice(0, at)
        .some((month) => this.#matches(this.#variations(), month) && !this.#matches(all, month))
    )
      return 0;
    let count = 1;
    while (months[at + count] && this.#matches(all, months[at + count]!)) count++;
    return count;
  }

  #matches(variations: readonly Variation[], { month, credits, deferred }: SheetMonth): boolean {
    const end = this.#at(variations, month);
    return end.credits === credits && (deferred === null || end.money === deferred);
  }

  #derived(variations: readonly Variation[]): DerivedWallets {
    return deriveWallets(
      this.#world,
      variations.filter(({ kind }) => kind !== 'slip' && kind !== 'unexplained'),
    );
  }

  #ends(variations: readonly Variation[]): DerivedWallets['ends'] {
    const key = variations.map(variationKey).join();
    const kept = this.#kept.get(key) ?? this.#derived(variations).ends;
    this.#kept.set(key, kept);
    return kept;
  }

  #at(variations: readonly Variation[], month: Month): Amounts {
    const { creditType, currency } = this.#sheet;
    const end = this.#ends(variations.filter(({ kind }) => kind !== 'slip' && kind !== 'unexplained'))
      .get(creditType)
      ?.get(month);
    let [credits, money] = [end?.credits ?? 0n, end?.deferred.get(currency) ?? 0n];
    for (const one of variations) {
      if ((one.kind !== 'slip' && one.kind !== 'unexplained') || one.month > month) continue;
      credits += one.credits;
      money += one.money;
    }
    return { credits, money };
  }

  #add(variation: Variation, sheet: SheetMonth, more: Partial<FoundDifference>): void {
    const found: FoundDifference = {
      variation,
      cause: variation.kind,
      month: sheet.month,
      place: sheet.place,
      alsoPossible: [],
      tried: 0,
      typed: null,
      effects: new Map(),
      ...more,
    };
    this.#standing.push(found);
    this.#found.push(found);
  }

  /** What each difference still standing does to the month, one after the other: together they are sheet less book. */
  #noteEffects(month: Month): void {
    let before = this.#at([], month);
    this.#standing.forEach(({ effects }, index) => {
      const after = this.#at(this.#variations().slice(0, index + 1), month);
      const effect = { credits: after.credits - before.credits, money: after.money - before.money };
      if (effect.credits !== 0n || effect.money !== 0n) effects.set(month, effect);
      before = after;
    });
  }
}

const variationsOf = (found: readonly FoundDifference[]): Variation[] =>
  found.map(({ variation }) => variation);

const rankOf = (way: readonly Candidate[]): number => way.reduce((sum, { rank }) => sum + rank, 0);
