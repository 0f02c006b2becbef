// Ids for codes: given once, the same ever after, free again only when their transaction failed.
import { describe, expect, test } from 'vitest';
import { openBook } from '../../src-main/storage/open.ts';
import { newBook, OPENER, value } from './book-files.ts';

describe('codes', () => {
  test('have one id each, per kind, both ways, also after opening again', () => {
    const book = newBook();
    const ids = book.write(() => [
      book.codes.idOf('customer', 'anna'),
      book.codes.idOf('meter', 'anna'),
      book.codes.idOf('customer', 'Anna'),
      book.codes.idOf('customer', 'anna'),
    ]);
    expect(ids).toEqual([1, 2, 3, 1]);
    book.close();
    const { codes } = value(openBook(book.path, OPENER));
    expect(ids.map((id) => codes.codeOf(id))).toEqual(['anna', 'anna', 'Anna', 'anna']);
    expect(codes.find('meter', 'anna')).toBe(2);
    expect(codes.find('meter', 'Anna')).toBeUndefined();
    expect(() => codes.codeOf(9)).toThrow('no code has the id 9');
  });

  test('given in a transaction that failed are free again, the others stay', () => {
    const book = newBook();
    book.write(() => book.codes.idOf('customer', 'anna'));
    const failing = (): void => {
      book.codes.idOf('customer', 'bert');
      book.codes.idOf('meter', 'coffee');
      throw new Error('stop');
    };
    expect(() => book.write(failing)).toThrow('stop');
    expect(book.codes.find('customer', 'bert')).toBeUndefined();
    book.db.exec('BEGIN');
    expect(book.codes.idOf('customer', 'carl')).toBe(2);
    book.db.exec('ROLLBACK');
    book.rolledBack();
    expect(book.write(() => book.codes.idOf('meter', 'tea'))).toBe(2);
    expect(book.codes.codeOf(2)).toBe('tea');
    expect(book.codes.find('customer', 'anna')).toBe(1);
  });

  test('of a part of a transaction that failed are free again, when the rest goes on', () => {
    const book = newBook();
    book.write(() => {
      book.codes.idOf('customer', 'anna');
      expect(() =>
        book.write(() => {
          book.codes.idOf('customer', 'bert');
          throw new Error('only this part');
        }),
      ).toThrow();
      expect(book.codes.idOf('customer', 'carl')).toBe(2);
    });
    expect(book.codes.codeOf(2)).toBe('carl');
  });

  test('are never changed or taken away', () => {
    const { db, codes, write } = newBook();
    write(() => codes.idOf('customer', 'anna'));
    expect(() => db.exec("UPDATE code SET code = 'bert'")).toThrow('codes are never changed');
    expect(() => db.exec('DELETE FROM code')).toThrow('codes are never deleted');
  });
});
