// What is to be looked at before a month closes is of that month: usage of others, or taken out again, does not make it done.
import { expect, it } from 'vitest';
import { closeMonth } from '../../src-main/services/months.ts';
import { readCloseChecks } from '../../src-main/services/screens/overview.ts';
import { undoBatch } from '../../src-main/services/usage/batches.ts';
import { bookWith, must } from '../services/company-book.ts';
import { BOOK, CALLS } from '../support/setup-tables.ts';

const TABLES = `${BOOK}
${CALLS}
customers
code | name
anna | Anna Ltd
`;

it('the checks before a close are of the open month', async () => {
  const book = bookWith(TABLES);
  const checks = async (): Promise<string> => {
    const { month, checks } = must(await readCloseChecks(book.session));
    return `${month}: ${checks.map(({ key, state, count }) => `${key} ${state} ${count}`).join(', ')}`;
  };
  expect(await checks()).toBe('2026-01: usage look 0, exceptions done 0, unfunded done 0');
  must(await book.usage('e1,anna,calls,1,2026-01-03T10:00'));
  expect(await checks()).toBe('2026-01: usage done 1, exceptions done 0, unfunded look 1');
  must(closeMonth(book.session, '2026-01'));
  expect(await checks()).toBe('2026-02: usage look 0, exceptions done 0, unfunded done 0');
  must(await book.usage('e2,anna,calls,1,2026-02-28T23:59'));
  expect(await checks()).toBe('2026-02: usage done 1, exceptions done 0, unfunded look 1');
  must(undoBatch(book.session, 2, 'too early'));
  expect(await checks()).toBe('2026-02: usage look 0, exceptions done 0, unfunded done 0');
  must(await book.usage('e3,anna,calls,1,2026-03-01T00:00'));
  expect(await checks()).toBe('2026-02: usage look 0, exceptions done 0, unfunded done 0');
});
