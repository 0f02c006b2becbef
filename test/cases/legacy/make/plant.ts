// Plants mistakes in the workbooks of made-up companies, and says what each is worth: the sheet is kept by a company whose tables
// or rows have the mistake, and the difference between the two books is what the comparison must find. `node …/make/plant.ts [CASE …]`.
// Must not: use anything of the comparison.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type ExcelJS from 'exceljs';
import { formatScaled } from '../../../../src-shared/decimal.ts';
import { balanceGridWorkbook } from './balance-grid.ts';
import { customerSheetsWorkbook } from './customer-sheets.ts';
import { writeCase } from './make.ts';
import { purchasesWorkbook } from './purchases.ts';
import { swapDigits, typedOver, wrongCredits, wrongRemainder } from './slips.ts';
import { transactionsWorkbook } from './transactions.ts';
import { makeWorld, type Truth, truthOf, type World } from './world.ts';
import type { Expected } from './worth.ts';
import { creditsAt, LAST, moneyAt, moneyLess } from './worth.ts';

/** A mistake of the sheet's keeper, from the first month in which a balance shows it. */
interface Plant {
  readonly cause: string;
  readonly customer: string;
  readonly month: string;
  readonly mistake: (world: World) => World;
  /** Causes that give the same number in this workbook, and so are named beside it. */
  readonly or?: readonly string[];
}

const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', LAST];

/** A world in which there is something to get wrong: a rate that changes, a purchase that ends with a month. */
function trueWorld(seed: number, plan: boolean): World {
  const world = makeWorld(seed, { plan });
  const rates = /rates\n[\s\S]*?\n\n/;
  return endingInMarch({
    ...world,
    tables: world.tables.replace(
      rates,
      `rates
meter         | credit_type | units | credits | from       | customer
api_calls     | credits     | 7     | 1       | 2025-01-01 |
support_hours | credits     | 1     | 12      | 2025-01-01 |
api_calls     | credits     | 6     | 1       | 2025-04-01 | northwind

`,
    ),
  });
}

/** The second purchase of birke lapses on 31 March; nothing of quartz lapses, so that only what it needs counts. */
function endingInMarch(world: World): World {
  const [, second] = grantsOf(world, 'birke');
  const march = second!.split(' | ').with(1, '2025-02-03').with(7, '2025-03-31').join(' | ');
  const quartz = grantsOf(world, 'quartz');
  const tables = quartz.reduce(
    (text, line) => text.replace(line, line.split(' | ').with(7, '2025-12-31').join(' | ')),
    world.tables.replace(second!, march),
  );
  return { ...world, tables };
}

const grantsOf = ({ tables }: World, customer: string): string[] =>
  tables.split('\n').filter((line) => line.startsWith('INV-') && line.split(' | ')[2] === customer);

const usageOf = ({ usage }: World, customer: string, month: string): string[] =>
  usage.filter((line) => line.split(',')[1] === customer && line.split(',')[4]!.startsWith(month));

const table =
  (from: string | RegExp, to: string) =>
  (world: World): World => {
    const tables = world.tables.replace(from, to);
    if (tables === world.tables) throw new Error(`nothing was changed: ${from}`);
    return { ...world, tables };
  };

const rows =
  (change: (usage: readonly string[], world: World) => string[]) =>
  (world: World): World => ({ ...world, usage: change(world.usage, world) });

