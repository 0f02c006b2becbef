// Codes of setup tables as words and back: every value that a table may hold comes back as it was; what is no code stays.
import { describe, expect, it } from 'vitest';
import { catalogTables } from '../../src-main/services/catalog/rows.ts';
import {
  hasWords,
  saidInWords,
  valueFromWords,
  valueInWords,
} from '../../src-renderer/features/catalog/in-words.ts';

const DATES = { locale: 'de-DE', style: 'short', timeZone: 'UTC' } as const;
const COLUMNS = catalogTables().flatMap(({ table, columns }) =>
  columns.map((column) => ({ name: `${table}.${column.key}`, column })),
);
const columnOf = (name: string) => COLUMNS.find((one) => one.name === name)!.column;
const inWords = (name: string, value: string): string => valueInWords(value, columnOf(name), DATES);
const fromWords = (name: string, text: string): string => valueFromWords(text, columnOf(name), DATES);

describe('codes of setup tables', () => {
  it('are words in which no code is left, and come back as they were', () => {
    const codes = COLUMNS.flatMap(({ column, name }) =>
      [...(column.choices ?? []), ...(column.usual ?? [])].map((code) => ({ name, code })),
    );
    expect(codes.length).toBeGreaterThan(50);
    for (const { name, code } of codes) {
      const words = inWords(name, code);
      expect(words, name).toMatch(/^[A-Z0-9][A-Za-z0-9 -]*$/);
      expect(words, name).not.toMatch(/^P\d/);
      expect(fromWords(name, words), name).toBe(code);
      expect(fromWords(name, words.toUpperCase()), name).toBe(code);
      expect(fromWords(name, code), name).toBe(code);
    }
  });

  it('are told apart by their words within a column', () => {
    for (const { column, name } of COLUMNS) {
      const words = [...(column.choices ?? column.usual ?? [])].map((code) => inWords(name, code));
      expect(new Set(words).size, name).toBe(words.length);
    }
  });

  it('are said by the rest of what may stand: durations as they were written, days, shares, lists', () => {
    for (const [name, value, words] of [
      ['plans.interval', 'P12M', '12 months'],
      ['plans.interval', 'P1Y', '1 year'],
      ['plans.expires', 'P1Y6M', '1 year and 6 months'],
      ['plans.expires', 'P2W', '2 weeks'],
      ['plans.expires', 'period_end', 'End of the period'],
      ['grants.expires', '2026-03-31', '31 Mar 2026'],
      ['plans.rollover_cap', '25% allocation', '25% of the allocation'],
      ['plans.rollover_cap', '500', '500'],
      [
        'credit_types.burn_order',
        'priority, expiry, start',
        'Lower priority numbers, Soonest to expire, Oldest',
      ],
    ] as const) {
      expect(inWords(name, value)).toBe(words);
      expect(fromWords(name, words)).toBe(value);
    }
    expect(fromWords('plans.interval', '1 Month')).toBe('P1M');
    expect(fromWords('plans.expires', 'Period end')).toBe('period_end');
  });

  it('leave alone what is none', () => {
    for (const text of ['2 fortnights', 'months', '1 day and 1 month', 'P', 'soon', '7']) {
      expect(fromWords('plans.interval', text)).toBe(text);
      expect(inWords('plans.interval', text)).toBe(text);
    }
    expect(fromWords('plans.overage', 'sometimes')).toBe('sometimes');
    expect(hasWords(columnOf('grants.meters'))).toBe(false);
    expect(hasWords(columnOf('plans.name'))).toBe(false);
  });

  it('are words in sentences, but for what somebody wrote', () => {
    const { about } = columnOf('plans.expires');
    expect(saidInWords(about, columnOf('plans.expires'), DATES)).not.toMatch(/period_end|P3M/);
    expect(saidInWords('"perod_end" is no expiry here. Write period_end, or P30D', undefined, DATES)).toBe(
      '"perod_end" is no expiry here. Write end of the period, or 30 days',
    );
    expect(saidInWords('"period_end" is no expiry here', columnOf('packs.expires'), DATES)).toBe(
      '"End of the period" is no expiry here',
    );
    for (const { column, name } of COLUMNS) {
      const said = saidInWords(column.about, column, DATES);
      if (hasWords(column)) expect(said, name).not.toMatch(/[a-z]_[a-z]|\bP\d+[YMWD]/);
      expect(said, name).not.toMatch(/YYYY|\d{4}-\d\d/);
    }
  });

  it('say days as they are shown and typed, and leave the names of things alone', () => {
    const { about } = columnOf('subscriptions.start');
    expect(saidInWords(about, columnOf('subscriptions.start'), DATES)).toContain('such as 31 Jan 2026');
    expect(saidInWords(about, columnOf('subscriptions.start'), { ...DATES, style: 'locale' })).toContain(
      'such as 31.01.26',
    );
    expect(saidInWords('Lot s:2026-02-01 ended on 2026-03-31.', undefined, DATES)).toBe(
      'Lot s:2026-02-01 ended on 31 Mar 2026.',
    );
    expect(saidInWords('"2026-02-01" is in a closed month', undefined, DATES)).toBe(
      '"01 Feb 2026" is in a closed month',
    );
  });
});
