// Each pass and each suggestion by an example, and the examples beside it that must not match.
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src-main/reports/matching/items.ts';
import { matchSides } from '../../../src-main/reports/matching/match.ts';
import {
  alike,
  contradict,
  looseReference,
  referenceKey,
} from '../../../src-main/reports/matching/reference.ts';
import { maybeSubset, onlySubset } from '../../../src-main/reports/matching/subset.ts';

/** "acme SO-1 2026-03-05 100.00", parts that are not known as "-". */
function item(key: string, line: string): Item {
  const [party = '', reference = '', date = '', amount = ''] = line.split(' ');
  const known = (text: string): string | null => (text === '-' ? null : text);
  return {
    key,
    unit: 'EUR',
    party: known(party),
    reference: known(reference) ?? '',
    date: known(date),
    amount: BigInt(amount.replace('.', '')),
  };
}

/** What came out, in words: "reference: b1 = o1", "? several_fit: b1 = o1". */
function matched(book: string[], outside: string[], cents = 0n): string[] {
  const { sets, suggestions } = matchSides(
    book.map((line, at) => item(`b${at + 1}`, line)),
    outside.map((line, at) => item(`o${at + 1}`, line)),
    { days: 3, tolerance: new Map([['EUR', cents]]) },
  );
  const say = (
    word: string,
    { book: ours, outside: theirs }: { book: readonly string[]; outside: readonly string[] },
  ) => `${word}: ${ours.join('+')} = ${theirs.join('+')}`;
  return [...sets.map((set) => say(set.pass, set)), ...suggestions.map((one) => say(`? ${one.why}`, one))];
}

