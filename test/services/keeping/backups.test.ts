// Automatic backups: when one is made and when not, which stay, what happens when one cannot be made, and a book opened from one.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeMonth, reopenMonth } from '../../../src-main/backend/after-backup/months.ts';
import { importUsage, importWithRejects, undoBatch } from '../../../src-main/backend/after-backup/usage.ts';
import { copyFromBackup, listBackups, setBackups } from '../../../src-main/services/keeping/backups.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { backUp } from '../../../src-main/storage/file/backup.ts';
import { backupName, backupsIn, notKept } from '../../../src-main/storage/file/kept-backups.ts';
import { openBook } from '../../../src-main/storage/open.ts';
import { LARGE_FILE } from '../../../src-main/storage/usage/batch.ts';
import { ACTOR, type CompanyBook, emptyBook, must } from '../company-book.ts';
import { contents, twoMonths } from '../small-company.ts';

const place = (book: CompanyBook): string => join(book.folder, 'book backups');
const names = (book: CompanyBook): string[] =>
  existsSync(place(book)) ? readdirSync(place(book)).sort() : [];
const more = (book: CompanyBook, id: string) => ({
  path: book.file(
    `${id}.csv`,
    `event_id,customer,meter,quantity,occurred_at\n${id},anna,calls,1,2026-02-21\n`,
  ),
  profile: null,
  dryRun: false,
});

