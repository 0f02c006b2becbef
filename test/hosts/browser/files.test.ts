// Files and books of the browser host: uploads become references, what a job writes is downloaded once, books stay in their
// folder, and nothing stays behind where files only pass.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownBook, Picked, Target } from '../../../src-shared/contract/host.ts';
import { answerOf, type Loopback, openLoopback } from '../loopback.ts';

let page: Loopback;
beforeAll(async () => {
  page = await openLoopback();
});
afterAll(() => page.stop());

const call = async <T>(method: string, input: unknown = {}): Promise<T> =>
  answerOf<T>(await page.call(method, input));
const codeOf = async (method: string, input: unknown): Promise<string> => {
  const reply = await page.call(method, input);
  return reply.ok ? 'ok' : reply.error.code;
};
const upload = async (name: string, body: string | Buffer = 'x'): Promise<Picked> => {
  const headers = { 'content-type': 'application/octet-stream' };
  const path = `upload?name=${encodeURIComponent(name)}`;
  const { text } = await page.ask({ method: 'POST', path, headers, body });
  return answerOf<Picked>(JSON.parse(text));
};
const passing = (): string[] => readdirSync(page.temporary, { recursive: true }).map(String).sort();
const newBook = async (name: string): Promise<Picked> => {
  const { book } = await call<{ book: Picked }>('host.newBook', { name });
  await call('book.create', { file: book.ref });
  return book;
};

describe('pasted text', () => {
  it('becomes a file of ours alone; of many, the last few are kept', async () => {
    const before = passing().length;
    const names = Array.from({ length: 10 }, (_, n) => `pasted ${n}.csv`);
    for (const name of names) await call<Picked>('host.spool', { name, text: 'a\tb\nü\t2\n' });
    const kept = passing().filter((path) => path.includes('pasted'));
    expect(kept.map((path) => path.split('/').at(-1)).sort()).toEqual(names.slice(2));
    expect(readFileSync(join(page.temporary, kept[0]!), 'utf8')).toBe('a\tb\nü\t2\n');
    expect(statSync(join(page.temporary, kept[0]!)).mode & 0o777).toBe(0o600);
    expect(passing().length).toBe(before + 16);
  });

  it('without end, without text or without a name is refused', async () => {
    expect(await codeOf('host.spool', { name: 'a.csv', text: 'x'.repeat(5_000_001) })).toBe('bad_input');
    expect(await codeOf('host.spool', { name: 'a.csv', text: '' })).toBe('bad_input');
    expect(await codeOf('host.spool', { name: '..', text: 'x' })).toBe('bad_file_name');
  });
});

describe('uploads', () => {
  it('keep their bytes and their name, in a folder that is ours alone', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
    const { name } = await upload('usage Februar.csv', bytes);
    expect(name).toBe('usage Februar.csv');
    const found = passing().find((path) => path.endsWith('/usage Februar.csv'))!;
    const path = join(page.temporary, found);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '../..')).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['../../../etc/passwd', '_.._.._etc_passwd'],
    ['C:\\x\\a.csv', 'C__x_a.csv'],
    ['a\u0000b\nc.csv', 'a_b_c.csv'],
    ['.hidden', 'hidden'],
    ['con.csv', '_con.csv'],
    ['\u202egnp.csv', '_gnp.csv'],
    ['Übersicht.csv'.normalize('NFD'), 'Übersicht.csv'],
    [`${'long '.repeat(100)}.csv`, `${'long '.repeat(100).slice(0, 116)}.csv`],
    [`${'長'.repeat(500)}.xlsx`, `${'長'.repeat(78)}.xlsx`],
    ['\ud800.csv', '_.csv'],
  ])('get a name that every system has: %j', async (given, name) => {
    expect((await upload(given.toWellFormed())).name).toBe(name);
  });

  it.each(['', '.', '..', '///', '\u0000'])('must have a name: %j', async (name) => {
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `upload?name=${encodeURIComponent(name)}`;
    const answer = await page.ask({ method: 'POST', path, headers, body: 'x' });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('bad_file_name') });
  });
});

