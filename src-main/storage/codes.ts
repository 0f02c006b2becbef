// Small integers for the codes that the wide tables name (customers, meters), both ways, in memory: a book has thousands
// of codes and millions of rows. Ids are never reused or changed. Must not: know what a code stands for.
import type Database from 'better-sqlite3';
import { damagedRow } from './failures.ts';

const CODE_KINDS = ['customer', 'meter'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export interface Codes {
  /** The id of a code, given to it now if it has none. Inside a transaction. */
  idOf(kind: CodeKind, code: string): number;
  /** The id of a code, or undefined when the book has never met it. */
  find(kind: CodeKind, code: string): number | undefined;
  has(id: number): boolean;
  /** All codes there are, customers first. */
  all(): readonly { kind: CodeKind; code: string }[];
  /** The code of an id that a row holds. */
  codeOf(id: number): string;
  /** After a rollback: ids given in the transaction are free again. */
  forgetUncommitted(): void;
}

interface CodeRow {
  id: number;
  kind: string;
  code: string;
}

export function openCodes(db: Database.Database): Codes {
  const ids: Record<CodeKind, Map<string, number>> = { customer: new Map(), meter: new Map() };
  const codes = new Map<number, string>();
  const insert = db.prepare<[string, string]>('INSERT INTO code (kind, code) VALUES (?, ?)');
  const largest = db.prepare<[], number | null>('SELECT max(id) FROM code').pluck();

  for (const row of db.prepare<[], CodeRow>('SELECT id, kind, code FROM code ORDER BY id').iterate()) {
    const known = ids[row.kind as CodeKind] as Map<string, number> | undefined;
    if (!known) throw damagedRow(`code ${row.id} is of no known kind`);
    known.set(row.code, row.id);
    codes.set(row.id, row.code);
  }
  return {
    idOf(kind, code) {
      const known = ids[kind].get(code);
      if (known !== undefined) return known;
      const id = Number(insert.run(kind, code).lastInsertRowid);
      ids[kind].set(code, id);
      codes.set(id, code);
      return id;
    },
    find: (kind, code) => ids[kind].get(code),
    has: (id) => codes.has(id),
    all: () => CODE_KINDS.flatMap((kind) => [...ids[kind].keys()].map((code) => ({ kind, code }))),
    codeOf(id) {
      const code = codes.get(id);
      if (code === undefined) throw damagedRow(`no code has the id ${id}`);
      return code;
    },
    forgetUncommitted() {
      const last = largest.get() ?? 0;
      for (const kind of CODE_KINDS) {
        for (const [code, id] of ids[kind]) if (id > last) ids[kind].delete(code);
      }
      for (const id of codes.keys()) if (id > last) codes.delete(id);
    },
  };
}
