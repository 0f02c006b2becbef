// The company whose book is tortured, and the files that people bring to it: deterministic, a few dozen rows each, with late rows,
// duplicates and mistakes among them. Must not: know what happens to the book.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../support/random.ts';

const TABLES: Record<string, string> = {
  book: 'key,value\nname,Torture Ltd\ncurrency,EUR\ntime_zone,Europe/Berlin\nfirst_month,2026-01\n',
  accounts:
    'account,code,name\nreceivable,1200,Receivable\nunbilled_receivable,1210,Unbilled\ndeferred_revenue,3900,Deferred\n' +
    'usage_revenue,8400,Usage\nbreakage_revenue,8410,Breakage\noverage_revenue,8420,Overage\n',
  credit_types: 'code,scale\ncredits,2\ndrinks,0\n',
  meters: 'code\ncalls\ncoffee\n',
  rates: 'meter,credit_type,units,credits,from\ncalls,credits,5,1,2026-01-01\ncoffee,drinks,1,1,2026-01-01\n',
  packs: 'code,credit_type,credits,price,expires\nbox,credits,20,15,P3M\n',
  plans:
    'code,credit_type,credits,price,interval,rollover,rollover_cap,overage,overage_price\n' +
    'p,credits,100,80,P1M,all,30,bill_next_cycle,0.9\nd,drinks,5,10,P1M,none,,carry_forward,\n',
  customers: 'code,name\nc0,Anna\n',
  subscriptions: 'ref,customer,plan,start\ns0,c0,p,2026-01-01\nt0,c0,d,2026-01-01\n',
  grants: 'ref,date,customer,pack\ng0,2026-01-05,c0,box\n',
};

/** The folder of setup tables that the book begins with. */
export function writeSetup(folder: string): string {
  const path = join(folder, 'setup');
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(TABLES)) writeFileSync(join(path, `${name}.csv`), text);
  return path;
}

/** Another customer with both plans and a pack, from a month on. */
export function writeCustomer(folder: string, number: number, month: string): string {
  const path = join(folder, `customer-${number}`);
  mkdirSync(path, { recursive: true });
  const code = `c${number}`;
  writeFileSync(join(path, 'customers.csv'), `code,name\n${code},Customer ${number}\n`);
  writeFileSync(
    join(path, 'subscriptions.csv'),
    `ref,customer,plan,start\ns${number},${code},p,${month}-03\nt${number},${code},d,${month}-01\n`,
  );
  writeFileSync(join(path, 'grants.csv'), `ref,date,customer,pack\ng${number},${month}-02,${code},box\n`);
  return path;
}

/** What the company kept before it had a book: two customers that nobody else names, each with credits that are left. */
export function writeSpreadsheet(path: string, name: string): void {
  writeFileSync(
    path,
    'Customer,Purchase date,Credits purchased,Price,Credits used,Credits remaining,Expiry\n' +
      `Old ${name} A,2025-10-01,200,160,50,150,2029-12-31\nOld ${name} B,2025-11-01,100,90,0,100,2029-12-31\n`,
  );
}

/** Invoice lines of a month: one charge of the book by its reference, one that the book does not have. */
export function writeInvoices(path: string, month: string): void {
  writeFileSync(
    path,
    'invoice,date,customer,reference,amount,currency\n' +
      `I-1,${month}-01,c0,s0:${month}-01,80,EUR\nI-2,${month}-09,c0,,99,EUR\n`,
  );
}

/** The month so many months after the first one of the book. */
export function monthAt(index: number): string {
  return `${2026 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export interface UsageFile {
  path: string;
  rows: number;
  /** How many customers there are, c0 to c…; and the first open month. */
  customers: number;
  openMonth: number;
  /** Unlike that of any other file. */
  name: string;
  /** Rows of the month before, which is closed, and rows with mistakes. */
  untidy: boolean;
}

export function writeUsage(file: UsageFile, random: Random): void {
  const lines = ['event_id,customer,meter,quantity,occurred_at'];
  for (let row = 0; row < file.rows; row++) {
    const late = file.untidy && file.openMonth > 0 && row % 17 === 5;
    const month = monthAt(file.openMonth + (late ? -1 : row % 11 === 3 ? 1 : 0));
    const meter = row % 4 === 0 ? 'coffee' : 'calls';
    const customer = file.untidy && row % 23 === 7 ? 'nobody' : `c${random.below(file.customers)}`;
    const quantity = meter === 'coffee' ? 1 + random.below(3) : random.below(60);
    const day = String(1 + random.below(28)).padStart(2, '0');
    const hour = String(random.below(24)).padStart(2, '0');
    const id = file.untidy && row % 29 === 11 ? `${file.name}-${row - 1}` : `${file.name}-${row}`;
    lines.push(`${id},${customer},${meter},${quantity},${month}-${day}T${hour}:30`);
  }
  writeFileSync(file.path, `${lines.join('\n')}\n`);
}
