// The clean workbooks of test/cases/legacy, as messy as real ones: what is read is, number for number, what the rules gave when
// the workbook was made, and nothing is found in them but what is there.
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { readWholeWorkbook } from '../../../src-main/excel/read.ts';
import { atScale } from '../../../src-main/import/legacy/decimals.ts';
import type { LegacyBook } from '../../../src-main/import/legacy/legacy-book.ts';
import { type LegacyRead, readLegacyBook } from '../../../src-main/import/legacy/read-legacy.ts';
import { CLEAN } from '../../cases/legacy/make/make.ts';
import { CUSTOMERS, makeWorld, type Truth, truthOf, type World } from '../../cases/legacy/make/world.ts';
import { lastingFolder } from '../../support/folders/lasting-folder.ts';

const known = {
  currency: 'EUR',
  customers: new Map(CUSTOMERS.map(({ code, name }) => [code, name])),
  creditTypes: new Map([['credits', 'Lumen credits']]),
  meters: new Map([
    ['api_calls', 'API calls'],
    ['support_hours', 'Support hours'],
  ]),
};

async function readCase(path: string): Promise<LegacyRead> {
  const sheets = await readWholeWorkbook(path);
  if (!sheets.ok) throw new Error(JSON.stringify(sheets.findings));
  const given = { file: { name: 'legacy.xlsx', sha256: '' }, sheets: sheets.value, known };
  const first = readLegacyBook({ ...given, shape: null });
  if (!first) throw new Error(`${path} was not understood`);
  // Where all days that were typed are below 13 it is asked, as it must be; it was typed the German way.
  const asks = first.understood.questions.some(({ code }) => code === 'date_order_unclear');
  const dateOrder = asks ? ('dmy' as const) : null;
  const customers = Object.fromEntries(
    CUSTOMERS.flatMap(({ code, spellings }) => spellings.map((text) => [text, code])),
  );
  const read = readLegacyBook({ ...given, shape: { ...first.understood.shape, customers, dateOrder } });
  if (!read) throw new Error(`${path} was not understood again`);
  return read;
}

const places = ({ findings }: LegacyBook): string[] =>
  findings.map(({ code, place }) => `${code} ${place.sheet}!${place.column ?? ''}${place.row}`);
const two = (text: string | null): string => atScale(text ?? '0', 2);

/** What a layout has to say, beside what the rules say of the same. */
const CHECKS: Record<string, (book: LegacyBook, truth: Truth, world: World) => void> = {
  'clean-purchases'({ purchases }, { lots }) {
    const told = purchases.map((one) =>
      [one.ref, one.customer, one.date, one.expires, one.currency, ...amounts(one)].join(' '),
    );
    const wanted = lots.map((lot) =>
      [
        lot.lot,
        lot.customer,
        lot.starts_on,
        lot.valid_through,
        lot.currency,
        ...[lot.granted, lot.price, lot.drawn, lot.expired, lot.remaining, lot.deferred].map((text) =>
          two(text ?? null),
        ),
      ].join(' '),
    );
    expect(told).toEqual(wanted);
  },
  'clean-customer-sheets'({ balances, entries }, { wallets }) {
    expect(entries.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    for (const { customer, month, credits } of balances)
      expect(`${customer} ${month} ${two(credits)}`).toBe(
        `${customer} ${month} ${closing(wallets, customer, month)}`,
      );
    expect(balances.length).toBeGreaterThan(20);
  },
  'clean-balance-grid'({ balances }, { wallets, revenue }, { months }) {
    expect(balances).toHaveLength(CUSTOMERS.length * months.length);
    for (const { customer, month, credits, deferred, currency } of balances) {
      const money = revenue.find((one) => one.customer === customer && one.month === month);
      expect([customer, month, two(credits), two(deferred), currency]).toEqual([
        customer,
        month,
        closing(wallets, customer, month),
        two(money?.closing_deferred ?? '0'),
        CUSTOMERS.find(({ code }) => code === customer)!.currency,
      ]);
    }
  },
  'clean-transactions'({ entries }, { wallets }, { usage, months }) {
    expect(entries.filter(({ kind }) => kind === 'usage').length).toBeGreaterThan(usage.length / 2);
    const sums = new Map<string, bigint>();
    for (const { customer, credits } of entries)
      sums.set(customer, (sums.get(customer) ?? 0n) + cents(credits));
    for (const [customer, sum] of sums)
      expect([customer, sum]).toEqual([customer, cents(closing(wallets, customer, months.at(-1)!))]);
  },
};

function amounts(one: LegacyBook['purchases'][number]): string[] {
  return [one.bought, one.price, one.used, one.expired, one.remaining, one.deferred].map(two);
}

function cents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
  return text.startsWith('-') ? -value : value;
}

function closing(wallets: Truth['wallets'], customer: string, month: string): string {
  const found = wallets.filter((one) => one.customer === customer && one.month! <= month).at(-1);
  return two(found?.closing ?? '0');
}

const FOUND: Record<string, string[]> = {
  'clean-purchases': ['error_cell Purchases!L9', 'hidden_rows Purchases!9'],
  'clean-customer-sheets': [
    'hidden_rows HALDEN LOGISTICS!13',
    'hidden_rows Birke!12',
    'hidden_rows Northwind Traders Inc.!13',
    'hidden_rows Quartz Analytics!12',
    'hidden_rows Total Rebuild SAS!12',
    'hidden_rows Velo Kurier!12',
  ],
  'clean-balance-grid': ['hidden_rows Balances!C1'],
  'clean-transactions': ['hidden_rows Transactions!23'],
};

/** More of them by hand: DRAWDOWN_RUNS=20. */
const SEEDS = Array.from({ length: Number(process.env.DRAWDOWN_RUNS ?? 2) }, (_, index) => 101 + index);
const folder = lastingFolder();

describe.each(CLEAN)('$name', ({ name, seed, options, make }) => {
  it('is read as it was made, and nothing is found but what is there', async () => {
    const world = makeWorld(seed, options);
    const { book, understood } = await readCase(
      join(import.meta.dirname, '../../cases/legacy', name, 'legacy.xlsx'),
    );
    expect(name).toBe(`clean-${book.layout.replaceAll('_', '-')}`);
    expect(understood.questions).toEqual([]);
    CHECKS[name]!(book, await truthOf(world), world);
    expect(places(book)).toEqual(FOUND[name]);
  });

  it.each(SEEDS)(
    'is read as it was made from seed %i, too, and only what is hidden or broken is found',
    async (other) => {
      const world = makeWorld(other, options);
      const truth = await truthOf(world);
      const path = join(folder, `${name}-${other}.xlsx`);
      await make(world, truth).xlsx.writeFile(path);
      const { book } = await readCase(path);
      expect(name).toBe(`clean-${book.layout.replaceAll('_', '-')}`);
      CHECKS[name]!(book, truth, world);
      const codes = new Set(book.findings.map(({ code }) => code));
      expect([...codes].filter((code) => code !== 'hidden_rows' && code !== 'error_cell')).toEqual([]);
    },
  );
});
