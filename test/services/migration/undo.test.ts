// A migration taken back out: the book is as if it had never come, whatever came beside it stays, and the record proves both.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listMigrations, undoMigration } from '../../../src-main/services/migration/undo.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { listBatches } from '../../../src-main/services/usage/batches.ts';
import { reportTexts } from '../../properties/real-book.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';
import { codes, facts, migrated, tables } from './migrating.ts';

const reports = (book: CompanyBook) => reportTexts(book.session);
const proven = (book: CompanyBook): void => expect(must(verifyBook(book.session)).findings).toEqual([]);

const HISTORY = { way: 'history', at: null } as const;

describe('a migration that is undone', () => {
  it.each([
    ['purchases', '2025-07', {}],
    ['transactions', '2025-01', HISTORY],
  ] as const)('leaves nothing of %s but its customers, and can come again', async (name, month, more) => {
    const book = bookWith(tables(month));
    const first = await migrated(book, name, more);
    const then = await reports(book);
    const undone = must(undoMigration(book.session, 1, ' the wrong sheet '));
    expect(undone).toMatchObject({ number: 1, lots: first.counts.lots, usage: first.counts.usage, drew: 0 });
    const empty = bookWith(tables(month));
    must(
      empty.load(
        `customers\ncode | name\n${first.customers.map(({ code, name: called }) => `${code} | ${called}`).join('\n')}\n`,
      ),
    );
    expect(await reports(book)).toEqual(await reports(empty));
    proven(book);
    expect(listMigrations(book.session)).toMatchObject([{ number: 1, undone: true }]);
    expect(listBatches(book.session).every((batch) => batch.undone)).toBe(true);
    expect((await migrated(book, name, more)).done?.number).toBe(2);
    expect(await reports(book)).toEqual(then);
    proven(book);
    proven(book.reopened());
    expect(listMigrations(book.session)).toMatchObject([{ undone: true }, { undone: false }]);
  });

  it('is undone once, with a reason, and says so', async () => {
    const book = bookWith(tables('2025-07'));
    await migrated(book, 'purchases');
    const before = facts(book);
    expect(codes(undoMigration(book.session, 1, '  '))).toEqual(['reason_missing']);
    expect(facts(book)).toBe(before);
    must(undoMigration(book.session, 1, 'the wrong sheet'));
    expect(codes(undoMigration(book.session, 1, 'again'))).toEqual(['already_undone']);
    expect(facts(book)).toBe(before + 1);
  });

  it('gives back what usage that came otherwise had drawn, which then needs other credits', async () => {
    const book = bookWith(tables('2025-07'));
    const { lots } = await migrated(book, 'purchases');
    const { customer } = lots[0]!;
    must(
      await book.usage(
        `e1,${customer},support_hours,1,2025-07-03\n e2,${customer},support_hours,1,2025-07-04`,
      ),
    );
    expect(must(undoMigration(book.session, 1, 'the wrong sheet'))).toMatchObject({ drew: 2 });
    expect(must(await book.report('exceptions'))).toContain('e1');
    proven(book);
    await migrated(book, 'purchases');
    const other = bookWith(tables('2025-07'));
    await migrated(other, 'purchases');
    must(
      await other.usage(
        `e1,${customer},support_hours,1,2025-07-03\n e2,${customer},support_hours,1,2025-07-04`,
      ),
    );
    expect(must(await book.report('ledger'))).toBe(must(await other.report('ledger')));
  });

  it('leaves what another migration brought', async () => {
    const book = bookWith(tables('2025-07'));
    await migrated(book, 'purchases');
    const before = await reports(book);
    const path = join(book.folder, 'more.csv');
    writeFileSync(
      path,
      'Customer,Date,Valid until,Price,Bought,Used,Remaining\nVelo Kurier,2025-01-01,2026-01-01,100,100,40,60\n',
    );
    await migrated(book, '', { path });
    expect(await reports(book)).not.toEqual(before);
    must(undoMigration(book.session, 2, 'entered twice'));
    expect(await reports(book)).toEqual(before);
    expect(codes(undoMigration(book.session, 2, 'again'))).toEqual(['already_undone']);
    proven(book);
  });
});

it('is refused while a month of it is closed, and possible when it is open again', async () => {
  const book = bookWith(tables('2025-07'));
  await migrated(book, 'purchases');
  must(closeMonth(book.session, '2025-07'));
  const before = facts(book);
  expect(codes(undoMigration(book.session, 1, 'the wrong sheet'))).toEqual(['closed_month']);
  expect(facts(book)).toBe(before);
  must(reopenMonth(book.session, '2025-07', 'the wrong sheet came in'));
  must(undoMigration(book.session, 1, 'the wrong sheet'));
  proven(book);
  must(closeMonth(book.session, '2025-07'));
  proven(book);
});