describe('passes', () => {
  it('same reference, once on each side, in whatever case, with the same amount', () => {
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['- so-1 2026-04-20 100.00'])).toEqual([
      'reference: b1 = o1',
    ]);
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['bolt SO-1 2026-03-05 100.00'])).toEqual([
      '? other_customer: b1 = o1',
    ]);
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['acme SO-1 2026-03-05 110.00'])).toEqual([
      '? amount_differs: b1 = o1',
    ]);
  });

  it('several of a reference are told apart by amount, unless other lines would come to it, too', () => {
    expect(
      matched(
        ['acme SO-1 2026-03-05 100.00', 'acme SO-1 2026-03-05 30.00'],
        ['acme SO-1 2026-03-05 100.00', 'acme SO-1 2026-03-05 20.00', 'acme SO-1 2026-03-05 10.00'],
      ),
    ).toEqual(['reference_amount: b1 = o1', 'sums: b2 = o2+o3']);
    expect(
      matched(
        ['acme SO-1 2026-03-05 150.00'],
        ['acme SO-1 2026-03-05 150.00', 'acme SO-1 2026-03-05 100.00', 'acme SO-1 2026-03-05 50.00'],
      ),
    ).toEqual(['? several_fit: b1 = o1']);
  });

  it('a double is nobody’s: the one that is right cannot be known', () => {
    expect(
      matched(
        ['acme SO-1 2026-03-05 100.00'],
        ['acme SO-1 2026-03-05 100.00', 'acme SO-1 2026-03-05 100.00'],
      ),
    ).toEqual(['? several_fit: b1 = o1']);
  });

  it('customer, amount and date within the days, where nothing else fits', () => {
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['acme INV7 2026-03-08 100.00'])).toEqual([
      'customer_amount_date: b1 = o1',
    ]);
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['acme INV7 2026-03-09 100.00'])).toEqual([]);
    expect(
      matched(
        ['acme SO-1 2026-03-05 100.00'],
        ['acme INV7 2026-03-06 100.00', 'acme INV8 2026-03-04 100.00'],
      ),
    ).toEqual(['? several_fit: b1 = o1']);
  });

  it('never by amount alone across customers, nor without a customer or a date', () => {
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['bolt INV7 2026-03-05 100.00'])).toEqual([]);
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['- INV7 2026-03-05 100.00'])).toEqual([]);
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['acme INV7 - 100.00'])).toEqual([]);
  });

  it('references of one scheme that differ name two things', () => {
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['acme SO-2 2026-03-05 100.00'])).toEqual([
      '? other_reference: b1 = o1',
    ]);
  });

  it('a line that its reference ties to another one is not given away', () => {
    expect(
      matched(
        ['acme SO-1 2026-03-05 100.00', 'acme - 2026-03-05 90.00'],
        ['acme SO-1 2026-03-05 90.00', 'acme INV7 2026-03-05 100.00'],
      ),
    ).toEqual(['? amount_differs: b1 = o1']);
  });

  it('whole invoices come to one charge; lines chosen from a heap are suggested', () => {
    const parts = ['acme INV7 2026-03-06 60.00', 'acme INV7 2026-03-06 40.00'];
    expect(matched(['acme SO-1 2026-03-05 100.00'], parts)).toEqual(['sums: b1 = o1+o2']);
    expect(matched(parts, ['acme SO-1 2026-03-05 100.00'])).toEqual(['sums: b1+b2 = o1']);
    expect(matched(['acme SO-1 2026-03-05 100.00'], [...parts, 'acme INV7 2026-03-06 5.00'])).toEqual([
      '? sum_found: b1 = o1+o2',
    ]);
  });

  it('tolerance only under one reference, and only what was typed', () => {
    const off = ['acme SO-1 2026-03-05 100.02'];
    expect(matched(['acme SO-1 2026-03-05 100.00'], off, 2n)).toEqual(['tolerance: b1 = o1']);
    expect(matched(['acme SO-1 2026-03-05 100.00'], off, 1n)).toEqual(['? amount_differs: b1 = o1']);
    expect(matched(['acme SO-1 2026-03-05 100.00'], ['acme INV7 2026-03-05 100.02'], 2n)).toEqual([
      '? within_tolerance: b1 = o1',
    ]);
  });

  it('references that look alike are suggested', () => {
    expect(matched(['acme SO-25-0108 2026-03-05 100.00'], ['acme SO-25-0l08 2026-03-25 100.00'])).toEqual([
      '? similar_reference: b1 = o1',
    ]);
  });

  it('logs every pass, also those that found nothing', () => {
    const { passes } = matchSides([item('b1', 'acme SO-1 2026-03-05 1.00')], [], {
      days: 3,
      tolerance: new Map(),
    });
    expect(passes.map(({ pass, sets }) => `${pass} ${sets}`)).toEqual([
      'reference 0',
      'reference_amount 0',
      'customer_amount_date 0',
      'sums 0',
      'tolerance 0',
    ]);
  });
});

describe('references', () => {
  it('are equal but for case, blanks and width', () => {
    expect(referenceKey('  SO-1\u00a0 A ')).toBe('so-1 a');
    expect(looseReference('INV-0017')).toBe(looseReference('inv 17'));
  });

  it('are alike within two characters, if they are long enough to say something', () => {
    expect([alike('so250108', 'so250180'), alike('so250108', 'so259999'), alike('a1', 'a2')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('contradict each other within one scheme', () => {
    expect([contradict('so-1', 'so-22'), contradict('so-1', 'inv1'), contradict('', 'so-1')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('sums of some', () => {
  it('are found where there is one way only', () => {
    expect(onlySubset([1n, 2n, 3n, 10n], 12n)).toEqual([1, 3]);
    expect(onlySubset([1n, 2n, 3n, 4n], 5n)).toBeNull();
    expect(onlySubset([5n], 5n)).toBeNull();
    expect(onlySubset(Array<bigint>(13).fill(1n), 13n)).toBeNull();
    expect([
      maybeSubset([1n, 2n], 3n),
      maybeSubset([1n, 2n], 4n),
      maybeSubset(Array<bigint>(13).fill(1n), 99n),
    ]).toEqual([true, false, true]);
  });
});
