// The workbooks of test/cases/legacy beside their books: in those with mistakes each is found, with its cause, its month and what it
// is worth, and nothing else; in the clean ones nothing is.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Expected } from '../../cases/legacy/make/worth.ts';
import { byText, compareCase, foundIn, LEGACY } from './legacy-case.ts';

const folders = (prefix: string): string[] => readdirSync(LEGACY).filter((name) => name.startsWith(prefix));

describe('an old workbook with mistakes', () => {
  it('is there in each layout', () => {
    const layouts = ['balance-grid', 'customer-sheets', 'purchases', 'transactions'];
    for (const layout of layouts) expect(folders(`planted-${layout}`)).not.toEqual([]);
  });

  it.each(folders('planted-'))('%s', async (name) => {
    const folder = join(LEGACY, name);
    const planted = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected[];
    const expected = planted.map(({ cause, or = [], ...one }) => ({ causes: [cause, ...or].sort(), ...one }));
    const compared = await compareCase(folder);
    expect(foundIn(compared.comparison)).toEqual(expected.sort(byText));
    // Every difference of every balance is what was found, to the last cent.
    for (const { customer, month, sheet, book } of compared.comparison.balances) {
      const known = compared.comparison.differences
        .filter((one) => one.customer === customer)
        .reduce((sum, { effects }) => sum + (effects.get(month)?.credits ?? 0n), 0n);
      expect(known, `${customer} ${month}`).toBe(sheet! - book);
    }
  });
});

describe('an old workbook without mistakes', () => {
  it.each(folders('clean-'))('%s', async (name) => {
    const { comparison, conclusion } = await compareCase(join(LEGACY, name));
    expect(comparison.differences).toEqual([]);
    expect(conclusion).toMatch(/^All \d+ balances of the spreadsheet agree with the book\.$/);
  });
});
