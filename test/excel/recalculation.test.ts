// An independent spreadsheet program computes every formula of our workbooks and gets what the book says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { tableToWorkbook } from '../../src-main/reports/workbooks/report-workbook.ts';
import { revenueWorkbook } from '../../src-main/reports/workbooks/revenue.ts';
import type { WorkbookSpec } from '../../src-main/reports/workbooks/spec.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { type Changed, computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { SampleLedger } from '../support/sample-ledger.ts';
import { acmeStatement, statementOf } from '../support/sample-workbooks.ts';
import { companyRevenue } from '../support/samples/company-revenue.ts';
import { differences, type PlainWorkbook, plainWorkbook } from '../support/workbook-cells.ts';

const folder = lastingFolder();

const LEDGER_TABLE = {
  name: 'charges',
  title: 'Charges',
  columns: [
    { key: 'date', title: 'Date', type: 'date' },
    { key: 'charge', title: 'Charge', type: 'text' },
    { key: 'amount', title: 'Amount', type: 'money', sum: true },
    { key: 'currency', title: 'Currency', type: 'text' },
  ],
  rows: Array.from({ length: 500 }, (_, n) => [
    '2026-01-31',
    `charge-${n}`,
    `${n}.${String(n % 100).padStart(2, '0')}`,
    'EUR',
  ]),
} as const;

const SPECS: Record<string, () => WorkbookSpec> = {
  statement: () => statementWorkbook(acmeStatement()),
  'statement-long': () => statementWorkbook(acmeStatement(700)),
  'statement-empty': () =>
    statementWorkbook(statementOf(new SampleLedger('nobody'), '2026-02', { deferred: [], plans: [] })),
  revenue: () => revenueWorkbook(companyRevenue()),
  'revenue-nothing': () => revenueWorkbook({ ...companyRevenue(0), lots: [] }),
  report: () =>
    tableToWorkbook(LEDGER_TABLE, { author: 'Book', scope: 'through 2026-01', date: '2026-01-31' }),
};

const path = (name: string): string => join(folder, `${name}.xlsx`);

function changeFirst(of: string, sheet: string, find: RegExp, to: string): Changed {
  const change: Changed['change'] = (part, content) => {
    if (part !== sheet) return content;
    expect(content).toMatch(find);
    return content.replace(find, to);
  };
  return { of: path(of), change };
}

let theirs: ReturnType<typeof computedByOffice>;
beforeAll(async () => {
  for (const [name, make] of Object.entries(SPECS)) writeFileSync(path(name), await workbookBytes(make()));
  // One number of the detail is changed: credits used on Activity, a lot's price, a posting.
  theirs = computedByOffice(folder, Object.keys(SPECS).map(path), {
    credits: changeFirst(
      'statement',
      'xl/worksheets/sheet3.xml',
      /(<c r="I\d+" s="\d+"><v>)24\.00</,
      '$124.01<',
    ),
    posting: changeFirst(
      'revenue',
      'xl/worksheets/sheet16.xml',
      /(<c r="G\d+" s="\d+"><v>)\d+\.\d\d</,
      '$11.00<',
    ),
    lot: changeFirst(
      'revenue',
      'xl/worksheets/sheet13.xml',
      /(<c r="P\d+" s="\d+"><v>)-\d+\.\d\d</,
      '$1-1.00<',
    ),
    ledger: changeFirst(
      'revenue',
      'xl/worksheets/sheet10.xml',
      /<c r="K6" s="(\d+)"\/>/,
      '<c r="K6" s="$1"><v>1.00</v></c>',
    ),
  });
});

describe('LibreOffice computes what we say', () => {
  for (const name of Object.keys(SPECS)) {
    testWithOffice(name, async () => {
      const ours = await plainWorkbook(path(name));
      const formulas = [...ours.values()].flatMap((cells) =>
        [...cells.values()].filter((cell) => cell.formula !== null),
      );
      expect(formulas.length).toBeGreaterThan(name.endsWith('nothing') ? 2 : 0);
      expect(differences(ours, await theirs(path(name)))).toEqual([]);
    });
  }
});

function flags(workbook: PlainWorkbook): string[] {
  return [...workbook.get('Checks')!]
    .filter(([, { value }]) => value === 'CHECK')
    .map(([address]) => address);
}

describe('a changed number shows', () => {
  testWithOffice('in a statement', async () => {
    const workbook = await theirs('credits');
    expect(workbook.get('Checks')!.get('B3')!.value).toBe('CHECK');
    const said = flags(workbook).map(
      (address) => workbook.get('Checks')!.get(address.replace(/^[A-Z]+/, 'A'))?.value,
    );
    expect(said).toContain('Credits: Used: activity');
    expect(said).toContain('Credits: Closing balance: activity');
    const summary = [...workbook.get('Summary')!.values()].map(({ value }) => value);
    expect(summary).toContain('CHECK');
  });

  testWithOffice('in the revenue workbook', async () => {
    const workbook = await theirs('posting');
    expect(workbook.get('Checks')!.get('B3')!.value).toBe('CHECK');
    const said = flags(workbook).map(
      (address) => workbook.get('Checks')!.get(address.replace(/^[A-Z]+/, 'A'))?.value,
    );
    expect(said).toContain('Usage revenue: postings and journal');
    expect(said).toContain('Closing deferred: roll-forward');
    expect(said).toContain('Closing deferred by customer: differences');
    expect(said).toContain('Postings: debits less credits');
  });

  testWithOffice('in a lot', async () => {
    const workbook = await theirs('lot');
    const checks = workbook.get('Checks')!;
    expect(checks.get('B3')!.value).toBe('CHECK');
    const said = flags(workbook).map((address) => checks.get(address.replace(/^[A-Z]+/, 'A'))?.value);
    for (const what of ['lots', 'plans', 'expiry ladder', 'expiry by customer'])
      expect(said).toContain(`Closing deferred: ${what}`);
    expect(said).toContain('Usage revenue: lots');
    expect(said).toContain('Closing deferred by lot: differences');
    expect(said).toContain('Waterfall: remaining of each month and lots, differences');
  });

  testWithOffice('beside the general ledger, once its balance is filled in', async () => {
    const untouched = (await theirs(path('revenue'))).get('Tie-out')!;
    expect([untouched.get('L6')!.value, untouched.get('M6')!.value]).toEqual(['–', 'not entered']);
    const filled = (await theirs('ledger')).get('Tie-out')!;
    const [ours, difference] = [filled.get('J6')!.value, filled.get('L6')!.value];
    expect(difference).toBeCloseTo(1 - Number(ours), 2);
    expect(filled.get('M6')!.value).toBe('CHECK');
    expect(filled.get('M7')!.value).toBe('not entered');
  });
});
