// Every kind of reconciling from the command line, on real files: what matches, what is open and why, what is refused, two signatures,
// the workbook, and a month that is opened again. Billing on its own is in command.test.ts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { command, type Ran } from '../drawdown.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-legs-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const run = (line: string): Ran =>
  command(
    line
      .replaceAll('GUIDE', join(ROOT, 'docs/guide'))
      .replaceAll('OLD', join(ROOT, 'test/cases/legacy/planted-purchases')),
    scratch,
  );
const ran = (line: string): string => {
  const { status, stdout, stderr } = run(line);
  expect(status, `${line}\n${stderr}`).toBe(0);
  return stdout;
};
const file = (name: string, ...lines: string[]): void =>
  writeFileSync(join(scratch, name), `${lines.join('\n')}\n`);
const open = (line: string): string[] =>
  ran(line)
    .split('\n')
    .filter((one) => /^(book|outside) /.test(one))
    .map((one) => one.replace(/ {2,}/g, ' · '));

describe('an old spreadsheet', () => {
  const SHEET = 'spreadsheet OLD/legacy.xlsx --month 2025-06';
  const NAMES =
    '--map "Halden Logistics=halden" --map "HALDEN LOGISTICS=halden" --map "Birke und Soehne=birke"';
  beforeAll(() => {
    for (const line of ['new s.ddb', 'setup s.ddb OLD/setup', 'import s.ddb OLD/usage.csv']) ran(line);
  });

  it('asks who is who, and changes nothing until that is said', () => {
    const asked = run(`reconcile s.ddb ${SHEET}`);
    expect(asked).toMatchObject({ status: 1, stdout: '' });
    expect(asked.stderr).toContain('"Halden Logistics" is no customer of the book, but may be halden');
    expect(ran('reconciliation s.ddb list')).not.toContain('Old spreadsheet');
  });

  it('stands beside the book in credits and in deferred revenue, each difference with its cause', () => {
    const lines = open(`reconcile s.ddb ${SHEET} ${NAMES} --out s.xlsx`);
    expect(lines.filter((line) => line.startsWith('outside'))).toHaveLength(10);
    expect(lines).toContain(
      'outside · 1:6:closing · northwind · 2025-06-30 · 178.52 USD · 0–30 · (Amount differs) · Wrong rate in force',
    );
    expect(lines).toContain(
      'outside · 1:3 · halden · 2025-06-30 · 1005.01 credits · 0–30 · (Amount differs) · Row entered twice',
    );
    expect(ran(`reconcile s.ddb ${SHEET} ${NAMES}`)).toContain(
      'the file is there already, as table 1, 12 rows',
    );
    expect(run('reconcile s.ddb spreadsheet OLD/legacy.xlsx').status).toBe(1);
  });

  it('has a workbook whose checks hold', async () => {
    const workbook = await plainWorkbook(join(scratch, 's.xlsx'));
    expect([...workbook.keys()]).toContain('Certificate');
    expect(workbook.get('Checks')?.get('B3')?.value).toBe('OK');
  });

  it('is signed by two names once the month is closed, and void when it is opened again', () => {
    expect(run('reconciliation s.ddb sign spreadsheet 2025-06').stderr).toContain('2025-06 is not closed');
    for (const month of ['01', '02', '03', '04', '05', '06']) ran(`close s.ddb 2025-${month}`);
    expect(ran('reconciliation s.ddb sign spreadsheet 2025-06 --as mara')).toContain('as its preparer');
    expect(run('reconciliation s.ddb sign spreadsheet 2025-06 --review --as mara').status).toBe(1);
    expect(ran('reconciliation s.ddb sign spreadsheet 2025-06 --review --as rita')).toContain(
      'as its reviewer',
    );
    ran('reopen s.ddb 2025-06 --reason "late usage" --as rita');
    const shown = ran('reconciliation s.ddb show spreadsheet 2025-06');
    expect(shown.match(/VOID, 2025-06 was opened again on .* by rita/g)).toHaveLength(2);
  });

  it('is compared line by line, with what else each cause may be, and counts for the parallel run', () => {
    const told = ran(`compare s.ddb OLD/legacy.xlsx ${NAMES} --record`);
    expect(told).toMatch(/^No\. +Cause +Customer +Month +Credits +Deferred +Also possible$/m);
    expect(ran('parallel s.ddb')).toMatch(/^Month +Balances +Agree +Explained +Not explained +Result$/m);
  });
});

