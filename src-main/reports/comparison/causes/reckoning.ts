// What a wallet would hold under variations, at the months' ends that a sheet speaks of: derived by the engine, kept while the wallet
// is being explained. Must not: choose among variations.
import type { Month } from '../../../../src-shared/calendar.ts';
import type { Amounts, Money } from '../amounts.ts';
import { less, plus, saysOf } from '../amounts.ts';
import type { DerivedWallets, World } from '../derive-wallet.ts';
import { deriveWallets } from '../derive-wallet.ts';
import type { SheetMonth, WalletSheet } from '../wallet-sheet.ts';
import type { Variation, Way } from './variation.ts';
import { isPlain, variationKey, waysAmong } from './variation.ts';

/** How many derivations are kept: a trial is asked of month after month, and then no more. */
const MOST_KEPT = 200;

/** About a quarter of a minute of trials for a wallet, however large it is and however many of its months nobody can explain. */
const MOST_WORK = 3_000_000;

export class Reckoning {
  readonly #world: World;
  readonly #sheet: WalletSheet;
  readonly #kept = new Map<string, { through: Month; ends: DerivedWallets['ends'] }>();
  /** How many events trials of this wallet may still derive. */
  #left = MOST_WORK;
  #whole: { key: string; derived: DerivedWallets } | null = null;

  constructor(world: World, sheet: WalletSheet) {
    this.#world = world;
    this.#sheet = sheet;
  }

  /** How many more trials the wallet may have, of which a month takes a third at most. */
  trialsLeft(): number {
    return Math.floor(Math.min(this.#left, MOST_WORK / 3) / (1 + this.#world.events.length));
  }

  /** With all that was drawn and made on the way. */
  derived(variations: readonly Variation[]): DerivedWallets {
    const ways = waysAmong(variations);
    const key = keyOf(ways);
    if (this.#whole?.key !== key) this.#whole = { key, derived: deriveWallets(this.#world, ways) };
    return this.#whole.derived;
  }

  at(variations: readonly Variation[], month: Month): Amounts {
    const end = this.#ends(variations, month).get(this.#sheet.creditType)?.get(month);
    const derived: Amounts = { credits: end?.credits ?? 0n, money: end?.deferred ?? (new Map() as Money) };
    return variations.reduce(
      (all, one) => (isPlain(one) && one.month <= month ? plus(all, one) : all),
      derived,
    );
  }

  matches(variations: readonly Variation[], sheet: SheetMonth): boolean {
    const { credits, money } = this.at(variations, sheet.month);
    return credits === sheet.credits && saysOf(sheet.deferred, money);
  }

  /** What one more does to a month. */
  effectOf(one: Variation, standing: readonly Variation[], month: Month): Amounts {
    return less(this.at([...standing, one], month), this.at(standing, month));
  }

  /** How many months in a row, from this one on, are as the sheet says; 0 where this one is not, or an earlier one changes. */
  monthsMatched(more: readonly Variation[], standing: readonly Variation[], sheet: SheetMonth): number {
    const all = [...standing, ...more];
    const { months } = this.#sheet;
    const at = months.indexOf(sheet);
    if (!this.matches(all, sheet)) return 0;
    const spoilt = months
      .slice(0, at)
      .some((month) => this.matches(standing, month) && !this.matches(all, month));
    if (spoilt) return 0;
    let count = 1;
    while (months[at + count] && this.matches(all, months[at + count]!)) count++;
    return count;
  }

  /**
   * Whether the month after speaks against it: the sheet is off there by as much as before, though by this it would not be. Something
   * that stays is the simpler explanation than this and another of the same amount.
   */
  isRefuted(more: readonly Variation[], standing: readonly Variation[], sheet: SheetMonth): boolean {
    const next = this.#sheet.months[this.#sheet.months.indexOf(sheet) + 1];
    if (!next || this.matches([...standing, ...more], next)) return false;
    const off = (month: SheetMonth): bigint => month.credits - this.at(standing, month.month).credits;
    return off(sheet) !== 0n && off(sheet) === off(next);
  }

  /** A month is derived no further than to its end, until a later one is asked for. */
  #ends(variations: readonly Variation[], month: Month): DerivedWallets['ends'] {
    const ways = waysAmong(variations);
    const key = keyOf(ways);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    const now = kept && kept.through >= month ? kept : this.#derive(ways, kept ? null : month);
    this.#kept.set(key, now);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return now.ends;
  }

  #derive(ways: readonly Way[], to: Month | null): { through: Month; ends: DerivedWallets['ends'] } {
    const through = to === null || ways.length === 0 ? this.#world.through : to;
    this.#left = Math.max(0, this.#left - this.#world.events.length);
    return { through, ends: deriveWallets({ ...this.#world, through }, ways).ends };
  }
}

const keyOf = (variations: readonly Way[]): string => variations.map(variationKey).join();
