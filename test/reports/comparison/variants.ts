// Made-up companies whose sheets have a mistake for each customer, chosen by a seed, and how the comparison judges them. Run as a
// script it tries many: `node test/reports/comparison/variants.ts --seed 1 --runs 200`. Must not: plant by what is to find.
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Comparison } from '../../../src-main/reports/comparison/compare.ts';
import { addDays } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { MemoryBook } from '../../support/memory/book.ts';
import type { Random } from '../../support/random.ts';
import { seeded } from '../../support/random.ts';
import { setup } from '../../support/setup-tables.ts';
import { compare, gridOf, type Numbers, numbersOf } from './planted.ts';

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
const LAST = '2026-06';

interface Usage {
  readonly id: string;
  readonly day: string;
  readonly meter: string;
  readonly quantity: string;
}

/** All of a customer that a mistake can be made in. */
interface Account {
  readonly code: string;
  readonly grants: { ref: string; date: string; credits: number; price: number; expires: string }[];
  readonly rates: { meter: string; units: number; credits: string; from: string }[];
  readonly usage: Usage[];
  /** A plan that rolls over up to a cap, or none; blank: the sheet knows no cap. */
  readonly cap: string | null;
  readonly order: string;
}

type Mistake = (account: Account, random: Random) => Account;

const oneOf = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)]!;

const MISTAKES: Readonly<Record<string, Mistake>> = {
  rate: (account) => ({ ...account, rates: account.rates.filter(({ from }) => from < '2026-01-02') }),
  expiry: (account, random) => {
    const days = random.below(2) === 0 ? 1 : -1;
    return {
      ...account,
      grants: account.grants.map((grant, index) =>
        index === 1 ? { ...grant, expires: addDays(grant.expires, days) } : grant,
      ),
    };
  },
  usage_missing: (account, random) => {
    const gone = oneOf(random, account.usage);
    return { ...account, usage: account.usage.filter((one) => one !== gone) };
  },
  duplicate_row: (account, random) => {
    const again = oneOf(random, account.usage);
    return { ...account, usage: [...account.usage, { ...again, id: `${again.id}b` }] };
  },
  late_row: (account, random) => {
    const moved = oneOf(
      random,
      account.usage.filter(({ day }) => day < '2026-05'),
    );
    const next = addDays(`${moved.day.slice(0, 7)}-28`, 6);
    return { ...account, usage: account.usage.map((one) => (one === moved ? { ...one, day: next } : one)) };
  },
  purchase_missing: (account) => ({ ...account, grants: account.grants.slice(0, -1) }),
  rollover: (account) => ({ ...account, cap: account.cap === null ? null : '' }),
  burn_order: (account) => ({ ...account, order: 'newest' }),
  rounding: (account) => ({ ...account, usage: byMonth(account) }),
  none: (account) => account,
};

/** One row a meter, month and rate, as the sheet has the sum. */
function byMonth({ usage, rates }: Account): Usage[] {
  const change = rates.at(-1)!.from;
  const groups = Map.groupBy(
    usage,
    ({ meter, day }) => `${meter}|${day.slice(0, 7)}|${meter === 'calls' && day >= change}`,
  );
  return [...groups.values()].map((rows) => {
    const last = rows.reduce((latest, row) => (row.day > latest.day ? row : latest));
    return { ...last, quantity: String(rows.reduce((sum, row) => sum + Number(row.quantity), 0)) };
  });
}

