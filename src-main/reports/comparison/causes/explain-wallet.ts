// One wallet, month by month: the sheet's balance beside the book's, and where they part, the cause under which deriving anew gives
// the sheet's number exactly. What began in an earlier month and goes on is said once. Bounded: one cause, else two, else none.
import type { Month } from '../../../../src-shared/calendar.ts';
import { nextMonth, previousMonth } from '../../../../src-shared/calendar.ts';
import { divideMoney } from '../../../../src-shared/decimal.ts';
import type { Amounts, Money } from '../amounts.ts';
import { isNothing, less, lessMoney } from '../amounts.ts';
import type { World } from '../derive-wallet.ts';
import type { OwnSlip, SheetMonth, WalletSheet } from '../wallet-sheet.ts';
import { ownSlips } from '../wallet-sheet.ts';
import { isMistyped } from './mistyped.ts';
import { Reckoning } from './reckoning.ts';
import type { RowEvidence } from './sheet-rows.ts';
import type { Situation } from './situation.ts';
import type { Trial } from './try-out.ts';
import { tryOut } from './try-out.ts';
import type { Untried } from './untried.ts';
import { UntriedCount } from './untried.ts';
import type { Cause, Variation } from './variation.ts';

/** One difference with one cause, where it begins; `effects` says what of it is in each month's balance. */
export interface FoundDifference {
  readonly variation: Variation;
  readonly cause: Cause;
  readonly month: Month;
  readonly place: SheetMonth['place'];
  /** Other causes that give the same number. */
  readonly alsoPossible: readonly Cause[];
  /** How many ways were tried before, and what more there would have been. */
  readonly tried: number;
  readonly untried: Untried;
  /** A number typed over a formula; or with two digits in each other's place, or its point in another. */
  readonly typed: 'over' | 'digits' | null;
  readonly effects: Map<Month, Amounts>;
}

export interface MonthLine {
  readonly sheet: SheetMonth;
  readonly book: Amounts;
  readonly status: 'agrees' | 'explained' | 'unexplained' | 'carried';
  /** Whether a difference that nobody explained is in it. */
  readonly open: boolean;
}

export interface ExplainedWallet {
  readonly lines: readonly MonthLine[];
  readonly differences: readonly FoundDifference[];
}

export interface Evidence {
  readonly usage: RowEvidence;
  readonly grants: RowEvidence;
}

/** Of how many differences, the latest, it is asked whether the sheet has corrected them. */
const MOST_CORRECTED = 3;

type About = Pick<Situation, 'zone' | 'firstMonth'>;

export function explainWallet(
  world: World,
  sheet: WalletSheet,
  evidence: Evidence,
  about: About,
): ExplainedWallet {
  return new Explanation(world, sheet, evidence, about).run();
}

class Explanation {
  readonly #world: World;
  readonly #sheet: WalletSheet;
  readonly #evidence: Evidence;
  readonly #about: About;
  readonly #reckoning: Reckoning;
  readonly #slips: readonly OwnSlip[];
  #standing: FoundDifference[] = [];
  readonly #found: FoundDifference[] = [];

  constructor(world: World, sheet: WalletSheet, evidence: Evidence, about: About) {
    this.#world = world;
    this.#sheet = sheet;
    this.#evidence = evidence;
    this.#about = about;
    this.#reckoning = new Reckoning(world, sheet);
    this.#slips = ownSlips(sheet);
  }

  run(): ExplainedWallet {
    const lines = this.#sheet.months.map((month) => this.#line(month));
    return { lines, differences: this.#found };
  }

  #line(sheet: SheetMonth): MonthLine {
    const book = this.#reckoning.at([], sheet.month);
    const before = this.#found.length;
    this.#addSlips(sheet);
    if (!this.#reckoning.matches(this.#variations(), sheet)) this.#settle(sheet);
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
    return { sheet, book, status, open };
  }

  #variations(): Variation[] {
    return variationsOf(this.#standing);
  }

  #now({ month }: SheetMonth): Amounts {
    return this.#reckoning.at(this.#variations(), month);
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
    return this.#waysOn(sheet).find((way) => this.#reckoning.matches(variationsOf(way), sheet)) ?? null;
  }

