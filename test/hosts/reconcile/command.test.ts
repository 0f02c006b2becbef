// Reconciling from the command line: a file of another layout with a profile of one's own, what is typed wrongly, and JSON for programs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { command, type Ran } from '../drawdown.ts';

const GUIDE = resolve(import.meta.dirname, '../../../docs/guide');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-reconcile-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const run = (line: string): Ran => command(line.replaceAll('GUIDE', GUIDE), scratch);

beforeAll(() => {
  for (const line of ['new b.ddb', 'setup b.ddb GUIDE/setup']) expect(run(line).status, line).toBe(0);
});

it('asks what two readings allow, and takes a profile’s word for it', () => {
  const rows = 'Re-Nr;Kd;Datum;Betrag EUR\n7;ACME GmbH;01.02.2026;400.000\n8;bolt;02.02.2026;1.500\n';
  writeFileSync(join(scratch, 'rechnungen.csv'), rows);
  const asked = run('reconcile b.ddb billing rechnungen.csv --month 2026-02');
  expect(asked).toMatchObject({ status: 1, stdout: '' });
  const proposed = JSON.parse(run('reconciliation b.ddb propose billing rechnungen.csv').stdout);
  const columns = { party: 'Kd', date: 'Datum', amount: 'Betrag EUR', reference: 'Re-Nr' };
  const profile = { ...proposed, columns, dateOrder: 'dmy', values: { 'ACME GmbH': 'acme' } };
  writeFileSync(
    join(scratch, 'desk.json'),
    JSON.stringify({ ...profile, thousandsSeparator: '', decimalSeparator: '.' }),
  );
  expect(run('reconciliation b.ddb save-profile desk desk.json').stdout).toContain(
    'Saved the profile "desk"',
  );
  expect(run('reconciliation b.ddb save-profile desk desk.json').stdout).toContain('already, exactly so');
  expect(run('reconciliation b.ddb profiles').stdout).toBe('desk: billing\n');
  const told = run('reconcile b.ddb billing rechnungen.csv --month 2026-02 --profile desk --out r.xlsx');
  expect(told.stdout).toContain('Matched 1 set: 1 customer, amount and date.');
  expect(readFileSync(join(scratch, 'r.xlsx')).subarray(0, 2).toString()).toBe('PK');
  const again = run('reconcile b.ddb billing rechnungen.csv --month 2026-02 --profile desk');
  expect(again.stdout).toContain('the file is there already, as table 1');
  expect(run('reconciliation b.ddb delete-profile desk').status).toBe(0);
  expect(run('reconcile b.ddb billing rechnungen.csv --profile desk')).toMatchObject({ status: 1 });
});

it('matches by hand, takes apart, takes out', () => {
  expect(run('reconciliation b.ddb unmatch billing 2026-02 A1.1')).toMatchObject({ status: 1 });
  expect(run('reconciliation b.ddb unmatch billing 2026-02 A1.1 --reason wrong').stdout).toContain(
    'Took A1.1 apart',
  );
  const by = '--book acme-team:2026-02-01/plan/2026-02-01 --outside 1:2';
  expect(run(`reconciliation b.ddb match billing 2026-02 ${by}`).stdout).toBe('Matched as M1.\n');
  expect(run('reconciliation b.ddb sign billing 2026-02').stderr).toContain('2026-02 is not closed');
  expect(run('reconciliation b.ddb take-out 1 --reason wrong').stdout).toContain(
    'Took rechnungen.csv back out',
  );
  const shown = JSON.parse(run('reconciliation b.ddb show billing 2026-02 --json').stdout);
  expect(shown.standing).toMatchObject({ tables: [], sets: [], broken: ['M1'] });
});

it.each([
  'reconcile b.ddb bank rechnungen.csv',
  'reconcile b.ddb billing rechnungen.csv --tolerance 5',
  'reconcile b.ddb billing rechnungen.csv --days many',
  'reconciliation b.ddb sgn billing 2026-02',
  'reconciliation b.ddb show billing',
  'reconciliation b.ddb show billing 2026-13',
  'reconciliation b.ddb note billing 2026-02 left 1:2',
  'reconciliation b.ddb note billing 2026-02 outside 1:2 --state odd',
  'reconciliation b.ddb take-out first --reason x',
])('says that it is typed wrongly: %s', (line) => {
  expect(run(line).status).toBe(2);
});