describe('targets', () => {
  it('are downloaded once, under their name, and go', async () => {
    await call('book.sample', { folder: (await call<Target>('host.folder', { name: 'Sample' })).file });
    const target = await call<Target>('host.target', { name: 'Lots (2025) – "all".csv' });
    expect(target).toMatchObject({ name: 'Lots (2025) – _all_.csv', path: '', download: true });
    const path = `download/${target.file}`;
    expect((await page.ask({ path })).status).toBe(404);
    await call('report.save', { name: 'lots', format: 'csv', file: target.file });
    const { status, headers, text } = await page.ask({ path });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''Lots%20%282025%29%20%E2%80%93%20_all_.csv",
    );
    expect(text.split('\n').length).toBeGreaterThan(10);
    expect((await page.ask({ path })).status).toBe(404);
    await expect.poll(() => passing().filter((found) => found.includes('_all_'))).toEqual([]);
  });

  it('do not give out what was uploaded, nor a book', async () => {
    const { ref } = await upload('mine.csv');
    const book = await newBook('Not to be had');
    for (const one of [ref, book.ref, '../x', '', 'x'.repeat(5000)])
      expect((await page.ask({ path: `download/${one}` })).status).toBe(404);
  });

  it('and folders take names that files can have', async () => {
    for (const name of ['..', '/', ' . ', '\u0000']) {
      expect(await codeOf('host.target', { name })).toBe('bad_file_name');
      expect(await codeOf('host.folder', { name })).toBe('bad_file_name');
      expect(await codeOf('host.newBook', { name })).toBe('bad_file_name');
    }
  });

  it('that are folders are new each time and stand where books stand', async () => {
    const made = [
      await call<Target>('host.folder', { name: 'Statements' }),
      await call<Target>('host.folder', { name: 'Statements' }),
    ];
    expect(made.map(({ path }) => path)).toEqual([
      join(page.folder, 'Statements'),
      join(page.folder, 'Statements (2)'),
    ]);
    expect(made.every(({ path, download }) => existsSync(path) && !download)).toBe(true);
  });
});

describe('books', () => {
  it('are those of the folder and one below, changed last first, each always under one reference', async () => {
    await newBook('One');
    await newBook('../Two.ddb');
    mkdirSync(join(page.folder, 'deep/deeper'), { recursive: true });
    mkdirSync(join(page.folder, 'no book.ddb'));
    writeFileSync(join(page.folder, 'deep/deeper/Hidden.ddb'), '');
    writeFileSync(join(page.folder, 'notes.txt'), '');
    mkdirSync(join(page.folder, 'Other backups'));
    writeFileSync(join(page.folder, 'Other backups/Other-0007-2026-01-31-235959-before-close.ddb'), '');
    writeFileSync(join(page.folder, 'Other backups/Kept.ddb'), '');
    const { books } = await call<{ books: KnownBook[] }>('host.books');
    const names = books.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['One', '_Two', 'klarblatt']));
    expect(names).not.toEqual(expect.arrayContaining(['Hidden']));
    expect(names).toContain('Kept');
    expect(names.filter((name) => /before-close/.test(name))).toEqual([]);
    expect(names).not.toEqual(expect.arrayContaining(['no book']));
    expect(books.map(({ changedAt }) => changedAt)).toEqual(
      books
        .map(({ changedAt }) => changedAt)
        .sort()
        .reverse(),
    );
    expect((await call<{ books: KnownBook[] }>('host.books')).books).toEqual(books);
    expect(existsSync(join(page.folder, '../Two.ddb'))).toBe(false);
  });

  it('are not made over others', async () => {
    const { ref } = await newBook('Mine');
    expect(await codeOf('book.create', { file: ref })).toMatch(/^(?!ok|internal)/);
  });

  it('that were uploaded are kept in the folder, under a free name, and open', async () => {
    await newBook('Brought');
    await call('book.close');
    const bytes = readFileSync(join(page.folder, 'Brought.ddb'));
    const { ref } = await upload('Brought.ddb', bytes);
    const kept = await call<Picked>('host.keepBook', { file: ref });
    expect(kept.name).toBe('Brought (2)');
    expect(await call('book.open', { file: kept.ref })).toMatchObject({
      path: join(page.folder, 'Brought (2).ddb'),
    });
    expect(await codeOf('host.keepBook', { file: ref })).toMatch(/^(?!ok)/);
    expect(await codeOf('host.keepBook', { file: kept.ref })).toBe('unknown_file');
  });
});

describe('from start to end', () => {
  it('a book given at the start is open; one that cannot be opened is told', async () => {
    const path = join(page.folder, 'One.ddb');
    const opened = await openLoopback({}, () => path);
    expect(answerOf(await opened.call('app.state'))).toMatchObject({ book: { path } });
    const locked = await openLoopback({}, () => path);
    expect(answerOf(await locked.call('app.state'))).toMatchObject({ book: null });
    const { refusedAtStart } = answerOf<{ refusedAtStart: unknown }>(await locked.call('host.info'));
    expect(refusedAtStart).toEqual({ code: 'book_in_use', message: expect.stringContaining('is open') });
    await Promise.all([opened.stop(), locked.stop()]);
    expect(readdirSync(page.folder).filter((name) => name.startsWith('One'))).toEqual(['One.ddb']);
  });

  it('a stop takes away what was passing through and serves no more', async () => {
    const own = await openLoopback();
    const headers = { 'content-type': 'application/octet-stream' };
    await own.ask({ method: 'POST', path: 'upload?name=a.csv', headers, body: 'x' });
    expect(readdirSync(own.temporary)).toHaveLength(1);
    await own.host.stop();
    expect(readdirSync(own.temporary)).toEqual([]);
    await expect(own.ask()).rejects.toThrow('ECONNREFUSED');
    await own.stop();
  });
});
