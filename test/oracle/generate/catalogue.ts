// Random settings: the book, credit types, meters, rates, packs, plans, customers.
import type { SetupRow } from '../world.ts';
import { add, amount, type Draft, daysAfter, has, price } from './draft.ts';

const typeCodes = ['credits', 'gb'];
const meterCodes = ['calls', 'hours', 'pages', 'scans'];

/** Time zones with a first month whose story meets a change of the clocks, where there is one. */
export const zones: readonly [string, string[]][] = [
  ['UTC', ['2026-01', '2024-01', '2025-11']],
  ['America/New_York', ['2026-02', '2026-10', '2026-01']],
  ['Asia/Kolkata', ['2026-01', '2028-01']],
  ['Pacific/Kiritimati', ['2026-01', '2025-12']],
  ['America/Sao_Paulo', ['2018-10', '2019-01', '2026-01']],
  ['Europe/Berlin', ['2026-02', '2026-09', '2027-12']],
  ['Australia/Lord_Howe', ['2026-03', '2026-09']],
  ['America/Havana', ['2026-02', '2026-10']],
];

const burnKeys = [
  'priority',
  'rolled_first',
  'fresh_first',
  'promo_first',
  'paid_first',
  'expiry',
  'start',
  'newest',
];
const rateTerms = [
  ['1', '1'],
  ['1', '2'],
  ['5', '1'],
  ['3', '1'],
  ['1', '0.5'],
  ['7', '3'],
  ['0.5', '1'],
  ['1', '0.333'],
] as const;

/** Quantities so large that rating needs more than 64 bits. */
export const hugeMeter = 'bytes';
const hugeTerms = [
  ['100000000000000', '1'],
  ['999999999999999.999', '7'],
  ['333333333333333', '0.5'],
] as const;

/** Whether a random customer or credit type has a burn order of its own. */
export function burnOrder(draft: Draft): string {
  const { choices } = draft;
  if (!has(draft, 'burnOrders') || !choices.chance(60)) return '';
  return choices.some(burnKeys, choices.between(1, 4)).join(',');
}

export function currencyFor(draft: Draft): string {
  const { choices } = draft;
  return has(draft, 'currencies') && choices.chance(35) ? choices.pick(['JPY', 'KWD', 'USD']) : '';
}

export function priorityFor(draft: Draft): string {
  const { choices } = draft;
  return has(draft, 'priorities') && choices.chance(50) ? choices.pick(['50', '100', '10', '200']) : '';
}

export function breakageFor(draft: Draft): string {
  const { choices } = draft;
  return has(draft, 'breakage') && choices.chance(50)
    ? choices.pick(['20%', '12.5%', '5%', '60%', '33%'])
    : '';
}

export function scaleOf(draft: Draft, creditType: string): number {
  const type = draft.world.setup.credit_types?.find((row) => row.code === creditType);
  return Number(type?.scale || '2');
}

export function bookCurrency(draft: Draft): string {
  return draft.world.setup.book?.find((row) => row.key === 'currency')?.value ?? '';
}

function addTypesAndMeters(draft: Draft): void {
  const { choices, world } = draft;
  const types = typeCodes.slice(0, has(draft, 'manyTypes') ? 2 : 1);
  for (const code of types) {
    add(world.setup, 'credit_types', {
      code,
      scale: choices.pick(['0', '2', '', '1', '3', '6']),
      rounding: choices.pick(['', 'half_up', 'half_even', 'up', 'down']),
      burn_order: burnOrder(draft),
    });
  }
  for (const code of meterCodes.slice(0, choices.between(1, 4))) add(world.setup, 'meters', { code });
  if (has(draft, 'huge')) add(world.setup, 'meters', { code: hugeMeter });
}

/** A rate for a meter; its unit price is the customer's own where one is named. */
export function rateRow(draft: Draft, meter: string, from: string, customer = ''): SetupRow {
  const { choices, world } = draft;
  const types = world.setup.credit_types ?? [];
  const home = types[Math.max(meterCodes.indexOf(meter), 0) % types.length]!;
  const type = choices.chance(10) ? choices.pick(types) : home;
  const [units, credits] = choices.pick<readonly [string, string]>(
    meter === hugeMeter ? hugeTerms : rateTerms,
  );
  return { meter, credit_type: type.code!, units, credits, from, customer };
}

/** Adds a rate unless one for the same meter, customer and day is there. */
export function addRate(rows: SetupRow[][], target: SetupRow[], row: SetupRow): void {
  const same = (other: SetupRow): boolean =>
    other.meter === row.meter && other.customer === row.customer && other.from === row.from;
  if (![...rows, target].flat().some(same)) target.push(row);
}

function addRates(draft: Draft): void {
  const { choices, world, months } = draft;
  const rates: SetupRow[] = [];
  world.setup.rates = rates;
  const first = `${months[0]}-01`;
  for (const { code: meter = '' } of world.setup.meters ?? []) {
    const missing = has(draft, 'missingRates') && choices.chance(50);
    const begin = missing
      ? daysAfter(first, choices.between(3, 40))
      : choices.pick([first, daysAfter(first, -400)]);
    if (!missing || choices.chance(60)) addRate([], rates, rateRow(draft, meter, begin));
    if (choices.chance(35)) {
      addRate([], rates, rateRow(draft, meter, daysAfter(begin, choices.between(1, 70))));
    }
    if (has(draft, 'customerRates') && choices.chance(50)) {
      const { code: customer } = choices.pick(world.setup.customers ?? []);
      addRate([], rates, rateRow(draft, meter, daysAfter(begin, choices.between(-30, 60)), customer));
    }
  }
}

