// Copies of a book: a backup made while it is open, and a backup put back. A copy is made under another name, checked, and
// only then given its own; nothing that was there is lost. Must not: leave a file that does not end as the book does.
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { done, type Finding, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { type FactHead, openFactLog } from '../fact-log.ts';
import { bookFailure, notABook } from '../failures.ts';
import { checkIntegrity, failuresOf } from '../integrity.ts';
import { MIGRATIONS } from '../migrations/list.ts';
import { newerBook } from '../migrations/migrate.ts';
import { APPLICATION_ID, type OpenBook } from '../open.ts';
import { keepUnder, putOver, removeUnfinished } from './into-place.ts';
import { canWriteInto, creationFailure, lookAt } from './look-at.ts';

/** Pages copied at a time: 16 MB at most, so that other calls are answered in between. */
const STEP = 2048;
const BUSY_MS = 500;

export interface CopyOptions {
  /** Replace a file that is there. The file is kept, as `<name>.replaced`. */
  replace?: boolean;
  progress?: (copied: number, of: number) => void;
  /** How much of the copy is looked at: everything, or that it opens and its facts end as they do in the book. */
  check?: 'whole' | 'end';
}

export interface Copied {
  path: string;
  bytes: number;
  facts: number;
  /** The hash of the last fact: equal for equal books. */
  hash: string;
}

/** A consistent, checked copy of an open book. Outside of any transaction. */
export async function backUp(
  open: OpenBook,
  target: string,
  options: CopyOptions = {},
): Promise<Result<Copied>> {
  if (open.db.inTransaction)
    throw new Error('a backup inside a transaction would copy what may yet be rolled back');
  const before = open.facts.head();
  return copyChecked(open.path, open.copyTo, target, options, (copied) => {
    // Facts may have been told while pages were copied, and since: the copy ends at one that the book holds.
    const last = open.db
      .prepare<[number], string>('SELECT hash FROM fact WHERE seq = ?')
      .pluck()
      .get(copied.facts);
    return copied.facts >= before.facts && copied.hash === (last ?? '');
  });
}

/** Puts a backup (or any closed book) where a book is wanted. */
export async function restore(
  source: string,
  target: string,
  options: CopyOptions = {},
): Promise<Result<Copied>> {
  const finding = lookAt(source);
  if (finding) return refused(finding);
  let db: Database.Database | null = null;
  try {
    db = new Database(source, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    const unfit = unfitToRestore(db, source);
    if (unfit) return refused(unfit);
    const expected = openFactLog(db).head();
    const from = db;
    const copy: Copy = async (part, progress) =>
      void (await from.backup(part, { progress: (info) => step(info, progress) }));
    return await copyChecked(source, copy, target, options, (copied) => copied.hash === expected.hash);
  } catch (error) {
    // Statements that cannot be prepared speak of a table that somebody took away or changed.
    const failure = bookFailure(error, source, true);
    const failures = failure ? [failure] : db ? failuresOf(error, { db, path: source }) : [];
    if (failures.length === 0) throw error;
    return refused(...failures);
  } finally {
    db?.close();
  }
}

function unfitToRestore(db: Database.Database, path: string): Finding | null {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    return notABook(path, 'it is the database of another program');
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version === 0) return notABook(path, 'it was never finished');
  if (version > MIGRATIONS.length) return newerBook(path, version, MIGRATIONS.length);
  return null;
}

function known(error: unknown, path: string): Finding {
  const finding = bookFailure(error, path, true);
  if (!finding) throw error;
  return finding;
}

type Copy = (part: string, progress?: CopyOptions['progress']) => Promise<void>;

async function copyChecked(
  source: string,
  copy: Copy,
  target: string,
  options: CopyOptions,
  isExpected: (head: FactHead) => boolean,
): Promise<Result<Copied>> {
  const path = resolve(target);
  const finding = targetFinding(source, path, options.replace === true);
  if (finding) return refused(finding);
  const part = `${path}.part`;
  try {
    removeUnfinished(part);
    await copy(part, options.progress);
    const checked = checkCopy(part, path, options.check ?? 'whole', isExpected);
    if (!checked.ok) return checked;
    if (existsSync(path)) keepUnder(path, `${path}.replaced`);
    putOver(part, path);
    return done({ path, bytes: statSync(path).size, ...checked.value });
  } catch (error) {
    return refused(known(error, path));
  } finally {
    removeUnfinished(part);
  }
}

function step(
  { totalPages, remainingPages }: Database.BackupMetadata,
  progress: CopyOptions['progress'],
): number {
  progress?.(totalPages - remainingPages, totalPages);
  return STEP;
}

/** Why a copy cannot be put there. */
function targetFinding(source: string, path: string, replace: boolean): Finding | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    if (!existsSync(dirname(path))) return creationFailure({ code: 'ENOENT' }, path);
    return canWriteInto(dirname(path)) ? null : creationFailure({ code: 'EACCES' }, path);
  }
  if (stat.isDirectory())
    return { ...targetExists(path), message: 'There is a folder of this name', hint: 'Name a file' };
  if (realpathSync(path) === realpathSync(source)) {
    return {
      ...targetExists(path),
      message: 'A book cannot be copied onto itself',
      hint: 'Choose another file',
    };
  }
  return replace ? inUseFinding(path) : targetExists(path);
}

function targetExists(path: string): Finding {
  return {
    code: 'target_exists',
    place: { file: path },
    message: 'There is already a file at this path',
    hint: 'Choose another name, or say that it is to be replaced',
  };
}

/** A book that somebody has open must not be taken from under them. One that is damaged, or no book at all, may be replaced. */
function inUseFinding(path: string): Finding | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { fileMustExist: true, timeout: BUSY_MS });
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    return null;
  } catch (error) {
    const finding = bookFailure(error, path, true);
    return finding?.code === 'book_in_use' ? finding : null;
  } finally {
    db?.close();
  }
}

/** The hash of the last fact of a closed book; null where it cannot be read. */
export function headOfCopy(path: string): string | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    return unfitToRestore(db, path) ? null : openFactLog(db).head().hash;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

function checkCopy(
  part: string,
  path: string,
  check: 'whole' | 'end',
  isExpected: (head: FactHead) => boolean,
): Result<FactHead> {
  const db = new Database(part, { fileMustExist: true });
  try {
    // The pages of an open book say that there is a log beside them; the copy is to be one plain file.
    db.pragma('journal_mode = DELETE');
    const facts = openFactLog(db);
    const findings = check === 'end' ? [] : [...checkIntegrity({ db, path }), ...facts.verify()];
    if (findings.length > 0) return refused(...findings);
    const { facts: count, hash } = facts.head();
    return isExpected({ facts: count, hash }) ? done({ facts: count, hash }) : refused(copyDiffers(path));
  } finally {
    db.close();
  }
}

function copyDiffers(path: string): Finding {
  return {
    code: 'copy_differs',
    place: { file: path },
    message: 'The copy does not end with the same fact as the book; it was not kept',
    hint: 'Try again; if it stays so, verify the book and check the disk',
  };
}
