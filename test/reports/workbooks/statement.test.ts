// The statement's builder: its figures agree with a second bookkeeping, what does not agree is named, and what needs a word has one.
import { describe, expect, test } from 'vitest';
import type { LedgerLine } from '../../../src-main/reports/source.ts';
import { failedChecks } from '../../../src-main/reports/workbooks/checks.ts';
import type { SpecCell, SpecSheet, WorkbookSpec } from '../../../src-main/reports/workbooks/spec.ts';
import { checkStatement, statementWorkbook } from '../../../src-main/reports/workbooks/statement.ts';
import {
  monthSpan,
  NOT_ISSUED,
  type StatementData,
  statementFile,
} from '../../../src-main/reports/workbooks/statement-data.ts';
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

const LETTERHEAD: StatementData['letterhead'] = {
  name: 'Klarblatt GmbH',
  address: ['Lindenweg 7', '10115 Berlin', 'Germany'],
  taxId: 'DE123456789',
  contact: 'billing@klarblatt.example',
  disputeDays: 30,
  footer: 'Registered in Berlin, HRB 12345.',
  logo: { bytes: new Uint8Array(4), type: 'png', width: 800, height: 200 },
};

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

  test('with as many events as a large customer has', () => {
    const data = acmeStatement();
    const event = [...data.usage].find(({ unfunded }) => unfunded !== 0n)!;
    const usage = Array.from({ length: 200_000 }, (_, n) => ({ ...event, eventId: `u${n}` }));
    expect(texts({ ...data, usage }, 'Unfunded usage')).toContain('u199999');
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
    const lines = [...data.lines].filter((line) => line.eventId !== 'evt-000011');
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
    const during = data.during.map((sums) =>
      sums.kind === 'refund' ? { ...sums, credits: sums.credits - 1n } : sums,
    );
    expect(failing({ during })).toContain('Credits: Refunded: activity');
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
    expect(statementFile(monthSpan('2026-02'), 'acme')).toBe('ST-2026-02-acme');
    expect(statementFile(monthSpan('2026-02'), 'acme', 2)).toBe('ST-2026-02-acme-R2');
    expect(row(acmeStatement(), 'Summary', 'Number')).toEqual(['Number', 'ST-2026-02-000012']);
    expect(row(acmeStatement(), 'Summary', 'Status')).toEqual(['Status', 'Final']);
    const draft = { ...acmeStatement(), status: 'draft' as const, seal: null, issue: NOT_ISSUED };
    expect(texts(draft, 'Summary')).toContain('Draft: February 2026 is not closed, figures may change.');
    expect(row(draft, 'Summary', 'Status')).toEqual(['Status', 'Draft']);
    for (const one of statementWorkbook(draft).sheets) {
      expect(one.footer).toContain('DRAFT');
      expect(textsOf(one).join('\n')).not.toMatch(/ST-2026-02-0/);
    }
    const again = {
      ...acmeStatement(),
      issue: {
        number: 'ST-2026-02-000012-R1',
        revision: 1,
        replaces: 'ST-2026-02-000012',
        changes: 'Credits: closing balance from 380 to 372',
      },
    };
    expect(row(again, 'Summary', 'Number')).toEqual(['Number', 'ST-2026-02-000012-R1']);
    expect(row(again, 'Summary', 'Replaces')).toEqual(['Replaces', 'ST-2026-02-000012']);
    expect(row(again, 'Summary', 'Status')).toEqual(['Status', 'Revision 1']);
    expect(texts(again, 'Summary')).toContain(
      'Revision 1, takes the place of ST-2026-02-000012: Credits: closing balance from 380 to 372.',
    );
  });

  test('who issues it, and whom to tell within how many days', () => {
    const data = { ...acmeStatement(), letterhead: LETTERHEAD };
    expect(texts(data, 'Summary').slice(0, 4)).toEqual([
      'Klarblatt GmbH',
      'Lindenweg 7, 10115 Berlin, Germany',
      'Tax id DE123456789 · billing@klarblatt.example',
      'Credit statement',
    ]);
    const summary = sheet(statementWorkbook(data), 'Summary');
    expect(summary.picture).toMatchObject({ type: 'png', width: 170, height: 43, column: 5, row: 1 });
    const said = textsOf(summary).join('\n');
    expect(said).toContain('please tell us within 30 days of receipt, to billing@klarblatt.example.');
    expect(said).toContain('Registered in Berlin');
    expect(texts(acmeStatement(), 'Summary').join('\n')).not.toContain('of receipt');
  });

  test('overage with its price, what can be used until when, and lots that ended the month before', () => {
    const data = acmeStatement();
    expect(row(data, 'Summary', '1.10')).toContain('API calls');
    const total = [...sheet(statementWorkbook(data), 'Summary').rows].find(
      (cells) =>
        cells[4]?.formula?.includes('SUMIFS(E') && cells[0]?.value === 'Total' && cells[3]?.value === null,
    );
    expect(total).toBeDefined();
    expect(row(data, 'Summary', '2027-02-27')).toEqual(['2027-02-27', '372.00', 'Credits']);
    const ledger = new SampleLedger('olga');
    const lot = ledger.grant(at('2026-01-01'), 'gone', 'top_up', 1000n, 1000n, at('2026-01-20'));
    ledger.end(lot);
    expect(texts(statementOf(ledger, '2026-02'), 'Lots')).toContain('gone');
    expect(texts(statementOf(ledger, '2026-03'), 'Lots')).not.toContain('gone');
  });

  test('late usage with its month, unfunded usage, what expires next', () => {
    const data = acmeStatement();
    expect(row(data, 'Activity', 'late-0007').at(-1)).toBe('Late: used on 30 January 2026');
    expect(row(data, 'Late usage', 'late-0007').slice(0, 2)).toEqual(['late-0007', 'January 2026']);
    expect(texts(data, 'Activity')).toContain('Not funded, not charged');
    expect(row(data, 'Unfunded usage', 'disk-4')).toEqual([
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
      ...[...data.lines][0]!,
      lot: null,
      eventId: 'e1',
      meter: 'calls',
      credits: 0n,
      event: { quantity: '1', occurredAt: at('2026-02-01'), postedAt: at('2026-02-01') },
      ...change,
    });
    const january = { quantity: '1', occurredAt: at('2026-01-10'), postedAt: at('2026-01-10') };
    const lines = [
      ...data.lines,
      line({ kind: 'deficit', overage: 5n }),
      line({ kind: 'drawdown', lot: 'lot', credits: -5n, at: at('2026-02-03') }),
      line({ kind: 'drawdown', lot: 'lot', credits: -7n, eventId: 'january', event: january }),
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
      before: [...data.before, ...both.before],
      during: [...data.during, ...both.during],
      charges: [...data.charges, ...both.charges],
      deferred: [...data.deferred, deferredOf(ledger, '2026-02')],
    };
    expect(failedChecks(checkStatement(mixed))).toEqual([]);
    expect(row(mixed, 'Summary', 'yen')).toContain('9800');
  });
});