describe('a book of the guide', () => {
  beforeAll(() => {
    file('rates.csv', 'meter,credit_type,units,credits,from', 'support_hours,credits,1,12,2026-01-01');
    for (const line of ['new g.ddb', 'setup g.ddb GUIDE/setup', 'import g.ddb GUIDE/usage-2026-01.csv'])
      ran(line);
  });

  it('is held against a trial balance: what each account has, and what moved', () => {
    ran('setup g.ddb rates.csv');
    const [, deferred = ''] = /deferred_revenue,([\d.]+,[\d.]+)/.exec(ran('report journal g.ddb')) ?? [];
    const [debit, credit] = deferred.split(',').map(Number) as [number, number];
    const closing = (debit - credit).toFixed(2);
    file(
      'balance.csv',
      'Account no,Account,Opening,Debit,Credit,Closing',
      `2400,Deferred revenue,0.00,${debit.toFixed(2)},${credit.toFixed(2)},${closing}`,
      '4000,Usage revenue,0.00,0.00,1.00,-1.00',
    );
    const lines = open('reconcile g.ddb general-ledger balance.csv --month 2026-01 --out g.xlsx');
    expect(lines.filter((line) => line.includes('deferred_revenue'))).toEqual([]);
    expect(lines.some((line) => /^outside .*usage_revenue .*-1\.00 EUR .*Amount differs/.test(line))).toBe(
      true,
    );
    expect(lines.some((line) => /^book .*migration_clearing .*Not in the source/.test(line))).toBe(true);
  });

  it('is held against what the source of usage counted, by day and meter', () => {
    file('counted.csv', 'meter,day,quantity', 'api_calls,2026-01-05,640', 'api_calls,2026-01-12,400');
    const lines = open('reconcile g.ddb usage counted.csv --month 2026-01 --out u.xlsx');
    expect(lines.map((line) => line.split(' · ').slice(0, 6).join(' · '))).toEqual([
      'book · 2026-01-12/api_calls · api_calls · 2026-01-12 · 415 api_calls · 0–30',
      'outside · 2:3 · api_calls · 2026-01-12 · 400 api_calls · 0–30',
      'book · 2026-01-20/api_calls · api_calls · 2026-01-20 · 90 api_calls · 0–30',
      'book · 2026-01-21/support_hours · support_hours · 2026-01-21 · 1.5 support_hours · 0–30',
    ]);
  });

  it('is held against invoices by charge, and says of a line what it is', () => {
    file(
      'invoices.csv',
      'Invoice,Charge,Customer,Date,Net',
      'R-1,acme-team:2026-01-01,acme,2026-01-03,400.00',
      'R-2,,bolt,2026-01-30,7.00',
    );
    const lines = open('reconcile g.ddb billing invoices.csv --month 2026-01 --out b.xlsx');
    expect(lines.filter((line) => line.includes('acme-team'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('outside'))).toHaveLength(1);
    ran(
      'reconciliation g.ddb note billing 2026-01 outside 3:3 --state disputed --note "Not prepaid credits"',
    );
    expect(open('reconciliation g.ddb show billing 2026-01').join('\n')).toMatch(
      /Disputed · Not prepaid credits/,
    );
  });

  it('has a workbook of each', () => {
    for (const name of ['g.xlsx', 'u.xlsx', 'b.xlsx'])
      expect(readFileSync(join(scratch, name)).subarray(0, 2).toString()).toBe('PK');
  });
});
