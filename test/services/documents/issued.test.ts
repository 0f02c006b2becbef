// What is handed out: numbers without gaps, kept as it was, issued again only as a revision.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  documentNumber,
  type Issued,
  issueDocument,
  issuedBytes,
  issuedDocuments,
  standingDocument,
} from '../../../src-main/services/documents/issued.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import type { CompanyBook } from '../company-book.ts';
import { must } from '../company-book.ts';
import { januaryClosed } from '../small-company.ts';

const issue = ({ session }: CompanyBook, subject: string, words: string, month = '2026-01'): Issued =>
  must(
    session.act(() =>
      issueDocument(session, {
        series: 'statement',
        month,
        subject,
        content: createHash('sha256').update(words).digest('hex'),
        changes: () => `now says ${words}`,
        make: (number, replaces) => ({
          file: `${number}.txt`,
          bytes: Buffer.from(`${number} (${replaces}) ${words}`),
        }),
      }),
    ),
  );

describe('issuing', () => {
  it('numbers a series without gaps, over customers and months', async () => {
    const book = await januaryClosed();
    const numbers = [issue(book, 'anna', 'a'), issue(book, 'bert', 'b'), issue(book, 'anna', 'c', '2026-02')];
    expect(numbers.map(({ number }) => number)).toEqual([
      'ST-2026-01-000001',
      'ST-2026-01-000002',
      'ST-2026-02-000003',
    ]);
  });

  it('gives what was issued, byte for byte, while nothing changed', async () => {
    const book = await januaryClosed();
    const first = issue(book, 'anna', 'a');
    const again = issue(book, 'anna', 'a');
    expect(again).toMatchObject({ number: first.number, isNew: false, bytes: first.bytes });
    expect(issuedDocuments(book.session, 'statement')).toHaveLength(1);
  });

  it('issues a change as a revision that names it, and keeps the one before', async () => {
    const book = await januaryClosed();
    const first = issue(book, 'anna', 'a');
    issue(book, 'bert', 'b');
    const second = issue(book, 'anna', 'other');
    expect(second.number).toBe(`${first.number}-R1`);
    expect(second.bytes.toString()).toBe(`${first.number}-R1 (${first.number}) other`);
    expect(second.document.changes).toBe('now says other');
    expect(issuedBytes(book.session, first.document)).toEqual(first.bytes);
    const standing = standingDocument(book.session, 'statement', '2026-01', 'anna')!;
    expect(documentNumber(standing)).toBe(second.number);
  });

  it('is nothing where the command it belongs to fails', async () => {
    const book = await januaryClosed();
    expect(() =>
      book.session.act(() => {
        issueDocument(book.session, {
          series: 'charges',
          month: '2026-01',
          subject: '',
          content: 'x',
          changes: () => '',
          make: () => ({ file: 'x', bytes: Buffer.from('x') }),
        });
        throw new Error('no paper');
      }),
    ).toThrow('no paper');
    expect(issuedDocuments(book.session, 'charges')).toEqual([]);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });
});

describe('verify', () => {
  it.each([
    [
      'is changed',
      "UPDATE document SET bytes = x'00'",
      'ST-2026-01-000001.txt is not kept as it was handed out',
    ],
    ['is gone', 'DELETE FROM document', 'ST-2026-01-000001.txt was handed out and is not kept'],
    [
      'was slipped in',
      "INSERT INTO document (sha256, bytes) VALUES ('ff', x'00')",
      'The book keeps a document that no fact names (ff…)',
    ],
  ])('says when a document %s', async (_what, sql, message) => {
    const book = await januaryClosed();
    issue(book, 'anna', 'a');
    expect(must(verifyBook(book.session)).findings).toEqual([]);
    const { db } = book.session.open;
    const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE name LIKE 'document_no_%'").all();
    for (const { name } of guards as Guard[]) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    for (const guard of guards as Guard[]) db.exec(guard.sql);
    expect(must(verifyBook(book.session)).findings.map((one) => one.message)).toEqual([message]);
  });
});

interface Guard {
  name: string;
  sql: string;
}
