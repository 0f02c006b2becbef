// The note beside an open book that says who has it, for those who are refused: the book itself cannot be read then.
// The lock is SQLite's own on the file; the note only speaks where that lock cannot reach (a folder synced between
// machines). Must not: decide by itself that a book of this machine is in use.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { formatInstant, type Instant } from '../../../src-shared/calendar.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { isRunning } from './into-place.ts';
import { backupFolderBeside, backupsIn } from './kept-backups.ts';

export interface LockNote {
  host: string;
  pid: number;
  user: string;
  since: string;
}

function lockNotePath(bookPath: string): string {
  return `${bookPath}.lock`;
}

/** @returns null when there is no note, or one that cannot be read (half written, or somebody else's file). */
export function readLockNote(bookPath: string): LockNote | null {
  try {
    const note: unknown = JSON.parse(readFileSync(lockNotePath(bookPath), 'utf8'));
    if (typeof note !== 'object' || note === null) return null;
    const { host, pid, user, since } = note as Record<string, unknown>;
    if (typeof host !== 'string' || typeof pid !== 'number') return null;
    return { host, pid, user: String(user), since: String(since) };
  } catch {
    return null;
  }
}

export function writeLockNote(bookPath: string, user: string, at: Instant): void {
  const note: LockNote = { host: hostname(), pid: process.pid, user, since: formatInstant(at) };
  writeFileSync(lockNotePath(bookPath), `${JSON.stringify(note)}\n`);
}

/** Call while the book is still locked: later the note may be that of the next one to open it. */
export function removeLockNote(bookPath: string): void {
  try {
    rmSync(lockNotePath(bookPath), { force: true });
  } catch {
    // A disk that fails. The note is of this machine and keeps nobody out.
  }
}

/**
 * Asked once this process holds SQLite's lock. A note of this machine is then left over from a crash, whatever runs under
 * its number now. A note of another machine may be of one that has its own, synced copy of the file open.
 */
export function isHeldElsewhere(note: LockNote | null): boolean {
  return note !== null && note.host !== hostname();
}

function isAlive(note: LockNote): boolean {
  return note.host !== hostname() || isRunning(note.pid);
}

/** Who has a book that cannot be locked, since when and where; and how to look at it all the same. */
export function inUse(bookPath: string): Finding {
  const note = readLockNote(bookPath);
  const finding = (message: string, hint: string): Finding => ({
    code: 'book_in_use',
    place: { file: bookPath },
    message: `The book is open${message}`,
    hint: `${hint}${toLookMeanwhile(bookPath)}`,
  });
  if (!note || !isAlive(note)) return finding(' in another program', 'Close it there, then try again');
  const isHere = note.host === hostname();
  const since = note.since.replace(/^([\d-]+)T(\d\d:\d\d)[\d:.]*Z$/, '$1 $2 UTC');
  return finding(
    `: ${note.user} has had it open ${isHere ? 'on this computer' : `on ${note.host}`} since ${since} (process ${note.pid})`,
    isHere
      ? 'Close it there, then try again'
      : `Close it on ${note.host}; if it is surely not open there any more, delete ${lockNotePath(bookPath)}`,
  );
}

/** The book itself cannot be read, not even where its backups are: those beside it are looked for. */
function toLookMeanwhile(bookPath: string): string {
  try {
    const [last] = backupsIn(backupFolderBeside(bookPath), bookPath);
    return last ? `. To look at it meanwhile, open its last backup as a copy: ${last.file}` : '';
  } catch {
    // A folder that may not be read.
    return '';
  }
}
