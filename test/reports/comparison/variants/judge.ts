// Made-up companies whose sheets, of any layout, have a mistake for each customer, chosen by a seed, and how the comparison judges
// them. Run as a script it tries many: `node test/reports/comparison/variants/judge.ts --seed 1 --runs 200`; `--show 61:c1` says how a
// customer was judged. Must not: plant by what is to find.
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Comparison } from '../../../../src-main/reports/comparison/compare.ts';
import { formatScaled } from '../../../../src-shared/decimal.ts';
import type { Random } from '../../../support/random.ts';
import { seeded } from '../../../support/random.ts';
import { adrift, compare, type Numbers, numbersOf } from '../planted.ts';
import type { Account } from './accounts.ts';
import { bookOf, LAST, MISTAKES, MONTHS, makeAccount, oneOf } from './accounts.ts';
import type { SheetLayout, Shown } from './layouts.ts';
import { LAYOUTS, sheetOf, slipIn } from './layouts.ts';

type Outcome = 'exact' | 'also' | 'unexplained' | 'wrong';

export interface Judged {
  /** A mistake that a balance shows: found with cause, month and worth; named among what is also possible; or not. */
  readonly planted: readonly {
    readonly customer: string;
    readonly cause: string;
    readonly outcome: Outcome;
  }[];
  /** Said of customers whose balances are right. */
  readonly false: readonly string[];
  /** Balances of which the differences say something else than what they are off by. */
  readonly adrift: readonly string[];
  readonly found: readonly string[];
}

/** What each seed has to do with: the layouts in turn, with deferred revenue and references or without. */
export function shownBy(seed: number): Shown {
  const layout = LAYOUTS[seed % LAYOUTS.length]!;
  return { layout, deferred: (seed >> 2) % 2 === 0, refs: (seed >> 3) % 2 === 0 };
}

export function judge(seed: number): Judged {
  const random = seeded(seed);
  const shown = shownBy(seed);
  const accounts = Array.from({ length: 8 }, (_, n) =>
    makeAccount(`c${n + 1}`, random, shown.layout !== 'purchases'),
  );
  const names = [...Object.keys(MISTAKES), 'slip'];
  const chosen = accounts.map((account) => ({ account, name: nameFor(account, oneOf(random, names)) }));
  const kept = chosen.map(({ account, name }) => MISTAKES[name]?.(account, random) ?? account);
  const [truth, sheet] = [bookOf(accounts), bookOf(kept)];
  const [right, said] = [numbersOf(truth, LAST), numbersOf(sheet, LAST)];
  const months = shown.layout === 'purchases' ? [LAST] : MONTHS;
  const expected = new Map<string, Expected>();
  for (const { code } of accounts) {
    const worth = worthOf(code, right, said, months, showsMoney(shown));
    if (worth) expected.set(code, worth);
  }
  const legacy = slipsIn(sheetOf(sheet, said, shown), chosen, random, expected);
  const comparison = compare(truth, legacy, LAST);
  return judged(comparison, chosen, expected, shown);
}

const showsMoney = ({ layout, deferred }: Shown): boolean =>
  deferred && (layout === 'balance_grid' || layout === 'purchases');

interface Expected {
  readonly month: string;
  readonly credits: bigint;
  /** Null: what a slip defers is an average. */
  readonly money: Numbers['money'] | null;
}

function slipsIn(
  sheet: ReturnType<typeof sheetOf>,
  chosen: readonly { readonly account: Account; readonly name: string }[],
  random: Random,
  expected: Map<string, Expected>,
): ReturnType<typeof sheetOf> {
  return chosen.reduce((legacy, { account: { code }, name }) => {
    const slipped = name === 'slip' ? slipIn(legacy, code, random) : null;
    if (!slipped) return legacy;
    expected.set(code, { month: slipped.month, credits: slipped.credits, money: null });
    return slipped.legacy;
  }, sheet);
}

function judged(
  comparison: Comparison,
  chosen: readonly { readonly account: Account; readonly name: string }[],
  expected: ReadonlyMap<string, Expected>,
  shown: Shown,
): Judged {
  const planted: Judged['planted'][number][] = [];
  const falsely: string[] = [];
  for (const { account, name } of chosen) {
    const found = comparison.differences.filter(({ customer }) => customer === account.code);
    const worth = expected.get(account.code);
    if (worth)
      planted.push({ customer: account.code, cause: name, outcome: outcomeOf(found, name, worth, shown) });
    else falsely.push(...found.map(({ cause }) => `${account.code}: ${cause}`));
  }
  const found = comparison.differences.map(
    ({ customer, month, amount, sentence, alsoPossible }) =>
      `${customer} ${month} ${formatScaled(amount.credits, 2)} ${sentence} [${alsoPossible}]`,
  );
  return { planted, false: falsely, adrift: adrift(comparison), found };
}