  /** What may stand of what went before. */
  #waysOn(sheet: SheetMonth): FoundDifference[][] {
    if (this.#standing.length === 0) return [];
    const latest = this.#standing.length - MOST_CORRECTED;
    const ways: FoundDifference[][] = this.#standing.flatMap((one, index) => {
      if (index < latest) return [];
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
    const differs = !this.#reckoning.matches(this.#variations(), sheet);
    const typed = differs ? this.#evidence.usage.mistyped : [];
    const slips = [...this.#slips, ...typed].filter(({ month }) => month > previous && month <= sheet.month);
    const credits = slips.reduce((sum, slip) => sum + slip.credits, 0n);
    if (credits === 0n) return;
    const { month } = sheet;
    this.#add({ kind: 'slip', month, credits, money: this.#slipMoney(sheet, credits) }, sheet, {
      place: slips[0]!.place,
      typed: slips[0]!.typed ?? null,
    });
  }

  /** What the sheet itself defers less where the slip is all there is; else what so many credits defer on average. */
  #slipMoney(sheet: SheetMonth, credits: bigint): Money {
    const now = this.#now(sheet);
    if (sheet.deferred.size > 0 && now.credits + credits === sheet.credits)
      return this.#moneyOff(sheet, now.money);
    const share = (value: bigint): bigint =>
      now.credits > 0n ? divideMoney(value * credits, now.credits) : 0n;
    return lessMoney(new Map([...now.money].map(([currency, value]) => [currency, share(value)])), new Map());
  }

  /** What the sheet says of the currencies it says anything of, less `now`. */
  #moneyOff({ deferred }: SheetMonth, now: Money): Money {
    const same = [...now].filter(([currency]) => deferred.has(currency));
    return lessMoney(deferred, new Map(same));
  }

  /** Something new began, on top of what stands; or something ended and something else began. */
  #explain(sheet: SheetMonth): void {
    const standing = this.#standing;
    const untried = new UntriedCount();
    untried.atLeast('corrected', standing.length - MOST_CORRECTED);
    let tried = 0;
    const doubted = new Set<Cause>();
    for (const way of [standing, ...this.#waysOn(sheet)]) {
      this.#standing = way;
      const outcome = tryOut(this.#trial(sheet, untried), way === standing);
      tried += outcome.tried;
      for (const cause of outcome.doubted) doubted.add(cause);
      if (!outcome.choice) continue;
      const { way: causes, others } = outcome.choice;
      // What the sheet's own rows show leaves nothing to be tried.
      const left = causes.every(({ rank }) => rank === 0) ? {} : { untried: untried.counts };
      for (const { variation } of causes)
        this.#add(variation, sheet, { alsoPossible: others, tried, ...left });
      return;
    }
    this.#standing = standing;
    this.#giveUp(sheet, { tried, untried: untried.counts, alsoPossible: [...doubted] });
  }

  #giveUp(sheet: SheetMonth, more: Partial<FoundDifference>): void {
    const now = this.#now(sheet);
    const credits = sheet.credits - now.credits;
    const money =
      sheet.deferred.size === 0 ? this.#slipMoney(sheet, credits) : this.#moneyOff(sheet, now.money);
    const typed =
      credits === 0n
        ? null
        : sheet.typedOver
          ? 'over'
          : isMistyped(now.credits, sheet.credits)
            ? 'digits'
            : null;
    const kind = typed === null ? 'unexplained' : 'slip';
    this.#add({ kind, month: sheet.month, credits, money }, sheet, { ...more, typed });
  }

  #trial(sheet: SheetMonth, untried: UntriedCount): Trial {
    const standing = this.#variations();
    const before = this.#sheet.months.findLast((one) => one.month < sheet.month)?.month;
    const situation: Situation = {
      creditType: this.#sheet.creditType,
      month: sheet.month,
      // The month after the last balance before.
      since: before ? nextMonth(before) : this.#about.firstMonth,
      facts: this.#world.facts,
      now: this.#reckoning.derived(standing),
      untried,
      ...this.#about,
      ...this.#evidence,
    };
    return { reckoning: this.#reckoning, standing, sheet, situation };
  }

  #add(variation: Variation, sheet: SheetMonth, more: Partial<FoundDifference>): void {
    const found: FoundDifference = {
      variation,
      cause: variation.kind,
      month: sheet.month,
      place: sheet.place,
      alsoPossible: [],
      tried: 0,
      untried: new Map(),
      typed: null,
      effects: new Map(),
      ...more,
    };
    this.#standing.push(found);
    this.#found.push(found);
  }

  /** What each difference still standing does to the month, one after the other: together they are sheet less book. */
  #noteEffects(month: Month): void {
    let before = this.#reckoning.at([], month);
    this.#standing.forEach(({ effects }, index) => {
      const after = this.#reckoning.at(this.#variations().slice(0, index + 1), month);
      const effect = less(after, before);
      if (!isNothing(effect)) effects.set(month, effect);
      before = after;
    });
  }
}

const variationsOf = (found: readonly FoundDifference[]): Variation[] =>
  found.map(({ variation }) => variation);
