// Journals as files: entries that each balance, divided where a file would be too long; columns filled in as the template says.
import { describe, expect, it } from 'vitest';
import {
  filesOf,
  type JournalMoney,
  journalEntries,
  sideTotal,
} from '../../../src-main/reports/general-ledger/entries.ts';
import {
  entryRows,
  type JournalAbout,
  journalProblems,
  writtenDate,
} from '../../../src-main/reports/general-ledger/layout.ts';
import type { JournalTemplate } from '../../../src-shared/exports/journal-template.ts';
import { JOURNAL_TEMPLATE } from '../../../src-shared/exports/journal-template.ts';
import { NOTHING_MOVED } from '../../support/sample-ledger.ts';

/** A customer's drawdowns of the month, with breakage: three lines. */
function used(customer: string, amount: bigint, currency = 'EUR'): JournalMoney {
  const moved = { basisDown: amount, usageUp: amount - 1n, breakageUp: 1n };
  return {
    ...NOTHING_MOVED,
    ...moved,
    month: '2026-03',
    customer,
    currency,
    kind: 'drawdown',
    chargeKind: null,
  };
}

const many = (count: number): JournalMoney[] =>
  Array.from({ length: count }, (_, n) => used(`c${String(n).padStart(4, '0')}`, 100n + BigInt(n)));

const account = (code: string, name: string) => ({ account: 'receivable' as const, code, name });
const ABOUT: JournalAbout = {
  batch: 'JE-2026-03-000001',
  month: '2026-03',
  seal: 'abc',
  accounts: new Map([
    ['deferred_revenue', account('2300', 'Deferred')],
    ['usage_revenue', account('4000', 'Usage')],
    ['breakage_revenue', account('4010', 'Breakage')],
  ]),
  names: new Map([['anna', 'Anna AG']]),
  currency: 'EUR',
  currencyScale: (currency) => ({ JPY: 0, KWD: 3 })[currency] ?? 2,
};

const template = (given: Partial<JournalTemplate>): JournalTemplate =>
  JOURNAL_TEMPLATE.parse({
    columns: [
      { title: 'Account', value: '{account}' },
      { title: 'Amount', value: '{amount}' },
    ],
    ...given,
  });

function rows(money: JournalMoney[], given: Partial<JournalTemplate>): (string | null)[][] {
  const made = template(given);
  return journalEntries(money, '2026-03', made.level, made.linesPerFile).flatMap((entry) => [
    ...entryRows(entry, made, ABOUT, 'text'),
  ]);
}

describe('entries', () => {
  it('are divided between customers, each balanced, at most so many lines, and files end with an entry', () => {
    const entries = journalEntries(many(250), '2026-03', 'customer', 300);
    expect(entries.map(({ part, lines }) => [part, lines.length])).toEqual([
      ['A', 300],
      ['B', 300],
      ['C', 150],
    ]);
    for (const { lines } of entries) expect(sideTotal(lines, 'debit')).toBe(sideTotal(lines, 'credit'));
    expect(filesOf(entries, 300).map((file) => file.length)).toEqual([1, 1, 1]);
    expect(filesOf(entries, 450).map((file) => file.length)).toEqual([1, 2]);
    expect(filesOf(entries, null).map((file) => file.length)).toEqual([3]);
  });

  it('are one a currency, and no letter where there is one', () => {
    const entries = journalEntries([used('a', 10n), used('b', 5n, 'JPY')], '2026-03', 'account', null);
    expect(entries.map(({ part, currency }) => [part, currency])).toEqual([
      ['A', 'EUR'],
      ['B', 'JPY'],
    ]);
    expect(journalEntries([used('a', 10n)], '2026-03', 'account', null)[0]!.part).toBe('');
    const parts = journalEntries(many(200), '2026-03', 'customer', 20).map(({ part }) => part);
    expect([parts[25], parts[26], parts[27]]).toEqual(['Z', 'AA', 'AB']);
  });

  it('have no line of zero, and nothing of another month', () => {
    const zero = { ...used('a', 1n), breakageUp: 0n, usageUp: 1n };
    const other = { ...used('b', 9n), month: '2026-02' };
    const [entry] = journalEntries([zero, other], '2026-03', 'customer', null);
    expect(entry!.lines.map(({ account: of, side, amount }) => [of, side, amount])).toEqual([
      ['deferred_revenue', 'debit', 1n],
      ['usage_revenue', 'credit', 1n],
    ]);
  });

  it('that do not balance are a mistake of the program: nothing goes out', () => {
    const wrong = { ...used('a', 10n), usageUp: 10n };
    expect(() => journalEntries([wrong], '2026-03', 'account', null)).toThrow('does not balance');
  });
});

