// Customers, meters and credit types may be called what every object of the language answers to ("constructor", "__proto__"): nothing is
// looked up under such a name that nobody put there, and nothing else is changed by it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText, XmlProblem } from '../../../src-main/excel/reading/xml-scan.ts';
import { type Answer, reference } from '../../torture/program.ts';

const SETUP: Record<string, string> = {
  book: 'key,value\nname,constructor\ncurrency,EUR\ntime_zone,UTC\nfirst_month,2026-01\n',
  credit_types: 'code,scale\nconstructor,2\n__proto__,0\n',
  meters: 'code,name\n__proto__,constructor\nconstructor,toString\n',
  rates:
    'meter,credit_type,units,credits,from\nconstructor,constructor,5,1,2026-01-01\n__proto__,__proto__,1,1,2026-01-01\n',
  plans:
    'code,credit_type,credits,price,interval,rollover,overage\n__proto__,constructor,100,80,P1M,all,carry_forward\n' +
    'constructor,__proto__,5,10,P1M,none,carry_forward\n',
  customers: 'code,name\n__proto__,__proto__\nconstructor,constructor\ntoString,toString\n',
  subscriptions:
    'ref,customer,plan,start\n__proto__,__proto__,__proto__,2026-01-01\nconstructor,constructor,constructor,2026-01-01\n',
};
const FILES: Record<string, string> = {
  'usage.csv':
    'event_id,customer,meter,quantity,occurred_at,__proto__\n__proto__,__proto__,constructor,30,2026-01-10,x\n' +
    'constructor,constructor,__proto__,4,2026-01-11,y\ne3,valueOf,constructor,1,2026-01-11,\n',
  'old.csv':
    'Customer,Purchase date,Credits purchased,Price,Credits used,Credits remaining,Expiry\n' +
    '__proto__,2025-10-01,200,160,50,150,2026-12-31\nconstructor,2025-11-01,100,90,0,100,2026-12-31\n' +
    'valueOf,2025-11-01,100,90,0,100,2026-12-31\n',
  'invoices.csv':
    'invoice,date,customer,reference,amount,currency\nI-1,2026-01-01,__proto__,__proto__:2026-01-01,80,EUR\n' +
    'I-2,2026-01-01,constructor,constructor:2026-01-01,10,EUR\nI-3,2026-01-01,valueOf,,99,EUR\n',
  'totals.csv':
    'day,meter,quantity\n2026-01-10,constructor,30\n2026-01-11,__proto__,4\n2026-01-11,valueOf,9\n',
};

describe('a company whose customers and meters are called as objects are', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drawdown-names-'));
    mkdirSync(join(folder, 'setup'));
    for (const [name, text] of Object.entries(SETUP)) writeFileSync(join(folder, `setup/${name}.csv`), text);
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    await done('new', 'book.ddb');
    await done('setup', 'book.ddb', 'setup');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const ask = (...words: string[]): Promise<Answer> => reference(words, folder, Date.UTC(2026, 1, 3));
  async function done(...words: string[]): Promise<unknown> {
    const { said } = await ask(...words);
    expect(said).toMatchObject({ ok: true });
    return said;
  }

  test('imports its usage, rejecting what nobody named', async () => {
    expect(await done('import', 'book.ddb', 'usage.csv')).toMatchObject({ accepted: 2, rejected: 1 });
  });

  test('brings its old spreadsheet in', async () => {
    const asked = ['--at', '2026-01-01', '--credit-type', 'constructor', '--currency', 'EUR', '--meter', 'x'];
    const words = ['migrate', 'book.ddb', 'old.csv', ...asked, '--new-customers', '--ledger', 'EUR=300.00'];
    expect(await done(...words, '--report', 'report.xlsx')).toMatchObject({
      customers: [{ name: 'valueOf' }],
    });
    // Of "constructor" the sheet does not say which of its two credit types it means.
    expect(await done('compare', 'book.ddb', 'old.csv')).toMatchObject({
      not_compared: [{ code: 'credit_type_unsaid', message: expect.stringMatching(/ of constructor were /) }],
      balances: [
        { customer: '__proto__', credit_type: 'constructor', sheet: '150.00' },
        { customer: 'valueof', credit_type: 'constructor', sheet: '100.00', status: 'Agrees' },
      ],
    });
  });

  test('is set beside invoices, usage and balances', async () => {
    const beside = (...words: string[]) => done('reconcile', 'book.ddb', ...words, '--month', '2026-01');
    // What is of "valueOf", whom the book does not know by that name, finds nothing.
    expect(await beside('billing', 'invoices.csv', '--out', 'billing.xlsx')).toMatchObject({
      taken: { rows: 3, leftOut: 0 },
      matched: { sets: 2 },
    });
    expect(await beside('usage', 'totals.csv', '--tolerance', 'constructor=1')).toMatchObject({
      taken: { rows: 3, leftOut: 0 },
      matched: { sets: 2 },
      standing: { tolerance: { constructor: '1' } },
    });
    expect(await beside('spreadsheet', 'old.csv')).toMatchObject({
      taken: { rows: 2, leftOut: 1 },
      standing: { tables: [{ notCompared: [expect.stringMatching(/^Balances of constructor were /)] }] },
      matched: { sets: 1 },
    });
  });

  test('closes its month and is proven', async () => {
    await done('close', 'book.ddb', '2026-01');
    await done('verify', 'book.ddb');
  });
});

test.each(['constructor', 'toString', '__proto__', 'valueOf'])(
  '&%s; stands for nothing in a workbook',
  (name) => {
    expect(() => decodeText(`a &${name}; b`)).toThrow(XmlProblem);
  },
);
