// Made-up companies by seed: customers with purchases or a plan, usage, a rate that changes; and the mistakes that whoever keeps their
// sheet may make in them. Must not: know a sheet, or what is to be found.
import { addDays } from '../../../../src-shared/calendar.ts';
import type { MemoryUsage } from '../../../support/memory/book.ts';
import { MemoryBook } from '../../../support/memory/book.ts';
import type { Random } from '../../../support/random.ts';
import { setup } from '../../../support/setup-tables.ts';

export const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
export const LAST = '2026-06';

interface Usage {
  readonly id: string;
  readonly day: string;
  readonly meter: string;
  readonly quantity: string;
  /** Came when its month was closed. */
  readonly late?: true;
}

interface Grant {
  readonly ref: string;
  readonly date: string;
  readonly credits: number;
  readonly price: number;
  readonly currency: string;
  readonly expires: string;
}

/** All of a customer that a mistake can be made in. */
export interface Account {
  readonly code: string;
  readonly grants: Grant[];
  readonly rates: { meter: string; units: number; credits: string; from: string }[];
  readonly usage: Usage[];
  /** A plan that rolls over up to a cap, or none; blank: the sheet knows no cap. */
  readonly cap: string | null;
  readonly order: string;
}

type Mistake = (account: Account, random: Random) => Account;

export const oneOf = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)]!;

/** What a sheet's keeper gets wrong in tables or rows; what goes wrong in the sheet itself is layouts'. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
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
    if (account.usage.some(({ late }) => late))
      return { ...account, usage: account.usage.map(({ late: _, ...one }) => one) };
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
    ({ meter, day, late }) => `${meter}|${day.slice(0, 7)}|${meter === 'calls' && day >= change}|${late}`,
  );
  return [...groups.values()].map((rows) => {
    const last = rows.reduce((latest, row) => (row.day > latest.day ? row : latest));
    return { ...last, quantity: String(rows.reduce((sum, row) => sum + Number(row.quantity), 0)) };
  });
}

export function makeAccount(code: string, random: Random, plans: boolean): Account {
  const plan = plans && random.below(4) === 0;
  const count = plan ? 0 : 2 + random.below(2);
  const grants = Array.from({ length: count }, (_, n) => {
    const month = MONTHS[n === 0 ? 0 : 1 + random.below(2)]!;
    const credits = (3 + random.below(9)) * 100;
    // The second one ends with a month: a day more or less shows.
    const expires = n === 1 ? addDays(`${MONTHS[3 + random.below(2)]}-01`, -1) : '2027-12-31';
    return {
      ref: `${code}-${n + 1}`,
      currency: n > 0 && random.below(3) === 0 ? 'USD' : 'EUR',
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
  const inFebruary = usage.findIndex(({ day }) => day.startsWith('2026-02'));
  if (random.below(4) === 0) usage[inFebruary] = { ...usage[inFebruary]!, late: true };
  const rates = [
    { meter: 'calls', units: 7, credits: '1', from: '2026-01-01' },
    { meter: 'hours', units: 1, credits: '3', from: '2026-01-01' },
    { meter: 'calls', units: 6, credits: '1', from: `${MONTHS[1 + random.below(4)]}-1${random.below(9)}` },
  ];
  return { code, grants, rates, usage, cap: plan ? '40' : null, order: '' };
}

export function bookOf(accounts: readonly Account[]): MemoryBook {
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
ref | date | customer | credits | price | currency | credit_type | expires
${accounts.flatMap(({ code, grants }) => grants.map((one) => `${one.ref} | ${one.date} | ${code} | ${one.credits} | ${one.price}.00 | ${one.currency} | credits | ${one.expires}`)).join('\n')}
`;
  const findings = book.load(setup(text));
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  const rows = (late: boolean): MemoryUsage[] =>
    accounts.flatMap(({ code, usage }) =>
      usage
        .filter((one) => (one.late ?? false) === late)
        .map(({ id, day, meter, quantity }) => {
          return { event_id: id, customer: code, meter, quantity, occurred_at: `${day}T10:00` };
        }),
    );
  book.import(rows(false));
  if (rows(true).length > 0) {
    book.close('2026-01');
    book.close('2026-02');
    book.import(rows(true));
  }
  return book;
}