const PLANTS = {
  duplicate: {
    cause: 'duplicate_row',
    customer: 'halden',
    month: '2025-02',
    mistake: rows((usage, world) => {
      const [line = ''] = usageOf(world, 'halden', '2025-02');
      return [...usage, line.replace(/^use-(\d+)/, 'use-$1b')];
    }),
  },
  late: {
    cause: 'late_row',
    customer: 'halden',
    month: '2025-05',
    mistake: rows((usage, world) => {
      const line = usageOf(world, 'halden', '2025-05').at(-1)!;
      return usage.map((one) => (one === line ? line.replace(/2025-05-\d\d/, '2025-06-02') : one));
    }),
  },
  expiry: { cause: 'expiry', customer: 'birke', month: '2025-03', mistake: table('2025-03-31', '2025-04-01') },
  missing: {
    cause: 'usage_missing',
    customer: 'northwind',
    month: '2025-02',
    mistake: rows((usage, world) => usage.filter((one) => one !== usageOf(world, 'northwind', '2025-02')[1])),
  },
  rate: {
    cause: 'rate',
    customer: 'northwind',
    month: '2025-04',
    mistake: table(/api_calls .*northwind\n/, ''),
  },
  rounding: {
    cause: 'rounding',
    customer: 'quartz',
    month: '',
    mistake: rows((usage, world) => {
      const calls = MONTHS.map((month) => usageOf(world, 'quartz', month).filter((line) => line.includes('api_calls')));
      const sums = new Map(calls.map((lines) => [lines.at(-1), lines.reduce((sum, line) => sum + Number(line.split(',')[3]), 0)]));
      return usage.flatMap((line) => {
        const sum = sums.get(line);
        if (sum !== undefined) return [line.split(',').with(3, String(sum)).join(',')];
        return calls.some((lines) => lines.includes(line)) ? [] : [line];
      });
    }),
  },
  rollover: {
    cause: 'rollover',
    customer: 'velo',
    month: '2025-01',
    mistake: table('| all      | 120          |', '| all      |              |'),
  },
  purchase: {
    cause: 'purchase_missing',
    customer: 'velo',
    month: '',
    mistake: (world: World): World => table(`${grantsOf(world, 'velo').at(-1)!}\n`, '')(world),
  },
  burn: {
    cause: 'burn_order',
    customer: 'total',
    month: '',
    mistake: (world: World): World => burnt(world, 'newest'),
  },
  oldest: {
    cause: 'burn_order',
    customer: 'total',
    month: '',
    mistake: (world: World): World => burnt(world, 'start'),
  },
  juneExpiry: { cause: 'expiry', customer: 'birke', month: '', mistake: table('2025-06-30', '2025-07-01') },
  juneLate: {
    cause: 'late_row',
    customer: 'northwind',
    month: '',
    // One balance in June: a row that is counted in July is one that is missing.
    or: ['usage_missing'],
    mistake: rows((usage, world) => {
      const line = usageOf(world, 'northwind', '2025-06').at(-1)!;
      return usage.map((one) => (one === line ? line.replace(/2025-06-\d\d/, '2025-07-02') : one));
    }),
  },
  juneMissing: {
    cause: 'usage_missing',
    customer: 'halden',
    month: '',
    or: ['late_row'],
    mistake: rows((usage, world) => usage.filter((one) => one !== usageOf(world, 'halden', '2025-06')[0])),
  },
} as const satisfies Record<string, Plant>;

/** The same company where every customer's lots are burnt in another order. */
const burnt = (world: World, order: string): World =>
  table(
    /customers\ncode \| name\n([\s\S]*?)\n\n/,
    `customers\ncode | name | burn_order\n${withOrder(world, order)}\n\n`,
  )(world);

const withOrder = ({ tables }: World, order: string): string =>
  /customers\ncode \| name\n([\s\S]*?)\n\n/
    .exec(tables)![1]!
    .split('\n')
    .map((line) => `${line} | ${line.startsWith('total ') ? order : ''}`)
    .join('\n');

type PlantName = keyof typeof PLANTS;

interface Case {
  readonly name: string;
  readonly seed: number;
  readonly plan: boolean;
  readonly make: (world: World, truth: Truth) => ExcelJS.Workbook;
  readonly plants: readonly PlantName[];
  /** One balance a customer, at the end: whatever went wrong before shows there. */
  readonly once?: true;
  /** Only credits are in it: what changes money alone does not show. */
  readonly creditsOnly?: true;
  /** What is otherwise in this company's world. */
  readonly world?: (world: World) => World;
  readonly slip?: (workbook: ExcelJS.Workbook, truth: Truth) => Expected;
}

