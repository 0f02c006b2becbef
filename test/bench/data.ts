// The books and usage that are measured: made up, but the same on every machine. Ids are random hex, as UUIDs are, the worst case
// for a unique index.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../support/random.ts';

export const CUSTOMERS = 1000;
const METERS = 5;
const LOTS = 12;

export interface Shape {
  rows: number;
  /** Over so many months from 2026-01 on, evenly. */
  months: number;
  /** Lots a customer, one in each month in turn; 12 unless told. */
  lots?: number;
}

const customers = Array.from({ length: CUSTOMERS }, (_, n) => `cust${String(n).padStart(4, '0')}`);
const two = (n: number): string => String(n).padStart(2, '0');
const lines = (rows: Iterable<string>): string => `${[...rows].join('\n')}\n`;

/** Setup tables of 1 000 customers with 12 lots each; meter k costs a k-th of a credit, counted with 6 places. */
export function writeSetup(folder: string, { rows, months, lots = LOTS }: Shape): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, ...table: string[]): void =>
    writeFileSync(join(folder, `${name}.csv`), lines(table));
  const meters = Array.from({ length: METERS }, (_, n) => n + 1);
  put('book', 'key,value', 'name,Bench', 'currency,EUR', 'time_zone,UTC', 'first_month,2026-01');
  put('credit_types', 'code,scale', 'credits,6');
  put('meters', 'code', ...meters.map((n) => `meter${n}`));
  put(
    'rates',
    'meter,credit_type,units,credits,from',
    ...meters.map((n) => `meter${n},credits,${n},1,2025-01-01`),
  );
  put('customers', 'code,name', ...customers.map((code) => `${code},${code}`));
  const credits = Math.ceil(((rows / CUSTOMERS) * 30) / lots) + 1000;
  const grants = customers.flatMap((code) =>
    Array.from({ length: lots }, (_, n) => {
      const date = `2026-${two((n < LOTS ? Math.min(n, months - 1) : n % months) + 1)}-01`;
      return `${code}-${two(n)},${date},${code},credits,${credits},${100 + n}.00`;
    }),
  );
  put('grants', 'ref,date,customer,credit_type,credits,price', ...grants);
}

/** Writes a canonical usage file for each month, or one for all of them; returns the paths. */
export function writeUsage(folder: string, shape: Shape, monthly: boolean): string[] {
  mkdirSync(folder, { recursive: true });
  const random = seeded(12_345);
  const hex = (): string =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2026, shape.months, 1)];
  const paths: string[] = [];
  let file = -1;
  let month = -1;
  let text = '';
  const flush = (): void => {
    if (text !== '') writeSync(file, text);
    text = '';
  };
  for (let n = 0; n < shape.rows; n++) {
    const at = new Date(from + (n / shape.rows) * (to - from));
    if (month < 0 || (monthly && at.getUTCMonth() !== month)) {
      flush();
      if (file >= 0) closeSync(file);
      month = at.getUTCMonth();
      paths.push(join(folder, monthly ? `usage-2026-${two(month + 1)}.csv` : 'usage.csv'));
      file = openSync(paths.at(-1)!, 'w');
      text = 'event_id,customer,meter,quantity,occurred_at\n';
    }
    const quantity = (random.below(100_000) / 1000).toFixed(3);
    const who = customers[random.below(CUSTOMERS)];
    text += `${hex()}${hex()}${hex()}${hex()},${who},meter${1 + random.below(METERS)},${quantity},${at.toISOString()}\n`;
    if (text.length > 1 << 20) flush();
  }
  flush();
  closeSync(file);
  return paths;
}