describe('an automatic backup', () => {
  it('is made before each change of much, and holds what was there before', async () => {
    const book = await twoMonths();
    const { facts } = book.session.open;
    const before = contents(book);
    must(await closeMonth(book.session, '2026-01'));
    must(await importUsage(book.session, more(book, 'x')));
    must(await undoBatch(book.session, 3, 'again'));
    must(await reopenMonth(book.session, '2026-01', 'late file'));
    must(await importWithRejects(book.session, more(book, 'y'), join(book.folder, 'bad.csv')));
    const { kept, bytes } = must(listBackups(book.session));
    expect(kept.map(({ number, before: what }) => [number, what])).toEqual([
      [5, 'import'],
      [4, 'reopen'],
      [3, 'undo'],
      [2, 'import'],
      [1, 'close'],
    ]);
    expect(bytes).toBe(kept.reduce((sum, one) => sum + one.bytes, 0));
    expect(facts.head().facts).toBeGreaterThan(0);
    const copied = must(await copyFromBackup(book.session, 1));
    expect(copied.path).toBe(join(book.folder, 'book from backup 1.ddb'));
    const session = openSession(must(openBook(copied.path, { user: 'ines', at: 0 })), ACTOR);
    expect(contents({ session })).toEqual(before);
    expect(must(verifyBook(session)).findings).toEqual([]);
    session.open.close();
    expect(must(await copyFromBackup(book.session, 1)).path).toBe(
      join(book.folder, 'book from backup 1 (2).ddb'),
    );
  });

  it('is not made of a book that has not changed, for a look, of an empty book, or where none are wanted', async () => {
    const book = await twoMonths();
    must(await importUsage(book.session, { ...more(book, 'x'), dryRun: true }));
    expect(names(book)).toEqual([]);
    for (const month of ['2026-07', '2026-08'])
      expect(await closeMonth(book.session, month)).toMatchObject({ ok: false });
    expect(names(book)).toHaveLength(1);
    must(setBackups(book.session, { automatic: false }));
    must(await closeMonth(book.session, '2026-01'));
    expect(names(book)).toHaveLength(1);
    must(setBackups(book.session, { automatic: true }));
    must(await closeMonth(book.session, '2026-02'));
    expect(names(book)).toHaveLength(2);
    const empty = emptyBook();
    expect(await closeMonth(empty.session, '2026-01')).toMatchObject({ findings: [{ code: 'not_set_up' }] });
    expect(names(empty)).toEqual([]);
  });

  it('clears away what a killed process never finished', async () => {
    const book = await twoMonths();
    mkdirSync(place(book));
    const left = [
      'book-0001-2026-01-05-080000-before-close.ddb.part',
      'book-0001-2026-01-05-080000-before-close.ddb.part-journal',
    ];
    for (const name of [...left, 'my own.part']) writeFileSync(join(place(book), name), '');
    must(await closeMonth(book.session, '2026-01'));
    expect(names(book)).toEqual(['book-0001-2026-01-05-080000-before-close.ddb', 'my own.part']);
  });

  it('that was made by a program killed in the next moment leaves none that are too many', async () => {
    const book = await twoMonths();
    mkdirSync(place(book));
    const older = Array.from({ length: 10 }, (_, at) => backupName('book.ddb', at + 1, ACTOR.now(), 'close'));
    for (const name of older) writeFileSync(join(place(book), name), '');
    await closeMonth(book.session, '2026-07');
    const kept = names(book);
    expect(kept).toHaveLength(10);
    writeFileSync(join(place(book), older[0]!), '');
    // The book is as at the last one: none is made, and the rule holds all the same.
    await closeMonth(book.session, '2026-07');
    expect(names(book)).toEqual(kept);
  });

  it('is made again where the last one is damaged', async () => {
    const book = await twoMonths();
    await closeMonth(book.session, '2026-07');
    writeFileSync(join(place(book), names(book)[0]!), 'not any more');
    await closeMonth(book.session, '2026-07');
    expect(names(book)).toHaveLength(2);
  });

  it('goes to the folder that was chosen; those that are there stay; the choice is a fact', async () => {
    const book = await twoMonths();
    must(await closeMonth(book.session, '2026-01'));
    const folder = join(book.folder, 'elsewhere');
    expect(setBackups(book.session, { folder })).toMatchObject({ findings: [{ code: 'backup_failed' }] });
    mkdirSync(folder);
    const { place: chosen, kept } = must(setBackups(book.session, { folder }));
    expect(chosen).toMatch(/elsewhere.book [0-9a-f]{6}$/);
    expect(kept).toEqual([]);
    must(await closeMonth(book.session, '2026-02'));
    expect(readdirSync(chosen)).toHaveLength(1);
    expect(names(book)).toHaveLength(1);
    expect(book.session.facts().at(-2)).toMatchObject({ kind: 'backups', body: { automatic: true, folder } });
    expect(must(setBackups(book.session, { folder: null }))).toMatchObject({ place: place(book) });
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('backup_failed: what cannot be done safely is not done', async () => {
    const book = await twoMonths();
    writeFileSync(place(book), 'a file where the folder should be');
    const { facts } = book.session.open.facts.head();
    expect(await closeMonth(book.session, '2026-01')).toMatchObject({
      ok: false,
      findings: [{ code: 'backup_failed', message: expect.stringContaining('nothing was done') }],
    });
    // A disk that is not plugged in any more.
    mkdirSync(join(book.folder, 'disk'));
    must(setBackups(book.session, { folder: join(book.folder, 'disk') }));
    rmSync(join(book.folder, 'disk'), { recursive: true });
    expect(await importUsage(book.session, more(book, 'x'))).toMatchObject({
      findings: [{ code: 'backup_failed' }],
    });
    expect(book.session.open.facts.head().facts).toBe(facts + 1);
    const usage = 'SELECT count(*) FROM usage_event';
    const rows = book.session.open.db.prepare(usage).pluck();
    const stood = rows.get();
    // So large that it would go into the file itself.
    const lines = Array.from(
      { length: 110_000 },
      (_, i) => `large-${i},anna,calls,1,2026-02-21T10:00:00.000Z`,
    );
    const large = book.file(
      'large.csv',
      `event_id,customer,meter,quantity,occurred_at\n${lines.join('\n')}\n`,
    );
    expect(statSync(large).size).toBeGreaterThan(LARGE_FILE);
    expect(await importUsage(book.session, { ...more(book, 'y'), path: large })).toMatchObject({
      findings: [{ code: 'backup_failed' }],
    });
    expect(rows.get()).toBe(stood);
    mkdirSync(join(book.folder, 'disk'));
    must(await closeMonth(book.session, '2026-01'));
  });

  it('unknown_backup: one that is gone cannot be opened', async () => {
    const book = await twoMonths();
    must(await closeMonth(book.session, '2026-01'));
    rmSync(join(place(book), names(book)[0]!));
    expect(await copyFromBackup(book.session, 1)).toMatchObject({ findings: [{ code: 'unknown_backup' }] });
  });
});

describe('a backup made while usage is imported', () => {
  it('is whole, and of before', async () => {
    const book = await twoMonths();
    const before = contents(book);
    const target = join(book.folder, 'meanwhile.ddb');
    const lines = Array.from({ length: 3000 }, (_, i) => `m${i},anna,calls,1,2026-02-2${i % 8}`).join('\n');
    const path = book.file('m.csv', `event_id,customer,meter,quantity,occurred_at\n${lines}\n`);
    // The connection that imports cannot copy itself in the middle: it is refused, not half done.
    let refused: unknown;
    must(
      await importUsage(book.session, {
        path,
        profile: null,
        dryRun: false,
        cancelled: async () => {
          refused ??= await backUp(book.session.open, target).catch((error: unknown) => error);
          return false;
        },
      }),
    );
    expect(refused).toBeInstanceOf(Error);
    expect(existsSync(target)).toBe(false);
    const [automatic] = must(listBackups(book.session)).kept;
    const session = openSession(must(openBook(automatic!.file, { user: 'ines', at: 0 })), ACTOR);
    expect(contents({ session })).toEqual(before);
    session.open.close();
  });
});

describe('which stay', () => {
  const book = '/books/acme.ddb';
  const made = (count: number, day: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => {
      const number = count - index;
      return {
        number,
        file: `${number}`,
        madeAt: `${day(number)}T10:00:00Z`,
        before: 'import' as const,
        bytes: 1,
      };
    });
  const date = (days: number): string => new Date(Date.UTC(2026, 0, days)).toISOString().slice(0, 10);

  it('are the last 10, and the last of each of 30 days', () => {
    expect(notKept(made(10, () => '2026-01-01'))).toEqual([]);
    const sameDay = notKept(made(25, () => '2026-01-01'));
    expect(sameDay.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, i) => 15 - i));
    expect(notKept(made(45, (number) => date(number))).map(({ number }) => number)).toEqual(
      Array.from({ length: 15 }, (_, i) => 15 - i),
    );
    const twice = notKept(made(40, (number) => date(Math.ceil(number / 2))));
    expect(twice.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, i) => 29 - 2 * i));
  });

  it('are chosen by number: a clock that goes back drops none of the latest', () => {
    const clock = made(30, (number) => (number > 25 ? '1970-01-01' : date(number)));
    const dropped = notKept(clock).map(({ number }) => number);
    expect(dropped).toEqual([]);
    expect(
      notKept(made(50, (number) => (number > 41 ? '1970-01-01' : '2026-01-01'))).map(({ number }) => number),
    ).not.toContain(50);
  });

  it('are known by their names only', async () => {
    const one = await twoMonths();
    must(await closeMonth(one.session, '2026-01'));
    for (const name of [
      'book-0001-notes.txt',
      'other-0001-2026-01-05-080000-before-close.ddb',
      'book-copy.ddb',
    ])
      writeFileSync(join(place(one), name), '');
    expect(backupsIn(place(one), one.session.open.path)).toHaveLength(1);
    expect(backupName(book, 7, Date.UTC(2026, 0, 5, 8, 15, 2), 'close')).toBe(
      'acme-0007-2026-01-05-081502-before-close.ddb',
    );
  });
});
