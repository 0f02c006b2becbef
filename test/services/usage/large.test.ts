// Rules §12 for large files, which are read on a thread of their own and written otherwise: the same as for small ones, and nothing half done.
import { describe, expect, it } from 'vitest';
import { CANONICAL_PROFILE } from '../../../src-main/import/usage-profile.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { undoBatch } from '../../../src-main/services/usage/batches.ts';
import {
  type Imported,
  type ImportOptions,
  importUsage,
} from '../../../src-main/services/usage/import-usage.ts';
import { commitImport, reviewImport } from '../../../src-main/services/usage/review.ts';
import { ROWS_A_BUCKET } from '../../../src-main/storage/usage/id-bits.ts';
import { fillFilters } from '../../../src-main/storage/usage/id-filters.ts';
import { scanUsage } from '../../../src-main/storage/usage-pages.ts';
import { type CompanyBook, must } from '../company-book.ts';
import { januaryClosed, twoMonths } from '../small-company.ts';

const at = { path: '', profile: null, dryRun: false };

describe('rules §12: a file so large that its ids are indexed after it', () => {
  /** Row n of the file, padded with a column that the profile keeps; ids repeat after `distinct`, now and then otherwise. */
  const row = (n: number, distinct: number): string => {
    const quantity = n >= distinct && n % 7 === 0 ? 2 : 1;
    return `n${n % distinct},anna,calls,${quantity},2026-02-01,${'x'.repeat(240)}`;
  };
  const file = (from: number, to: number, distinct: number): string =>
    `event_id,customer,meter,quantity,occurred_at,note\n${Array.from({ length: to - from }, (_, n) => row(from + n, distinct)).join('\n')}\n`;

  it.each([
    ['a few ids come again', 24_500],
    ['most ids come again', 2500],
  ])('decides as it does row by row: %s', async (_what, distinct) => {
    const [whole, split] = [await twoMonths(), await twoMonths()];
    const load = async (book: CompanyBook, name: string, from: number, to: number) =>
      must(await importUsage(book.session, { ...at, path: book.file(name, file(from, to, distinct)) }));
    const once = await load(whole, 'whole.csv', 0, 25_000);
    const parts = [];
    for (let from = 0; from < 25_000; from += 5000)
      parts.push(await load(split, `${from}.csv`, from, from + 5000));
    for (const tally of ['accepted', 'duplicates', 'rejected'] as const)
      expect(once[tally]).toBe(parts.reduce((sum, part) => sum + part[tally], 0));
    expect(once.rejected).toBeGreaterThan(0);
    expect(await whole.report('ledger')).toEqual(await split.report('ledger'));
    expect(must(verifyBook(whole.session)).findings).toEqual([]);
  });
});