function makeAccount(code: string, random: Random): Account {
  const plan = random.below(4) === 0;
  const count = plan ? 0 : 2 + random.below(2);
  const grants = Array.from({ length: count }, (_, n) => {
    const month = MONTHS[n === 0 ? 0 : 1 + random.below(2)]!;
    const credits = (3 + random.below(9)) * 100;
    // The second one ends with a month: a day more or less shows.
    const expires = n === 1 ? addDays(`${MONTHS[3 + random.below(2)]}-01`, -1) : '2027-12-31';
    return {
      ref: `${code}-${n + 1}`,
      date: `${month}-0${1 + random.below(8)}`,
      credits,
      price: credits * (1 + random.below(3)) + random.below(90),
      expires,
    };
  });
  const usage = MONTHS.flatMap((month) =>
    Array.from({ length: 3 + random.below(5) }, (_, n): Usage => {
      const meter = random.below(3) === 0 ? 'hours' : 'calls';
      const quantity =
        meter === 'hours' ? `${1 + random.below(3)}.${25 * random.below(4)}` : String(17 + random.below(211));
      const day = `${month}-${String(9 + random.below(19)).padStart(2, '0')}`;
      return { id: `${code}-${month}-${n}`, day, meter, quantity };
    }),
  );
  const rates = [
    { meter: 'calls', units: 7, credits: '1', from: '2026-01-01' },
    { meter: 'hours', units: 1, credits: '3', from: '2026-01-01' },
    { meter: 'calls', units: 6, credits: '1', from: `${MONTHS[1 + random.below(4)]}-1${random.below(9)}` },
  ];
  return { code, grants, rates, usage, cap: plan ? '40' : null, order: '' };
}

function bookOf(accounts: readonly Account[]): MemoryBook {
  const plans = new Set(accounts.flatMap(({ cap }) => (cap === null ? [] : [cap])));
  const book = new MemoryBook();
  const text = `
book
key         | value
name        | Variants
currency    | EUR
time_zone   | Europe/Berlin
first_month | 2026-01

credit_types
code    | scale
credits | 2

meters
code
calls
hours

customers
code | name | burn_order
${accounts.map(({ code, order }) => `${code} | ${code} | ${order}`).join('\n')}

rates
meter | credit_type | units | credits | from | customer
${accounts.flatMap(({ code, rates }) => rates.map((rate) => `${rate.meter} | credits | ${rate.units} | ${rate.credits} | ${rate.from} | ${code}`)).join('\n')}
${
  plans.size === 0
    ? ''
    : `
plans
code | credit_type | credits | price | interval | rollover | rollover_cap
${[...plans].map((cap) => `plan${cap} | credits | 400 | 380 | P1M | all | ${cap}`).join('\n')}

subscriptions
ref | customer | plan | start
${accounts.flatMap(({ code, cap }) => (cap === null ? [] : [`s-${code} | ${code} | plan${cap} | 2026-01-01`])).join('\n')}
`
}
grants
ref | date | customer | credits | price | credit_type | expires
${accounts.flatMap(({ code, grants }) => grants.map((one) => `${one.ref} | ${one.date} | ${code} | ${one.credits} | ${one.price}.00 | credits | ${one.expires}`)).join('\n')}
`;
  const findings = book.load(setup(text));
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  book.import(
    accounts.flatMap(({ code, usage }) =>
      usage.map(({ id, day, meter, quantity }) => ({
        event_id: id,
        customer: code,
        meter,
        quantity,
        occurred_at: `${day}T10:00`,
      })),
    ),
  );
  return book;
}

export interface Judged {
  readonly seed: number;
  /** Mistakes that a balance shows; found with cause, month and worth; named among what is also possible; named as another cause. */
  readonly planted: number;
  readonly exact: number;
  readonly also: number;
  readonly unexplained: number;
  readonly wrong: readonly string[];
  /** Said of customers whose balances are right. */
  readonly false: readonly string[];
}

