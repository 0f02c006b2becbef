// An old spreadsheet into a real book: as openings that tie out, or replayed; what is refused leaves nothing; what was reviewed is
// what happens; the record of it proves.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrateFrom } from '../../../src-main/services/migration/from-command.ts';
import {
  commitMigration,
  type Migration,
  reviewMigration,
} from '../../../src-main/services/migration/migrate.ts';
import { readLegacy } from '../../../src-main/services/migration/read-legacy.ts';
import { deleteShape, listShapes } from '../../../src-main/services/migration/shapes.ts';
import { undoMigration } from '../../../src-main/services/migration/undo.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { LEGACY_CODES, type MIGRATION_CODES } from '../../../src-shared/findings/legacy.ts';
import { makeWorld, truthOf } from '../../cases/legacy/make/world.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';
import { approved, asked, codes, facts, migrated, tables, workbook } from './migrating.ts';

describe('openings', () => {
  it('have what remains, what is still deferred, expiry and origin, and tie out', async () => {
    const book = bookWith(tables('2025-07'));
    const ask = await asked(book.session, 'purchases', { ledger: { EUR: '711.71', USD: '411.92' } });
    const review = must(await reviewMigration(book.session, ask));
    expect(facts(book)).toBe(bookWith(tables('2025-07')).session.facts().length);
    expect(review.differs).toBe(false);
    const { lots } = await truthOf(makeWorld(7));
    const remaining = lots.filter((lot) => Number(lot.remaining) > 0);
    const done = must(await commitMigration(book.session, ask, approved(review)));
    expect(done.counts).toMatchObject({ lots: remaining.length, usage: 0 });
    const report = must(await book.report('lots'))
      .trimEnd()
      .split('\n')
      .slice(1);
    expect(report.map((line) => line.split(',').slice(0, 2).join(' ')).sort()).toEqual(
      remaining.map(({ lot, customer }) => `${lot} ${customer}`).sort(),
    );
    for (const { lot, remaining: left, deferred, valid_through: until } of remaining) {
      const line = report.find((one) => one.startsWith(`${lot},`));
      expect(line).toContain(`opening,2025-07-01,${until},${left},`);
      expect(line?.split(',').at(-1)).toBe(deferred);
    }
    expect(must(verifyBook(book.session)).findings).toEqual([]);
    const fact = book.session.facts().findLast(({ kind }) => kind === 'migration')!;
    expect(fact.body).toMatchObject({
      number: 1,
      sha256: review.sha256,
      approvedBy: 'Jana Weber',
      reason: '',
    });
    expect(codes(await reviewMigration(book.session, ask))).toEqual(['already_migrated']);
  });

  it('of a workbook that only has totals are made up, one for each customer, and say so', async () => {
    const book = bookWith(tables('2025-07'));
    const review = must(await reviewMigration(book.session, await asked(book.session, 'balance-grid')));
    expect(review.lots.every(({ synthetic }) => synthetic)).toBe(true);
    const { wallets } = await truthOf(makeWorld(13, { plan: true }));
    const last = wallets.filter(({ month, closing }) => month === '2025-06' && Number(closing) > 0);
    expect(review.lots.map(({ customer, credits }) => `${customer} ${Number(credits)}`).sort()).toEqual(
      last.map(({ customer, closing }) => `${customer} ${Number(closing)}`).sort(),
    );
  });

  it('leave out what has expired and what is below zero, and count it against the tie-out', async () => {
    const book = bookWith(tables('2025-07'));
    const path = join(book.folder, 'old.csv');
    writeFileSync(
      path,
      'Customer,Date,Valid until,Price,Bought,Used,Remaining,Deferred\n' +
        'Velo Kurier,2025-01-01,2026-01-01,100,100,40,60,60\n' +
        'Velo Kurier,2024-01-01,2025-01-01,100,100,90,10,10\n' +
        'Velo Kurier,2025-02-01,2026-01-01,100,100,105,-5,0\n',
    );
    const review = must(
      await reviewMigration(book.session, await asked(book.session, '', { path, newCustomers: true })),
    );
    expect(review.lots.map(({ credits, price }) => `${credits} ${price}`)).toEqual(['60 60']);
    expect(review.tieOut[0]).toMatchObject({
      sheet: '65',
      book: '60',
      known: [
        { why: 'below zero: more was used than bought', amount: '5' },
        { why: 'expired before 2025-07-01', amount: '-10' },
      ],
    });
  });
});