describe('rules §12: a large file, read on a thread of its own', () => {
  const HEADER = 'event_id,customer,meter,quantity,occurred_at\n';
  const few = (count: number): string =>
    Array.from({ length: count }, (_, n) => `n${n},anna,calls,1,2026-02-01\n`).join('');
  const rows = (count: number): string => few(count).padEnd(5_500_000, '\n');
  const none = async (book: CompanyBook, options: Partial<ImportOptions>): Promise<void> => {
    const before = await book.report('ledger');
    const refused = await importUsage(book.session, { ...at, path: '', ...options });
    expect(refused.ok).toBe(false);
    expect(await book.report('ledger')).toEqual(before);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  };

  /** What a file brings that is padded until it is large, and as it is, into a book with January closed that these files went into. */
  const bothWays = (said: string, files: readonly string[], prepare = (_book: CompanyBook): void => {}) =>
    Promise.all(
      [said.padEnd(5_500_000, '\n'), said].map(async (content) => {
        const book = await januaryClosed();
        for (const [n, file] of files.entries())
          must(await importUsage(book.session, { ...at, path: book.file(`before-${n}.csv`, file) }));
        prepare(book);
        const {
          sha256: _ofTheFile,
          rowsSha256: _inOrderOfWriting,
          ...imported
        } = must(
          await importUsage(book.session, { ...at, path: book.file('rows.csv', content) }),
        ) as Imported & { sha256: string; rowsSha256: string };
        expect(must(verifyBook(book.session)).findings).toEqual([]);
        const rows = book.session.open.db.prepare(
          'SELECT line, event_id, attempt, quantity, occurred_at, posted_at, extra, crc FROM usage_event WHERE batch = ? ORDER BY line',
        );
        return { imported, rows: rows.all(imported.batch), ledger: await book.report('ledger') };
      }),
    );

  it('keeps rejected rows, and conflicts with the cells that the file has', async () => {
    const book = await twoMonths();
    const path = book.file(
      'large.csv',
      `${HEADER}${rows(9000)}n7, anna ,calls,2,2026-02-01\nx,nobody,calls,1,2026-02-01\n`,
    );
    expect(must(await importUsage(book.session, { ...at, path }))).toMatchObject({
      accepted: 9000,
      rejected: 2,
      rejects: [
        { code: 'conflict', cells: ['n7', 'anna', 'calls', '2', '2026-02-01'] },
        { code: 'unknown_customer', cells: ['x', 'nobody', 'calls', '1', '2026-02-01'] },
      ],
    });
  });

  it('asks the index where the book holds more, and does what a small one does', async () => {
    const first = `${HEADER}${few(36_000)}`;
    const said = `${HEADER}${few(20)}n5,anna,calls,9,2026-02-01\nx1,anna,calls,1,2026-02-02\nx1,anna,calls,2,2026-02-02\nx2,anna,calls,-,2026-02-02\n`;
    const [large, small] = await bothWays(said, [first]);
    expect(large).toEqual(small);
    expect(large?.imported).toMatchObject({ accepted: 1, duplicates: 20, rejected: 3 });
    expect(large?.imported.rejects.map(({ code, cells }) => [code, cells[0]])).toEqual([
      ['conflict', 'n5'],
      ['conflict', 'x1'],
      [expect.anything(), 'x2'],
    ]);
  });

  it('knows every id of files that take several buckets, whichever they are in', async () => {
    const book = await twoMonths();
    const load = async (name: string, ids: Iterable<number>, quantity = 1) => {
      const lines = Array.from(ids, (n) => `n${n},anna,calls,${quantity},2026-02-01`).join('\n');
      const path = book.file(name, `${HEADER}${lines}\n`.padEnd(5_500_000, '\n'));
      const { accepted, duplicates, rejected } = must(await importUsage(book.session, { ...at, path }));
      return [accepted, duplicates, rejected];
    };
    const range = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, n) => from + n);
    const most = ROWS_A_BUCKET + 4000;
    expect(await load('first.csv', range(0, most))).toEqual([most, 0, 0]);
    expect(await load('again.csv', range(most - 5000, most + 5000))).toEqual([5000, 5000, 0]);
    expect(await load('otherwise.csv', range(0, most + 5000), 2)).toEqual([0, 0, most + 5000]);
    expect(await load('few.csv', [0, ROWS_A_BUCKET, most + 4999, most + 5000])).toEqual([1, 3, 0]);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
    for (const newest of [false, true]) {
      const scan = { by: 'id', prefix: 'n12' } as const;
      const whole = [...scanUsage(book.session.open, scan, newest, null)].map(({ ref }) => ref);
      expect(new Set(whole).size).toBe(whole.length);
      expect(whole.length).toBe(range(0, most + 5001).filter((n) => `n${n}`.startsWith('n12')).length);
      for (const at of [0, 700, 1109, whole.length - 2])
        expect([...scanUsage(book.session.open, scan, newest, whole[at]!)].map(({ ref }) => ref)).toEqual(
          whole.slice(at + 1),
        );
    }
  });

  it('takes nothing by filters that somebody changed', async () => {
    const book = await januaryClosed();
    for (const [change, said] of [
      ['UPDATE id_filter SET bits = zeroblob(length(bits))', /filter of the ids of usage rows 1 to 65535/],
      ['UPDATE id_filter SET ids = ids - 1', /filter of the ids of usage rows 1 to 65535/],
      ['DELETE FROM id_filter', /not every usage row has its id in a filter/],
    ] as const) {
      const { db } = book.session.open;
      const before = await book.report('ledger');
      db.exec(change);
      const path = book.file('rows.csv', `${HEADER}a1,anna,calls,1,2026-02-01\n`);
      expect(await importUsage(book.session, { ...at, path })).toMatchObject({
        ok: false,
        findings: [{ code: 'corrupt_book', message: expect.stringMatching(said) }],
      });
      expect(await book.report('ledger')).toEqual(before);
      db.exec('DELETE FROM id_filter');
      fillFilters(db);
    }
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('takes rows whose ids it knows, knew until they were undone, and does not know, mixed, as a small one does', async () => {
    const line = (id: string, quantity = 1): string => `${id},anna,calls,${quantity},2026-02-01\n`;
    const gone = Array.from({ length: 500 }, (_, n) => line(`u${n}`)).join('');
    const mixed = Array.from({ length: 6000 }, (_, n) => {
      if (n % 7 === 0) return line(`n${n}`); // as it stands
      if (n % 11 === 0) return line(`n${n}`, 2); // a conflict
      if (n % 97 === 0) return line(`u${n % 500}`); // its batch is undone; comes again in this file
      if (n % 13 === 0) return line(`x${n - 13}`, n % 2); // as before in this file, or not
      return line(`x${n}`);
    });
    const known = Array.from({ length: 5000 }, (_, n) => line(`n${n}`, n % 50 === 0 ? 3 : 1));
    const said = `${HEADER}${[...mixed, ...known].join('')}`;
    const before = [gone, few(36_000)].map((rows) => `${HEADER}${rows}`);
    const [large, small] = await bothWays(said, before, ({ session }) => {
      must(undoBatch(session, 3, 'a test'));
    });
    expect(large).toEqual(small);
    expect(large?.imported.accepted).toBeGreaterThan(4000);
    expect(large?.imported.duplicates).toBeGreaterThan(5000);
    expect(large?.imported.rejected).toBeGreaterThan(500);
  });

  it('shows in its review, and takes in, what a small one does', async () => {
    const line = (n: number): string => `r${n},anna,calls,${1 + (n % 3)},2026-0${1 + (n % 2)}-03`;
    const lines = Array.from({ length: 1400 }, (_, n) => line(n));
    const odd = [
      line(8),
      'r9,anna,calls,77,2026-02-03',
      'y,nobody,calls,1,2026-02-01',
      'z,bert,calls,-,2026-02-01',
    ];
    const said = `${HEADER}${[...lines, ...odd].join('\n')}\n`;
    const byHand = {
      mends: new Map([
        [1300, new Map([[3, '7']])],
        [1406, new Map([[3, '5']])],
      ]),
      excluded: new Map([[5, 'a test row']]),
    };
    const [large, small] = await Promise.all(
      [said.padEnd(5_500_000, '\n'), said].map(async (content) => {
        const book = await januaryClosed();
        const given = { path: book.file('rows.csv', content), layout: CANONICAL_PROFILE, byHand };
        const { token, ...review } = must(await reviewImport(book.session, given));
        const commit = { token, profile: null, told: [], reason: '' };
        const { token: _same, ...committed } = must(await commitImport(book.session, given, commit));
        expect(committed).toEqual(review);
        return { review, ledger: await book.report('ledger') };
      }),
    );
    expect(large).toEqual(small);
    expect(large?.review.counts).toMatchObject({ duplicates: 1, late: 700, rejected: 4, leftOut: 1 });
    expect(large?.review.rows.filter(({ cells }) => cells.length !== 5)).toEqual([]);
  });

  it('keeps nothing of a file that turns out to be damaged near its end', async () => {
    const book = await twoMonths();
    await none(book, {
      path: book.file('cut.csv', `${HEADER}${rows(9000)}n9001,"anna,calls,1,2026-02-01\n`),
    });
  });

  it('keeps nothing when it is cancelled on the way', async () => {
    const book = await twoMonths();
    let asked = 0;
    await none(book, {
      path: book.file('long.csv', `${HEADER}${rows(60_000)}`),
      cancelled: () => ++asked === 3,
    });
    expect(asked).toBe(3);
  });
});