/** @param withDeferred whether the sheet says what is deferred, too. */
export function judge(seed: number, withDeferred: boolean): Judged {
  const random = seeded(seed);
  const names = Object.keys(MISTAKES);
  const accounts = Array.from({ length: 8 }, (_, n) => makeAccount(`c${n + 1}`, random));
  const chosen = accounts.map((account) => ({ account, name: nameFor(account, oneOf(random, names)) }));
  const kept = chosen.map(({ account, name }) => MISTAKES[name]!(account, random));
  const [truth, sheet] = [bookOf(accounts), bookOf(kept)];
  const [right, said] = [numbersOf(truth, LAST), numbersOf(sheet, LAST)];
  const comparison = compare(truth, gridOf(said, withDeferred), LAST);
  const counts = { planted: 0, exact: 0, also: 0, unexplained: 0 };
  const wrong: string[] = [];
  const falsely: string[] = [];
  for (const { account, name } of chosen) {
    const expected = worthOf(account.code, right, said, withDeferred);
    const found = comparison.differences.filter(({ customer }) => customer === account.code);
    if (!expected) {
      falsely.push(...found.map(({ cause }) => `${account.code}: ${cause}`));
      continue;
    }
    counts.planted++;
    const outcome = outcomeOf(found, name, expected, withDeferred);
    if (outcome === 'wrong')
      wrong.push(
        `${account.code}: ${name} found as ${found.map((one) => `${one.cause} ${one.month}`).join(', ')}`,
      );
    else counts[outcome]++;
  }
  return { seed, ...counts, wrong, false: falsely };
}

/** A mistake that the account can have: rolling over needs a plan, purchases are of those without. */
function nameFor({ cap }: Account, name: string): string {
  if (cap === null) return name === 'rollover' ? 'usage_missing' : name;
  return ['expiry', 'purchase_missing', 'burn_order'].includes(name) ? 'rollover' : name;
}

interface Expected {
  readonly month: string;
  readonly credits: bigint;
  readonly money: bigint;
}

/** The first month in which the sheet shows it, and what it is worth there. */
function worthOf(
  customer: string,
  right: readonly Numbers[],
  said: readonly Numbers[],
  withDeferred: boolean,
): Expected | null {
  for (const month of MONTHS) {
    const [is, sheet] = [right, said].map(
      (numbers) => numbers.find((one) => one.customer === customer && one.month === month)!,
    );
    const euros = ({ money }: Numbers): bigint => money.get('EUR') ?? 0n;
    const [credits, money] = [sheet!.credits - is!.credits, euros(sheet!) - euros(is!)];
    if (credits !== 0n || (withDeferred && money !== 0n)) return { month, credits, money };
  }
  return null;
}

function outcomeOf(
  found: Comparison['differences'],
  name: string,
  { month, credits, money }: Expected,
  withDeferred: boolean,
): 'exact' | 'also' | 'unexplained' | 'wrong' {
  const [first] = found;
  if (!first || first.month !== month) return 'wrong';
  // Which lots were drawn is known from money alone: a sheet without it may have begun earlier.
  const sameMoney =
    (first.amount.money.get('EUR') ?? 0n) === money || (first.cause === 'burn_order' && !withDeferred);
  const worth = first.amount.credits === credits && sameMoney;
  if (found.length === 1 && first.cause === name && worth) return 'exact';
  if (first.alsoPossible.some((cause) => cause === name)) return 'also';
  return found.some(({ cause }) => cause === 'unexplained') ? 'unexplained' : 'wrong';
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '50' } },
  });
  const sum = { planted: 0, exact: 0, also: 0, unexplained: 0, wrong: 0, false: 0 };
  for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.runs); seed++) {
    const one = judge(seed, seed % 2 === 0);
    for (const key of ['planted', 'exact', 'also', 'unexplained'] as const) sum[key] += one[key];
    sum.wrong += one.wrong.length;
    sum.false += one.false.length;
    for (const line of [...one.wrong, ...one.false.map((text) => `FALSE ${text}`)])
      process.stdout.write(`seed ${seed}: ${line}\n`);
  }
  process.stdout.write(
    `${JSON.stringify(sum)} ${formatScaled(BigInt(Math.round((sum.exact / sum.planted) * 10000)), 2)}% exact\n`,
  );
}