it('says which new customers may be one', async () => {
  const book = bookWith(tables('2025-07'));
  const path = join(book.folder, 'old.csv');
  writeFileSync(
    path,
    'Customer,Date,Price,Bought,Used,Remaining\n' +
      'Brandt & Co,2025-01-01,100,100,40,60\nBrandt + Co.,2025-02-01,100,100,40,60\nOsterloh AG,2025-02-01,100,100,40,60\n',
  );
  const ask = await asked(book.session, '', { path, newCustomers: true });
  const shape = { ...ask.shape!, creditType: 'credits' };
  const review = must(await reviewMigration(book.session, { ...ask, shape }));
  expect(review.customers).toHaveLength(3);
  expect(review.findings.map(({ message }) => message)).toEqual([
    '"Brandt & Co" and "Brandt + Co." may be the same customer',
  ]);
});

describe('a sheet that leaves one column to reckoning', () => {
  const openings = async (name: string, lines: readonly string[]) => {
    const book = bookWith(tables('2025-07'));
    const path = join(book.folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    const ask = await asked(book.session, '', { path, newCustomers: true });
    const review = must(
      await reviewMigration(book.session, { ...ask, shape: { ...ask.shape!, creditType: 'credits' } }),
    );
    return review.lots.map(({ ref, credits, price }) => `${ref} ${Number(credits)} ${price}`);
  };

  it('has bought what went and what is left', async () => {
    const lots = await openings('hours.csv', [
      'Client,Invoice,Bought on,EUR paid,Used so far,Left,Valid to',
      'Brandt & Co,INV-381,2025-03-14,4800,31.5,8.5,2026-03-13',
      'Osterloh AG,INV-470,2025-06-20,5500,12.25,37.75,2026-10-19',
    ]);
    expect(lots).toEqual(['INV-381 8.5 1020', 'INV-470 37.75 4152.5']);
  });

  it('has left what was bought less what went, however its sign is written', async () => {
    const lots = await openings('signed.csv', [
      'Client,Invoice,Bought on,Hours,EUR paid,Used so far,Valid to',
      'Brandt & Co,INV-381,2025-03-14,40,4800,-31.5,2026-03-13',
      'Osterloh AG,INV-470,2025-06-20,50,5500,-12.25,2026-10-19',
    ]);
    expect(lots).toEqual(['INV-381 8.5 1020', 'INV-470 37.75 4152.5']);
  });
});

describe('a history', () => {
  it('replayed leaves what the spreadsheet has, credit for credit', async () => {
    const book = bookWith(tables('2025-01'));
    const ask = await asked(book.session, 'transactions', { way: 'history', at: null });
    const review = must(await reviewMigration(book.session, ask));
    expect(review.differs).toBe(false);
    expect(review.effect.every(({ difference }) => difference === '0')).toBe(true);
    const done = must(await commitMigration(book.session, ask, approved(review)));
    expect(done.usage?.accepted).toBe(171);
    expect(must(await book.report('balances', { through: '2025-06' }))).toContain('velo,credits,1507.97');
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });
});

describe('shapes', () => {
  it('are remembered with the migration, found again in the next file of their kind, and forgotten', async () => {
    const book = bookWith(tables('2025-07'));
    const ask = await asked(book.session, 'purchases', { ledger: { EUR: '711.71', USD: '411.92' } });
    const review = must(await reviewMigration(book.session, ask));
    must(await commitMigration(book.session, ask, { ...approved(review), remember: 'old credits' }));
    expect(listShapes(book.session).map(({ name }) => name)).toEqual(['old credits']);
    const next = join(book.folder, 'next.xlsx');
    copyFileSync(ask.path, next);
    const again = must(await readLegacy(book.session, { path: next }));
    expect(again.remembered).toBe('old credits');
    expect(again.understood.questions).toEqual([]);
    must(deleteShape(book.session, 'old credits'));
    expect(must(await readLegacy(book.session, { path: next })).remembered).toBeNull();
    expect(codes(deleteShape(book.session, 'old credits'))).toEqual(['unknown_shape']);
  });
});

type Provoke = (book: CompanyBook) => Promise<Result<unknown>>;

const REFUSALS: Record<keyof typeof MIGRATION_CODES, [firstMonth: string, Provoke]> = {
  bad_shape: ['2025-07', (book) => named(book, book.file('bad.json', '{"layout":"nothing"}'))],
  unknown_shape: ['2025-07', (book) => named(book, 'nobody saved this')],
  already_migrated: [
    '2025-07',
    async (book) => {
      const ask = await asked(book.session, 'purchases');
      const review = must(await reviewMigration(book.session, ask));
      must(await commitMigration(book.session, ask, approved(review, 'the ledger is not closed yet')));
      return commitMigration(book.session, ask, approved(review, 'again'));
    },
  ],
  nothing_to_migrate: [
    '2025-07',
    async (book) =>
      reviewMigration(book.session, await asked(book.session, 'purchases', { at: '2030-01-01' })),
  ],
  no_history: [
    '2025-01',
    async (book) =>
      reviewMigration(book.session, await asked(book.session, 'balance-grid', { way: 'history' })),
  ],
  tie_out_differs: [
    '2025-07',
    async (book) => {
      const ask = await asked(book.session, 'purchases', { ledger: { EUR: '700', USD: '411.92' } });
      return commitMigration(book.session, ask, approved(must(await reviewMigration(book.session, ask))));
    },
  ],
  unknown_migration: ['2025-07', async (book) => undoMigration(book.session, 3, 'wrong')],
  migration_touched: [
    '2025-07',
    async (book) => {
      const { lots } = await migrated(book, 'purchases');
      must(
        book.load(
          `adjustments\nref | date | lot | type | reason\nadj | 2025-07-02 | ${lots[0]!.ref} | void | agreed\n`,
        ),
      );
      return undoMigration(book.session, 1, 'wrong');
    },
  ],
  usage_rejected: [
    '2025-01',
    async (book) => {
      const path = join(book.folder, 'usage.csv');
      writeFileSync(
        path,
        'Date,Customer,Type,Meter,Units,Credits\n2025-01-02,Velo Kurier,Purchase,,,50\n2025-01-03,Velo Kurier,Usage,api_calls,0.00000000001,-1\n',
      );
      return reviewMigration(
        book.session,
        await asked(book.session, '', { path, way: 'history', newCustomers: true }),
      );
    },
  ],
};

function named(book: CompanyBook, shape: string): Promise<Result<Migration>> {
  const said = { customers: {}, creditType: null, currency: null, meter: null };
  const { path, ...rest } = { path: workbook('purchases'), way: 'openings' as const, at: '2025-07-01' };
  return migrateFrom(
    book.session,
    { path, ...rest, shape, said, expires: 'never', ledger: {}, newCustomers: true },
    null,
  );
}

describe('refusals', () => {
  it.each(Object.entries(REFUSALS))('%s, and the book is as it was', async (code, [firstMonth, provoke]) => {
    const book = bookWith(tables(firstMonth));
    const result = await provoke(book);
    expect(codes(result)).toContain(code);
    expect(Object.keys(LEGACY_CODES)).toContain(code);
    if (code !== 'already_migrated' && code !== 'migration_touched')
      expect(book.session.facts().some(({ kind }) => kind === 'grant' || kind === 'migration')).toBe(false);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('what was reviewed is what happens: a book that changed since is refused', async () => {
    const book = bookWith(tables('2025-07'));
    const ask = await asked(book.session, 'purchases');
    const review = must(await reviewMigration(book.session, ask));
    must(book.load('customers\ncode | name\nnew | New\n'));
    expect(codes(await commitMigration(book.session, ask, approved(review, 'x')))).toEqual(['review_stale']);
  });
});