describe('columns', () => {
  it('hold amounts with the sign and the point the target wants, in the places of the currency', () => {
    const amounts = (money: JournalMoney, given: Partial<JournalTemplate>) =>
      rows([money], given).map((row) => row[1]);
    expect(amounts(used('a', 1234n), {})).toEqual(['12.34', '-12.33', '-0.01']);
    expect(amounts(used('a', 1234n), { positive: 'credit', decimals: ',' })).toEqual([
      '-12,34',
      '12,33',
      '0,01',
    ]);
    const apart = template({}).columns.concat({ title: 'C', value: '{currency}', once: false, most: null });
    expect(amounts(used('a', 1234n, 'KWD'), { columns: apart })).toEqual(['1.234', '-1.233', '-0.001']);
    expect(amounts(used('a', 1234n, 'JPY'), { columns: apart })).toEqual(['1234', '-1233', '-1']);
  });

  it('hold texts with fields, and what stands once stands on the first line of each entry', () => {
    const made = rows([used('anna', 100n), used('b', 50n, 'JPY')], {
      level: 'customer',
      columns: [
        { title: 'J', value: 'GJ {journal}', once: true, most: null },
        { title: 'N', value: '{line}', once: false, most: null },
        { title: 'D', value: '{debit}', once: false, most: null },
        { title: 'C', value: '{credit}', once: false, most: null },
        { title: 'A', value: '{account_name}', once: false, most: null },
        { title: 'W', value: '{customer_name} {period}', once: false, most: null },
      ],
    });
    expect(made[0]).toEqual(['GJ JE-2026-03-000001A', '1', '1.00', null, 'Deferred', 'Anna AG Mar 2026']);
    expect(made[1]).toEqual([null, '2', null, '0.99', 'Usage', 'Anna AG Mar 2026']);
    expect(made[3]).toEqual(['GJ JE-2026-03-000001B', '1', '50', null, 'Deferred', 'b Mar 2026']);
  });

  it.each([
    ['YYYY-MM-DD', '2026-03-31'],
    ['YYYYMMDD', '20260331'],
    ['DD/MM/YYYY', '31/03/2026'],
    ['MM/DD/YYYY', '03/31/2026'],
    ['DD.MM.YYYY', '31.03.2026'],
    ['DD MMM YYYY', '31 Mar 2026'],
  ] as const)('hold dates as %s', (format, written) => {
    expect(writtenDate('2026-03-31', format)).toBe(written);
  });

  it('take negative amounts for numbers, not for formulas; texts are refused as they are', () => {
    const entries = journalEntries([used('anna', 100n)], '2026-03', 'customer', null);
    const problems = (value: string, given: Partial<JournalTemplate> = {}) => {
      const made = template(given);
      const columns = [...made.columns, { title: 'T', value, once: false, most: 30 }];
      return journalProblems(entries, { ...made, columns }, ABOUT).map(({ message }) => message);
    };
    expect(problems('plain')).toEqual([]);
    expect(problems('{month}, {journal}')).toEqual([]);
    expect(problems('x {description} {journal}')[0]).toMatch(/has \d+ characters; the target takes 30/);
    expect(problems('= {month}')).toEqual(['"= 2026-03" begins with =, as a formula does']);
    expect(problems('Käse', { characters: 'ascii' })).toEqual([
      '"Käse" has the character ä, which the target does not take',
    ]);
    expect(problems('Käse', { encoding: 'windows-1252' })).toEqual([]);
    expect(problems('½ € ok', { encoding: 'windows-1252' })[0]).toContain('€');
    expect(problems('a\u0000b')[0]).toContain('U+0000');
    expect(problems('a\u200bb')[0]).toContain('U+200B');
    expect(problems('日本 🙂')).toEqual([]);
  });
});
