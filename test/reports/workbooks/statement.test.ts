// The statement's builder: its figures agree with a second bookkeeping, what does not agree is named, and what needs a word has one.
import { describe, expect, test } from 'vitest';
import type { LedgerLine } from '../../../src-main/reports/source.ts';
import { failedChecks } from '../../../src-main/reports/workbooks/checks.ts';
import type { SpecCell, SpecSheet, WorkbookSpec } from '../../../src-main/reports/workbooks/spec.ts';
import { checkStatement, statementWorkbook } from '../../../src-main/reports/workbooks/statement.ts';
import { type StatementData, statementNumber } from '../../../src-main/reports/workbooks/statement-data.ts';
import { seeded } from '../../support/random.ts';
import { at, SampleLedger } from '../../support/sample-ledger.ts';
import { acmeStatement, deferredOf, statementOf } from '../../support/sample-workbooks.ts';

const sheet = (spec: WorkbookSpec, name: string): SpecSheet => spec.sheets.find((one) => one.name === name)!;
const cellsOf = (one: SpecSheet): SpecCell[] =>
  [...one.rows].flatMap((row) => row.filter((cell) => cell !== null));
const textsOf = (one: SpecSheet): string[] => cellsOf(one).flatMap(({ value }) => value ?? []);
const texts = (data: StatementData, name: string): string[] => textsOf(sheet(statementWorkbook(data), name));

/** The row of a sheet that has this text, as text. */
function row(data: StatementData, name: string, text: string): (string | null)[] {
  const found = [...sheet(statementWorkbook(data), name).rows].find((cells) =>
    cells.some((cell) => cell?.value === text),
  );
  return (found ?? []).map((cell) => cell?.value ?? null);
}

describe('agrees', () => {
  test('with the sample', () => {
    expect(failedChecks(checkStatement(acmeStatement()))).toEqual([]);
    expect(texts(acmeStatement(), 'Checks')).not.toContain('CHECK');
    expect(row(acmeStatement(), 'Summary', 'Closing balance, 28 February 2026')).toEqual([
      'Closing balance, 28 February 2026',
      '0',
      '372.00',
    ]);
  });

  test('with any month of any customer', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const ledger = new SampleLedger(`c${seed}`);
      const random = seeded(seed);
      const lots = [0, 1, 2].map((n) =>
        ledger.grant(
          at(`2026-01-0${n + 1}`),
          `lot-${n}`,
          'top_up',
          BigInt(1 + random.below(5000)),
          BigInt(random.below(90_000)),
          n === 1 ? at('2026-03-01') : null,
        ),
      );
      const days = Array.from({ length: 30 }, () => 1 + random.below(27)).sort((a, b) => a - b);
      for (const [n, day] of days.entries()) {
        const month = n < 15 ? '01' : '02';
        const when = at(`2026-${month}-${String(Math.max(4, day)).padStart(2, '0')}T12:00`);
        ledger.use(
          when,
          `e${n}`,
          'api_calls',
          '1',
          BigInt(random.below(700)),
          random.below(2) === 0 ? {} : { overagePrice: 33n },
        );
      }
      ledger.end(lots[1]!);
      expect(failedChecks(checkStatement(statementOf(ledger, '2026-02'))), `seed ${seed}`).toEqual([]);
    }
  });

  test('without a wallet', () => {
    const data = statementOf(new SampleLedger('nobody'), '2026-02', { deferred: [], plans: [] });
    expect(checkStatement(data)).toEqual([]);
    expect(texts(data, 'Summary')).toContain('OK');
  });
});

describe('says what does not agree', () => {
  const data = acmeStatement();
  const failing = (change: Partial<StatementData>): string[] =>
    failedChecks(checkStatement({ ...data, ...change })).map((line) =>
      line.split(': ').slice(0, 3).join(': '),
    );

  test('a missing posting', () => {
    const lines = data.lines.filter((line) => line.eventId !== 'evt-000011');
    expect(failing({ lines })).toEqual([
      'Credits: Opening balance: lots',
      'Credits: Used: activity',
      'Credits: Closing balance: summary',
      'Credits: Closing balance: activity',
    ]);
  });

  test('a missing lot', () => {
    const lots = data.lots.filter(({ lot }) => lot !== 'order-1002');
    expect(failing({ lots })).toEqual([
      'Credits: Closing balance: lots',
      'Value of unused credits: lots: 0.00, per the book 297.60',
    ]);
  });

  test('other sums of the book', () => {
    const walletMonths = data.walletMonths.map((sums) =>
      sums.month === '2026-02' && sums.kind === 'refund' ? { ...sums, credits: sums.credits - 1n } : sums,
    );
    expect(failing({ walletMonths })).toContain('Credits: Refunded: activity');
  });

  test('another value, another charge', () => {
    const deferred = data.deferred.map((sums) => ({ ...sums, closing: sums.closing + 1n }));
    expect(failing({ deferred })).toHaveLength(2);
    const charges = data.charges.slice(1);
    expect(failing({ charges })).toEqual(['Charges for credits: summary: 900.00, per the book 1650.00']);
  });
});

