// Facts are kept in order, chained by hashes, and what was changed behind the program's back is found and named.
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Told } from '../../src-main/engine/facts.ts';
import { canonicalJson, factKey } from '../../src-main/storage/fact-log.ts';
import { type OpenBook, openBook } from '../../src-main/storage/open.ts';
import { newBook, OPENER, value } from './book-files.ts';

const meter = (code: string): Told => ({ kind: 'meter', body: { code, name: code, unit: 'cup' } });
const close = (month: string): Told => ({
  kind: 'close',
  body: { month, postings: 3, seal: 'a', previousSeal: '' },
});

function fiveFacts(): OpenBook {
  const book = newBook();
  book.facts.append([meter('coffee'), meter('tea'), meter('water')], 'meters.csv', 'mara', 1000);
  book.facts.append([close('2026-01'), close('2026-02')], 'close', 'mara', 2000);
  return book;
}

/** Does something to the file that the program would not do, and opens it again. */
function afterwards(book: OpenBook, sql: string): OpenBook {
  book.close();
  const db = new Database(book.path);
  db.exec(`DROP TRIGGER fact_no_update; DROP TRIGGER fact_no_delete; ${sql}`);
  db.close();
  return value(openBook(book.path, OPENER));
}

describe('the fact log', () => {
  test('gives back what it was told, with envelopes', () => {
    const book = fiveFacts();
    book.close();
    const facts = value(openBook(book.path, OPENER)).facts;
    expect(facts.read().map(({ seq, kind, key }) => `${seq} ${kind} ${key}`)).toEqual([
      '1 meter coffee',
      '2 meter tea',
      '3 meter water',
      '4 close 2026-01',
      '5 close 2026-02',
    ]);
    expect(facts.read(4)).toEqual([
      {
        seq: 5,
        kind: 'close',
        key: '2026-02',
        body: { month: '2026-02', postings: 3, seal: 'a', previousSeal: '' },
        source: 'close',
        author: 'mara',
        recordedAt: 2000,
      },
    ]);
    expect(facts.head().facts).toBe(5);
    expect(facts.verify()).toEqual([]);
  });

  test('is all or nothing', () => {
    const book = fiveFacts();
    const head = book.facts.head();
    const bad = { kind: 'meter', body: { code: 'x', name: 1n } } as unknown as Told;
    expect(() => book.facts.append([meter('milk'), bad], 't', 'mara', 3)).toThrow('BigInt');
    expect(book.facts.read()).toHaveLength(5);
    expect(book.facts.head()).toEqual(head);
    book.facts.append([], 't', 'mara', 3);
    expect(book.facts.head()).toEqual(head);
    expect(book.facts.verify()).toEqual([]);
  });

  test('goes with the transaction around it', () => {
    const book = fiveFacts();
    expect(() =>
      book.write(() => {
        book.facts.append([meter('milk')], 't', 'mara', 3);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(book.facts.head().facts).toBe(5);
    expect(book.facts.verify()).toEqual([]);
  });

  test('hashes do not depend on the order in which a body was written', () => {
    const [one, two] = [newBook(), newBook()];
    one.facts.append([{ kind: 'meter', body: { code: 'a', name: 'b', unit: 'c' } }], 's', 'm', 1);
    two.facts.append([{ kind: 'meter', body: { unit: 'c', name: 'b', code: 'a' } }], 's', 'm', 1);
    expect(one.facts.head()).toEqual(two.facts.head());
    // Worked out with another program: sha256 of a newline and [1,"meter","a","{…}","s","m",1].
    expect(one.facts.head().hash).toBe('1946109314c43ec90823241b599ade18183bb9f97c4c877d308884f02a1e579d');
  });

  test('facts cannot be changed through the program', () => {
    const { db } = fiveFacts();
    expect(() => db.exec("UPDATE fact SET author = 'x'")).toThrow('facts are never changed');
    expect(() => db.exec('DELETE FROM fact')).toThrow('facts are never deleted');
  });
});

describe('verifying facts names the first one that is broken', () => {
  test.each([
    ['body', `UPDATE fact SET body = replace(body, 'cup', 'pot') WHERE seq = 2`, 'Fact 2 (meter tea)'],
    ['key', `UPDATE fact SET key = 'thé' WHERE seq = 2`, 'Fact 2 (meter thé)'],
    ['kind', `UPDATE fact SET kind = 'pack' WHERE seq = 3`, 'Fact 3 (pack water)'],
    ['author', `UPDATE fact SET author = 'otto' WHERE seq = 1`, 'Fact 1 (meter coffee)'],
    ['time', `UPDATE fact SET recorded_at = 1 WHERE seq = 5`, 'Fact 5 (close 2026-02)'],
    ['hash', `UPDATE fact SET hash = 'x' WHERE seq = 4`, 'Fact 4 (close 2026-01)'],
    // The border between two parts moves, the characters stay: source "s" + author "tx" is not "st" + "x".
    [
      'borders',
      `UPDATE fact SET source = source || substr(author, 1, 1), author = substr(author, 2)`,
      'Fact 1',
    ],
  ])('fact_altered: %s', (_name, sql, named) => {
    const [finding, ...more] = afterwards(fiveFacts(), sql).facts.verify();
    expect(more).toEqual([]);
    expect(finding!.code).toBe('fact_altered');
    expect(finding!.message).toContain(named);
  });

  test('fact_missing', () => {
    const [finding] = afterwards(fiveFacts(), 'DELETE FROM fact WHERE seq = 3').facts.verify();
    expect(finding).toMatchObject({
      code: 'fact_missing',
      message: expect.stringContaining('fact 4 (close 2026-01)'),
    });
    const [renumbered] = afterwards(
      fiveFacts(),
      'DELETE FROM fact WHERE seq = 3; UPDATE fact SET seq = 3 WHERE seq = 4; UPDATE fact SET seq = 4 WHERE seq = 5',
    ).facts.verify();
    expect(renumbered).toMatchObject({ code: 'fact_altered', message: expect.stringContaining('Fact 3') });
  });

  test('facts_truncated: the end is missing, or grew behind the program', () => {
    const [cut] = afterwards(fiveFacts(), 'DELETE FROM fact WHERE seq > 3').facts.verify();
    expect(cut).toMatchObject({ code: 'facts_truncated', message: expect.stringContaining('fact 4') });
    const [grown] = afterwards(
      fiveFacts(),
      `UPDATE book_state SET facts = 4, facts_hash = (SELECT hash FROM fact WHERE seq = 4)`,
    ).facts.verify();
    expect(grown!.code).toBe('facts_truncated');
    const [all] = afterwards(fiveFacts(), 'DELETE FROM fact').facts.verify();
    expect(all).toMatchObject({ code: 'facts_truncated', message: expect.stringContaining('holds 0') });
  });
});

describe('keys and bodies', () => {
  const key = (kind: Told['kind'], body: object): string => factKey({ kind, body } as Told);

  test('every kind has its key', () => {
    expect(key('book', { name: 'Acme' })).toBe('book');
    expect(key('account', { account: 'receivable', code: '1400' })).toBe('receivable');
    expect(key('credit_type', { code: 'GB' })).toBe('GB');
    expect(key('rate', { meter: 'm', customer: null, from: '2026-01-01' })).toBe('m||2026-01-01');
    expect(key('rate', { meter: 'm', customer: 'c', from: '2026-01-01' })).toBe('m|c|2026-01-01');
    expect(key('subscription', { ref: 's-1', plan: 'p' })).toBe('s-1');
    expect(key('cancellation', { subscription: 's-1', end: '2026-03-31' })).toBe('s-1|2026-03-31');
    expect(key('void', { eventId: 'e', date: '2026-01-01' })).toBe('e');
    expect(key('batch', { batch: 12, file: 'x.csv' })).toBe('12');
    expect(key('undo', { batch: 12 })).toBe('12');
    expect(key('reopen', { month: '2026-01' })).toBe('2026-01');
    expect(key('profile', { name: 'Shop' })).toBe('Shop');
  });

  test('canonical JSON is sorted, tight and exact', () => {
    expect(canonicalJson({ b: [1, { z: null, a: 'ü"\n' }], a: true, none: undefined })).toBe(
      '{"a":true,"b":[1,{"a":"ü\\"\\n","z":null}]}',
    );
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
    expect(() => canonicalJson(() => 1)).toThrow();
  });
});