/** A mistake that the account can have: rolling over needs a plan, purchases are of those without. */
function nameFor({ cap }: Account, name: string): string {
  if (cap === null) return name === 'rollover' ? 'usage_missing' : name;
  return ['expiry', 'purchase_missing', 'burn_order'].includes(name) ? 'rollover' : name;
}

/** The first month in which the sheet shows it, and what it is worth there. */
function worthOf(
  customer: string,
  right: readonly Numbers[],
  said: readonly Numbers[],
  months: readonly string[],
  withMoney: boolean,
): Expected | null {
  for (const month of months) {
    const [is, sheet] = [right, said].map(
      (numbers) => numbers.find((one) => one.customer === customer && one.month === month)!,
    );
    const credits = sheet!.credits - is!.credits;
    const money = new Map(
      [...new Set([...is!.money.keys(), ...sheet!.money.keys()])]
        .map((code) => [code, (sheet!.money.get(code) ?? 0n) - (is!.money.get(code) ?? 0n)] as const)
        .filter(([, value]) => value !== 0n),
    );
    if (credits !== 0n || (withMoney && money.size > 0)) return { month, credits, money };
  }
  return null;
}

function outcomeOf(
  found: Comparison['differences'],
  name: string,
  { month, credits, money }: Expected,
  shown: Shown,
): Outcome {
  const [first] = found;
  if (!first || first.month !== month) return 'wrong';
  const said = first.amount.money;
  // Which lots were drawn is known from money alone: a sheet without it may have begun earlier.
  const sameMoney =
    money === null ||
    (first.cause === 'burn_order' && !showsMoney(shown)) ||
    (said.size === money.size && [...money].every(([code, value]) => said.get(code) === value));
  const worth = first.amount.credits === credits && sameMoney;
  if (found.length === 1 && first.cause === name && worth && first.alsoPossible.length === 0) return 'exact';
  if (found.length === 1 && (first.cause === name || first.alsoPossible.some((cause) => cause === name)))
    return 'also';
  // In pieces: each is the mistake, for some of its months.
  if (found.every(({ cause }) => cause === name)) return 'also';
  return found.some(({ cause }) => cause === 'unexplained') ? 'unexplained' : 'wrong';
}

/** Counts by layout and outcome, and by cause. */
function tally(
  of: readonly { readonly layout: SheetLayout; readonly cause: string; readonly outcome: Outcome }[],
) {
  const counts = (by: 'layout' | 'cause') =>
    Object.fromEntries(
      [...Map.groupBy(of, (one) => one[by])].map(([key, group]) => [
        key,
        Object.fromEntries(
          [...Map.groupBy(group, ({ outcome }) => outcome)].map(([outcome, all]) => [outcome, all.length]),
        ),
      ]),
    );
  return { planted: of.length, layouts: counts('layout'), causes: counts('cause') };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '50' },
      show: { type: 'string', default: '' },
    },
  });
  const [shownSeed = '', shownCustomer = ''] = values.show.split(':');
  const [first, runs] =
    values.show === '' ? [Number(values.seed), Number(values.runs)] : [Number(shownSeed), 1];
  const all = [];
  for (let seed = first; seed < first + runs; seed++) {
    const { planted, false: falsely, adrift: off, found } = judge(seed);
    const { layout } = shownBy(seed);
    all.push(...planted.map((one) => ({ ...one, layout })));
    const lines = [
      ...planted
        .filter(({ outcome }) => outcome === 'wrong' || outcome === 'unexplained')
        .map(({ customer, cause, outcome }) => `${outcome} ${customer}: ${cause}`),
      ...falsely.map((text) => `FALSE ${text}`),
      ...off.map((text) => `ADRIFT ${text}`),
      ...found.filter((line) => line.startsWith(`${shownCustomer} `) && values.show !== ''),
    ];
    for (const line of lines) process.stdout.write(`seed ${seed} ${layout}: ${line}\n`);
  }
  process.stdout.write(`${JSON.stringify(tally(all), null, 1)}\n`);
}
