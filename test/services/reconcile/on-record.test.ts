// What is kept of reconciliations: proven by verify, in the evidence of the month, in the words of Audit.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { factPage } from '../../../src-main/services/audit/record.ts';
import { giveEvidence } from '../../../src-main/services/evidence/evidence-pack.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { noteItem, signOff } from '../../../src-main/services/reconcile/deeds.ts';
import { type CompanyBook, must } from '../company-book.ts';
import { corner, reconciled } from './reconcile-book.ts';

const AT = { leg: 'billing', month: '2026-01' } as const;

/** Three lines, one matched; one of the open ones is noted, with a file. */
async function noted(): Promise<CompanyBook> {
  const book = await corner();
  await reconciled(
    book,
    'i.csv',
    'order,customer,date,amount\nSO-001,anna,2026-01-30,15.00\nx,bert,2026-01-09,79.00',
  );
  const path = book.file('letter.txt', 'Dear Sirs');
  const note = { reason: 'disputed', note: 'see the letter', owner: 'mara', due: null } as const;
  must(await noteItem(book.session, { ...AT, side: 'outside', item: '1:3', ...note, attach: [{ path }] }));
  must(await signOff(book.session, { ...AT, role: 'preparer', conclusion: 'Fine.' }));
  return book;
}

const tampering =
  (...statements: string[]) =>
  (path: string): void => {
    const db = new Database(path);
    const triggers = db.prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
    );
    const all = triggers.all();
    for (const { name } of all) db.exec(`DROP TRIGGER ${name}`);
    for (const statement of statements) db.exec(statement);
    for (const { sql } of all) db.exec(sql);
    db.close();
  };

it.each([
  ["UPDATE outside_row SET items = replace(items, '79.00', '78.00')", 'The rows of i.csv are not those'],
  ['DELETE FROM outside_row WHERE line = 3', 'The rows of i.csv are not those'],
  ["UPDATE match_set SET body = replace(body, 'SO-001', 'SO-002')", 'The sets of matching 1 are not those'],
  ["INSERT INTO match_set VALUES (7, 1, '{}')", 'There are sets of matching 7, which no fact names'],
  [
    "INSERT INTO outside_row VALUES (9, 1, '[]', '[]')",
    'There are rows of outside table 9, which no fact names',
  ],
  ["UPDATE document SET bytes = CAST('Dear Madam' AS BLOB)", 'letter.txt is not kept as it was handed out'],
])('verify names what was changed: %s', async (statement, message) => {
  const book = await noted();
  const { findings } = must(verifyBook(book.reopened(tampering(statement)).session));
  expect(findings.map((finding) => finding.message).join('\n')).toContain(message);
});

it('a book that was let alone is proven, and comes back as it was', async () => {
  expect(must(verifyBook((await noted()).reopened().session)).findings).toEqual([]);
});

it('the evidence of the month has the reconciliation, its workbook, what was attached, and its facts', async () => {
  const book = await noted();
  const out = join(book.folder, 'evidence');
  const given = must(await giveEvidence(book.session, { month: '2026-01', out }));
  expect(given.facts).toBe(book.session.facts().length);
  expect(readdirSync(join(out, 'reconciliations')).sort()).toEqual(['attached', 'billing-2026-01.xlsx']);
  const [attached = ''] = readdirSync(join(out, 'reconciliations/attached'));
  expect(readFileSync(join(out, 'reconciliations/attached', attached), 'utf8')).toBe('Dear Sirs');
  const csv = readFileSync(join(out, 'reconciliations.csv'), 'utf8');
  expect(csv).toContain('billing,EUR,i.csv (SHA-256 ');
  expect(csv).toContain(',1,3,-81.00,79.00,-160.00,mara,');
});

it('Audit says it in words', async () => {
  const { session } = await noted();
  const { facts } = factPage(session, { before: null, limit: 4, kind: null, text: '' });
  expect(facts.map(({ summary }) => summary)).toEqual([
    'Reconciling billing, 2026-01: signed by its preparer: Fine.',
    'Reconciling billing, 2026-01: 1:3 is disputed: see the letter, with letter.txt',
    'Reconciling billing, 2026-01: matching 1 found 1 set: 1 same reference',
    'Reconciling billing, 2026-01: i.csv is taken in, 2 rows',
  ]);
});
