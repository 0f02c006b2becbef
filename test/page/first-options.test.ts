// A long list of options: its first ones, how many are left out, and that typing finds those. Must not: draw it.
import { expect, it } from 'vitest';
import { firstOptions, MOST_OPTIONS } from '../../src-renderer/ui/first-options.ts';

const customers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `c${n}`, label: `Customer ${n}`, disabled: false }));
const asked = (count: number, search: string) => ({ options: customers(count), search, limit: 1 });

it('a list that is not too long stands whole', () => {
  expect(firstOptions(asked(MOST_OPTIONS, ' '))).toEqual(customers(MOST_OPTIONS));
});

it('a longer one ends by saying how many more there are, which cannot be chosen', () => {
  const shown = firstOptions(asked(MOST_OPTIONS + 1234, ''));
  expect(shown.slice(0, -1)).toEqual(customers(MOST_OPTIONS));
  expect(shown.at(-1)).toMatchObject({ label: '1,234 more: type a part of the name', disabled: true });
});

it('what is left out is found by typing', () => {
  expect(firstOptions(asked(5000, 'CUSTOMER 4999'))).toEqual([customers(5000)[4999]]);
});