function packExpiry(draft: Draft): string {
  const { choices } = draft;
  return has(draft, 'durations') ? choices.pick(['', 'never', 'P30D', 'P1M', 'P10D', 'P2M', 'P1Y']) : '';
}

function addPack(draft: Draft, code: string, creditType: string): void {
  const { choices, world } = draft;
  const currency = currencyFor(draft);
  add(world.setup, 'packs', {
    code,
    name: code,
    credit_type: creditType,
    credits: amount(choices, 2, 12, scaleOf(draft, creditType)),
    price: choices.chance(10) ? '0' : price(choices, 3, 30, currency || bookCurrency(draft)),
    currency,
    expires: packExpiry(draft),
    priority: priorityFor(draft),
    expected_breakage: breakageFor(draft),
  });
}

function rolloverCells(draft: Draft, scale: number, allocated: string): SetupRow {
  const { choices } = draft;
  if (!has(draft, 'rollover') || !choices.chance(75)) return {};
  const rollover = choices.pick(['all', 'if_at_least', 'excess_over', 'none']);
  if (rollover === 'none') return { rollover };
  const cap = choices.pick(['', amount(choices, 1, 12, scale), '25% allocation', '50% unused', '33% unused']);
  return {
    rollover,
    rollover_threshold:
      rollover === 'all' ? '' : choices.pick([amount(choices, 1, 8, scale), '3', allocated]),
    rollover_cap: cap,
    rollover_times: choices.pick(['', '1', '2']),
    rollover_expires: choices.pick(['', 'period_end', 'P20D', 'P2M', 'never']),
    rollover_priority: choices.chance(30) ? choices.pick(['1', '100', '150']) : '',
  };
}

function overageCells(draft: Draft, code: string, creditType: string): SetupRow {
  const { choices, world } = draft;
  const rules = [choices.pick(['block', ''])];
  if (has(draft, 'billing')) rules.push('bill_next_cycle', 'charge_now', 'bill_next_cycle', 'charge_now');
  if (has(draft, 'autoTopUp')) rules.push('auto_top_up', 'auto_top_up', 'auto_top_up');
  if (has(draft, 'carryForward')) rules.push('carry_forward', 'carry_forward', 'carry_forward');
  // One plan that leaves deficits, and a successor whose top-ups meet them.
  const meets = has(draft, 'autoTopUp') && has(draft, 'carryForward') && choices.chance(60);
  const overage = meets ? (code.endsWith('-one') ? 'carry_forward' : 'auto_top_up') : choices.pick(rules);
  const overage_price = choices.pick(['1.50', '0.333', '0.1', '2', '0.005', '0']);
  if (overage === 'bill_next_cycle' || overage === 'charge_now') return { overage, overage_price };
  if (overage !== 'auto_top_up') return { overage };
  const packs = (world.setup.packs ?? []).filter((pack) => pack.credit_type === creditType);
  return {
    overage,
    overage_price,
    auto_top_up_pack: choices.pick(packs).code!,
    auto_top_up_below: choices.pick(['', '2', '5']),
    auto_top_up_limit: choices.pick(['', '1', '2', '3']),
  };
}

function addPlan(draft: Draft, code: string, creditType: string, type: string): void {
  const { choices, world } = draft;
  const scale = scaleOf(draft, creditType);
  const currency = currencyFor(draft);
  const empty = has(draft, 'emptyPlans') && type !== 'add_on' && choices.chance(25);
  const lasting = has(draft, 'durations') && choices.chance(35);
  const short = has(draft, 'shortIntervals') ? ['P7D', 'P14D', 'P2W'] : [];
  const credits = empty ? '0' : amount(choices, 3, 25, scale);
  const rolls = empty || (lasting && !choices.chance(15)) ? {} : rolloverCells(draft, scale, credits);
  const own = currency || bookCurrency(draft);
  add(world.setup, 'plans', {
    code,
    name: code,
    type,
    credit_type: creditType,
    credits,
    price: empty || choices.chance(8) ? '0' : price(choices, 5, 60, own),
    currency,
    interval: choices.pick(['P1M', 'P1M', 'P1M', 'P3M', 'P1M', 'P1Y', ...short]),
    expires: lasting
      ? choices.pick(['P45D', 'P1M', 'P2M', 'never', 'P10D'])
      : choices.pick(['', 'period_end']),
    priority: priorityFor(draft),
    ...rolls,
    ...(type === 'add_on' ? {} : overageCells(draft, code, creditType)),
    expected_breakage: empty ? '' : breakageFor(draft),
  });
}

export function addCatalogue(draft: Draft, zone: string, currency: string): void {
  const { choices, world, months } = draft;
  const settings = { name: 'Random', currency, time_zone: zone, first_month: months[0]! };
  for (const [key, value] of Object.entries(settings)) add(world.setup, 'book', { key, value });
  addTypesAndMeters(draft);
  for (const code of ['ann', 'bob', 'cyd'].slice(0, choices.between(1, 3))) {
    add(world.setup, 'customers', { code, name: code.toUpperCase(), burn_order: burnOrder(draft) });
  }
  addRates(draft);
  for (const { code: type = '' } of world.setup.credit_types ?? []) {
    addPack(draft, `${type}-small`, type);
    if (choices.chance(40)) addPack(draft, `${type}-large`, type);
    addPlan(draft, `${type}-one`, type, choices.pick(['', 'base']));
    addPlan(draft, `${type}-two`, type, 'base');
    if (has(draft, 'addOns')) addPlan(draft, `${type}-extra`, type, 'add_on');
  }
}
