// Anything is found by what it is called: customers and charges by any part, lots and events by their id's beginning.
import { expect, it } from 'vitest';
import { findAnything } from '../../src-main/services/find.ts';
import { emptyBook } from './company-book.ts';
import { twoMonths } from './small-company.ts';

it('finds customers, lots, events and charges, each with its customer', async () => {
  const { session } = await twoMonths();
  const found = (text: string): string[] =>
    findAnything(session, text).map(({ kind, id, customer }) => `${kind} ${id} ${customer}`);
  expect(found('nna')).toEqual(['customer anna anna']);
  expect(found('a4')).toEqual(['event a4 anna']);
  expect(found('t:2026-02')).toEqual(['lot t:2026-02-15 bert']);
  // The plan's charge is called as its lot.
  expect(found('s:2026-01-01')).toEqual(['lot s:2026-01-01 anna', 'charge s:2026-01-01:calls anna']);
  // Charges by any part: by the meter, or by the date alone, whatever the case.
  expect(found('01:CALLS')).toEqual(['charge s:2026-01-01:calls anna']);
  expect(found('nothing')).toEqual([]);
  expect(found(' ')).toEqual([]);
  expect(findAnything(emptyBook().session, 'anna')).toEqual([]);
});