describe('says it in words', () => {
  test('draft, final, issued again', () => {
    expect(statementNumber('2026-02', 'acme')).toBe('ST-2026-02-acme');
    expect(statementNumber('2026-02', 'acme', 2)).toBe('ST-2026-02-acme-R2');
    const draft = { ...acmeStatement(), status: 'draft' as const, seal: null };
    expect(texts(draft, 'Summary')).toContain('Draft: February 2026 is not closed, figures may change.');
    expect(sheet(statementWorkbook(draft), 'Lots').footer).toContain('DRAFT');
    const again = { ...acmeStatement(), reissue: 1 };
    expect(row(again, 'Summary', 'Number')).toEqual(['Number', 'ST-2026-02-acme-R1']);
    expect(row(again, 'Summary', 'Replaces')).toEqual(['Replaces', 'ST-2026-02-acme']);
  });

  test('late usage with its month, unfunded usage, what expires next', () => {
    const data = acmeStatement();
    expect(row(data, 'Activity', 'late-0007').at(-1)).toBe('Late: used on 30 January 2026');
    expect(row(data, 'Rates', 'late-0007').slice(0, 2)).toEqual(['late-0007', 'January 2026']);
    expect(texts(data, 'Activity')).toContain('Not funded, not charged');
    expect(row(data, 'Rates', 'disk-4')).toEqual([
      'disk-4',
      'Storage',
      'stored_gb',
      '2026-02-28',
      '9000',
      'GB',
      '850',
    ]);
    expect(row(data, 'Summary', 'of which can be used until 27 February 2027')).toContain('372.00');
  });

  test('rates in force, with the customer’s own', () => {
    expect(row(acmeStatement(), 'Rates', '6 calls = 1 credits')).toEqual([
      'api_calls',
      '6 calls = 1 credits',
      'Credits',
      '6',
      '1.0',
      '2026-02-15',
      'this customer',
    ]);
  });

  test('deficits and voids', () => {
    const ledger = new SampleLedger('olga');
    ledger.grant(at('2026-02-01'), 'lot', 'top_up', 1000n, 1000n);
    const data = statementOf(ledger, '2026-02');
    const line = (change: Partial<LedgerLine>): LedgerLine => ({
      ...data.lines[0]!,
      lot: null,
      eventId: 'e1',
      meter: 'calls',
      credits: 0n,
      ...change,
    });
    const lines = [
      ...data.lines,
      line({ kind: 'deficit', overage: 5n }),
      line({ kind: 'drawdown', lot: 'lot', credits: -5n }),
      line({ kind: 'drawdown', lot: 'lot', credits: -7n, eventId: 'january' }),
      line({ kind: 'overage', overage: -2n, eventId: 'voided' }),
      line({ kind: 'reinstatement', credits: 3n, eventId: 'voided' }),
    ];
    const usage = [
      {
        eventId: 'e1',
        meter: 'calls',
        creditType: 'credits',
        quantity: '1',
        need: 5n,
        occurredAt: at('2026-02-01'),
        late: false,
        unfunded: 0n,
      },
    ];
    const wallets = data.wallets.map((wallet) => ({ ...wallet, deficit: 4n }));
    const notes = [...sheet(statementWorkbook({ ...data, lines, usage, wallets }), 'Activity').rows].map(
      (cells) => cells[11]?.value,
    );
    expect(notes.filter(Boolean)).toEqual([
      'Note',
      'Pays a deficit',
      'Pays a deficit of an earlier month',
      'Voided usage taken back',
      'Voided usage given back',
    ]);
    expect(row({ ...data, wallets }, 'Summary', 'Deficit still to be drawn')).toEqual([
      'Deficit still to be drawn',
      '-0.04',
      'credits',
    ]);
  });
});

describe('formulas', () => {
  test('never hold a word that a user wrote', () => {
    const ledger = new SampleLedger('=cmd|"x"!A1');
    ledger.grant(at('2026-02-01'), '*"),HYPERLINK("', 'top_up', 1000n, 1000n);
    const data = statementOf(ledger, '2026-02', { customer: { code: '=1+1', name: '"&A1&"' } });
    const formulas = statementWorkbook(data).sheets.flatMap((one) =>
      cellsOf(one).flatMap(({ formula }) => formula ?? []),
    );
    expect(formulas.length).toBeGreaterThan(20);
    for (const formula of formulas) {
      expect(formula).not.toMatch(/HYPERLINK|cmd|1\+1/);
      expect(formula).toMatch(/^[A-Z0-9(),:$!'"=+<>. a-z-]+$/);
    }
  });

  test('a wallet has its own block of activity, whatever its name', () => {
    const data = acmeStatement();
    const renamed = { ...data, wallets: data.wallets.map((wallet) => ({ ...wallet, name: 'same' })) };
    expect(failedChecks(checkStatement(renamed))).toEqual([]);
  });

  test('currencies stay apart', () => {
    const ledger = new SampleLedger('acme', 'JPY');
    ledger.grant(at('2026-02-01'), 'yen', 'top_up', 1000n, 9800n);
    const data = acmeStatement();
    const both = statementOf(ledger, '2026-02');
    const mixed: StatementData = {
      ...data,
      lots: [...data.lots, ...both.lots],
      lines: [...data.lines, ...both.lines],
      walletMonths: [...data.walletMonths, ...both.walletMonths],
      charges: [...data.charges, ...both.charges],
      deferred: [...data.deferred, deferredOf(ledger, '2026-02')],
    };
    expect(failedChecks(checkStatement(mixed))).toEqual([]);
    expect(row(mixed, 'Summary', 'yen')).toContain('9800');
  });
});