const CASES: readonly Case[] = [
  {
    name: 'planted-balance-grid',
    seed: 28,
    plan: true,
    make: balanceGridWorkbook,
    plants: ['rollover', 'duplicate', 'missing', 'expiry', 'rate', 'rounding', 'late', 'burn'],
    slip: swapDigits,
  },
  {
    name: 'planted-customer-sheets',
    seed: 31,
    plan: true,
    make: customerSheetsWorkbook,
    plants: ['rollover', 'duplicate', 'missing', 'expiry', 'rate', 'rounding', 'late'],
    slip: typedOver,
  },
  {
    name: 'planted-transactions',
    seed: 31,
    plan: false,
    make: transactionsWorkbook,
    plants: ['duplicate', 'missing', 'purchase', 'expiry', 'rate', 'rounding', 'late'],
  },
  {
    name: 'planted-purchases',
    seed: 37,
    plan: false,
    make: purchasesWorkbook,
    plants: ['duplicate', 'purchase', 'rate', 'rounding', 'burn'],
    once: true,
  },
  {
    name: 'planted-purchases-june',
    seed: 49,
    plan: false,
    make: purchasesWorkbook,
    world: (world) => inTwoCurrencies(table('2025-03-31', '2025-06-30')(world)),
    plants: ['juneMissing', 'juneExpiry', 'juneLate'],
    once: true,
    slip: wrongRemainder,
  },
  {
    name: 'planted-customer-sheets-lapsing',
    seed: 43,
    plan: false,
    creditsOnly: true,
    make: customerSheetsWorkbook,
    plants: ['oldest'],
  },
  {
    name: 'planted-transactions-plan',
    seed: 50,
    plan: true,
    creditsOnly: true,
    make: transactionsWorkbook,
    plants: ['rollover', 'oldest', 'missing'],
    slip: wrongCredits,
  },
];

/** What one more mistake changes, where it first does. */
function worth(plant: Plant, before: Truth, after: Truth, { once, creditsOnly }: Omit<Case, 'name'>): Expected {
  const { cause, customer, or } = plant;
  const differs = (month: string): boolean =>
    creditsAt(before, customer, month) !== creditsAt(after, customer, month) ||
    (!creditsOnly && moneyLess(moneyAt(after, customer, month), moneyAt(before, customer, month)) !== '0.00');
  const month = once ? LAST : MONTHS.find(differs);
  if (month === undefined || !differs(month)) throw new Error(`${cause} of ${customer} changes nothing`);
  if (!once && plant.month !== '' && plant.month !== month) throw new Error(`${cause} shows in ${month}`);
  const credits = creditsAt(after, customer, month) - creditsAt(before, customer, month);
  const money = moneyLess(moneyAt(after, customer, month), moneyAt(before, customer, month));
  // A row that came later is one that came at all only where the next balance says so.
  if (cause === 'late_row' && creditsAt(after, customer, LAST) === 0n) throw new Error(`${cause} changes nothing after`);
  return { cause, customer, month, credits: formatScaled(credits, 2), money, ...(or ? { or } : {}) };
}

/** The last purchase of halden is in dollars. */
function inTwoCurrencies(world: World): World {
  const last = grantsOf(world, 'halden').at(-1)!;
  return table(last, last.replace('| EUR |', '| USD |'))(world);
}

/** A workbook with these mistakes and what each is worth. */
export async function planted(of: Omit<Case, 'name'>) {
  const { seed, make, plants, slip } = of;
  const world = (of.world ?? ((same) => same))(trueWorld(seed, of.plan));
  let [kept, before] = [world, await truthOf(world)];
  const expected: Expected[] = [];
  for (const name of plants) {
    kept = PLANTS[name].mistake(kept);
    const after = await truthOf(kept);
    expected.push(worth(PLANTS[name], before, after, of));
    before = after;
  }
  const workbook = make(kept, before);
  if (slip) expected.push(slip(workbook, before));
  return { world, workbook, expected };
}

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  for (const { name, ...one } of CASES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { world, workbook, expected } = await planted(one);
    const folder = join(import.meta.dirname, '..', name);
    await writeCase(folder, world, workbook);
    writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
    process.stdout.write(`${name}: ${expected.length} mistakes\n`);
  }
}
