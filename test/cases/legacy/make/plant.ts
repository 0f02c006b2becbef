// Plants mistakes in the workbooks of made-up companies, and says what each is worth: the sheet is kept by a company whose tables
// or rows have the mistake, and the difference between the two books is what the comparison must find. `node …/make/plant.ts [CASE …]`.
// Must not: use anything of the comparison.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type ExcelJS from 'exceljs';
import { divideMoney, formatScaled, parseScaled } from '../../../../src-shared/decimal.ts';
import { balanceGridWorkbook } from './balance-grid.ts';
import { customerSheetsWorkbook } from './customer-sheets.ts';
import { writeCase } from './make.ts';
import { purchasesWorkbook } from './purchases.ts';
import { transactionsWorkbook } from './transactions.ts';
import { makeWorld, type Truth, truthOf, type World } from './world.ts';

/** A mistake of the sheet's keeper, from the first month in which a balance shows it. */
interface Plant {
  readonly cause: string;
  readonly customer: string;
  readonly month: string;
  readonly mistake: (world: World) => World;
  /** Causes that give the same number in this workbook, and so are named beside it. */
  readonly or?: readonly string[];
}

/** What is expected of the comparison: amounts are sheet less book at the month's end. */
export interface Expected {
  readonly cause: string;
  readonly customer: string;
  readonly month: string;
  readonly credits: string;
  /** Of one currency, or "EUR 1.00 + USD 2.00". */
  readonly money: string;
  readonly or?: readonly string[];
}

const LAST = '2025-06';
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
    mistake: (world: World): World =>
      table(
        /customers\ncode \| name\n([\s\S]*?)\n\n/,
        'customers\ncode | name | burn_order\n$1\n\n'.replace('$1', withOrder(world, 'newest')),
      )(world),
  },
  oldest: {
    cause: 'burn_order',
    customer: 'total',
    month: '',
    mistake: (world: World): World =>
      table(
        /customers\ncode \| name\n([\s\S]*?)\n\n/,
        'customers\ncode | name | burn_order\n$1\n\n'.replace('$1', withOrder(world, 'start')),
      )(world),
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

const scaled = (text: string | undefined): bigint => parseScaled(text || '0', 2)!;
const creditsAt = ({ wallets }: Truth, customer: string, month: string): bigint =>
  scaled(wallets.find((row) => row.customer === customer && row.month === month)?.closing);
const moneyAt = ({ revenue }: Truth, customer: string, month: string): Map<string, bigint> =>
  new Map(
    revenue
      .filter((row) => row.customer === customer && row.month === month)
      .map((row) => [row.currency!, scaled(row.closing_deferred)]),
  );

/** What is deferred more than before, in words; 0.00 where nothing is. */
function moneyLess(after: ReadonlyMap<string, bigint>, before: ReadonlyMap<string, bigint>): string {
  const off = [...new Set([...after.keys(), ...before.keys()])]
    .sort()
    .map((code) => [code, (after.get(code) ?? 0n) - (before.get(code) ?? 0n)] as const)
    .filter(([, value]) => value !== 0n);
  const texts = off.map(([code, value]) => `${off.length > 1 ? `${code} ` : ''}${formatScaled(value, 2)}`);
  return texts.join(' + ') || '0.00';
}

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

/** 463.71 typed as 436.71 in one cell of the grid, in one month. */
function swapDigits(workbook: ExcelJS.Workbook): Expected {
  const sheet = workbook.getWorksheet('Balances')!;
  const row = rowOf(sheet, 'Halden');
  const cell = sheet.getRow(row).getCell(4);
  const right = Number(cell.value).toFixed(2);
  const at = Array.from(right).findIndex((digit, index) => /\d/.test(right[index + 1] ?? '') && digit !== right[index + 1]);
  const typed = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
  cell.value = Number(typed);
  const credits = parseScaled(typed, 2)! - parseScaled(right, 2)!;
  return { cause: 'slip', customer: 'halden', month: '2025-01', credits: formatScaled(credits, 2), money: '0.00' };
}

function rowOf(sheet: ExcelJS.Worksheet, name: string): number {
  for (let row = 1; row <= sheet.rowCount; row++)
    if (String(sheet.getRow(row).getCell(1).value).startsWith(name)) return row;
  throw new Error(`no row of ${name}`);
}

/** A balance that somebody typed over, 9.00 too high, from which the rest goes on. */
function typedOver(workbook: ExcelJS.Workbook, truth: Truth): Expected {
  const sheet = workbook.getWorksheet('Total Rebuild SAS')!;
  const { rowCount } = sheet;
  let typed = false;
  let month = '';
  for (let row = 5; row <= rowCount; row++) {
    const heading = /— (\d{4}-\d{2}) —/.exec(String(sheet.getRow(row).getCell(1).value));
    if (heading) month = heading[1]!;
    const cell = sheet.getRow(row).getCell(5);
    if (month < '2025-03' || typeof cell.value !== 'object' || cell.value === null) continue;
    const { formula, result } = cell.value as ExcelJS.CellFormulaValue;
    const value = Math.round(Number(result) * 100 + 900) / 100;
    cell.value = typed ? { formula, result: value } : value;
    typed = true;
  }
  const credits = creditsAt(truth, 'total', '2025-03');
  const [money = 0n] = moneyAt(truth, 'total', '2025-03').values();
  const worthOf = formatScaled(divideMoney(money * 900n, credits), 2);
  return { cause: 'slip', customer: 'total', month: '2025-03', credits: '9.00', money: worthOf };
}

/** What remains of a purchase of total's, typed in 35.00 too high over its formula. */
function wrongRemainder(workbook: ExcelJS.Workbook): Expected {
  const sheet = workbook.getWorksheet('Purchases')!;
  const cell = sheet.getRow(rowOf(sheet, 'Total Rebuild')).getCell(10);
  const { result } = cell.value as ExcelJS.CellFormulaValue;
  cell.value = Math.round(Number(result) * 100 + 3500) / 100;
  return { cause: 'slip', customer: 'total', month: LAST, credits: '35.00', money: '0.00' };
}

/** The credits of a row of usage in February, with the point forgotten: ten times as many. */
function wrongCredits(workbook: ExcelJS.Workbook, truth: Truth): Expected {
  const sheet = workbook.getWorksheet('Transactions')!;
  for (let at = 1; at <= sheet.rowCount; at++) {
    const row = sheet.getRow(at);
    const [date, kind] = [row.getCell(1).value, row.getCell(3).value];
    const isFebruary = date instanceof Date && date.toISOString().startsWith('2025-02');
    if (!isFebruary || kind !== 'Usage' || row.getCell(2).value !== 'Quartz Analytics') continue;
    const right = Number(row.getCell(6).value);
    row.getCell(6).value = Math.round(right * 1000) / 100;
    const credits = parseScaled(right.toFixed(2), 2)! * 9n;
    const [money = 0n] = moneyAt(truth, 'quartz', '2025-02').values();
    const share = divideMoney(money * credits, creditsAt(truth, 'quartz', '2025-02'));
    return {
      cause: 'slip',
      customer: 'quartz',
      month: '2025-02',
      credits: formatScaled(credits, 2),
      money: formatScaled(share, 2),
    };
  }
  throw new Error('no row of quartz in February');
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
