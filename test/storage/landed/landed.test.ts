// A book of every format that ever landed, made by the program of then: it opens, is brought up to today's format, is proven, says what it
// said then, and goes on. Kept by `npm run keep-book`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { MIGRATIONS } from '../../../src-main/storage/migrations/list.ts';
import { openBook } from '../../../src-main/storage/open.ts';
import { reportTexts } from '../../properties/real-book.ts';
import { temporaryFolder, value } from '../book-files.ts';

const HERE = import.meta.dirname;
const said = Object.fromEntries(
  readdirSync(join(HERE, 'reports')).map((name) => [
    name.replace('.csv', ''),
    readFileSync(join(HERE, 'reports', name), 'utf8'),
  ]),
);
const actor = { user: 'mara', now: () => Date.UTC(2026, 11, 1) };

function versionOf(path: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.pragma('user_version', { simple: true });
  } finally {
    db.close();
  }
}

describe.each(MIGRATIONS)('a book of format $version', ({ version }) => {
  it('was kept, opens, is proven, says what it said, and goes on', async () => {
    const kept = join(HERE, `v${version}.ddb.gz`);
    expect(readdirSync(HERE), 'npm run keep-book makes one').toContain(`v${version}.ddb.gz`);
    const path = join(temporaryFolder(), 'book.ddb');
    writeFileSync(path, gunzipSync(readFileSync(kept)));
    expect(versionOf(path)).toBe(version);
    const session = openSession(value(openBook(path, { user: 'mara', at: actor.now() })), actor);
    expect(value(verifyBook(session)).findings).toEqual([]);
    expect(await reportTexts(session)).toMatchObject(said);
    value(closeMonth(session, '2026-03'));
    value(reopenMonth(session, '2026-03', 'to see'));
    expect(value(verifyBook(session)).findings).toEqual([]);
    session.open.close();
    expect(versionOf(path)).toBe(MIGRATIONS.length);
    if (version < MIGRATIONS.length) expect(versionOf(`${path}.v${version}-backup`)).toBe(version);
  });
});
