// Automatic backups in a folder: what they are called, which of them stay. Numbered, so that a clock that goes wrong neither hides the
// latest one nor has it dropped. Must not: touch a file of another name, or look into one.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Instant } from '../../../src-shared/calendar.ts';
import {
  type BackupOccasion,
  BOOK_ENDING,
  readBackupName,
  writeBackupName,
} from '../../../src-shared/keeping/book-names.ts';

export type { BackupOccasion } from '../../../src-shared/keeping/book-names.ts';

export interface KeptBackup {
  readonly number: number;
  readonly file: string;
  /** UTC, as an ISO instant. */
  readonly madeAt: string;
  readonly before: BackupOccasion;
  readonly bytes: number;
}

/** The last so many, and the last of each of so many days on which there is any. */
export const LAST_KEPT = 10;
export const DAYS_KEPT = 30;

/** The name of a book's file without its ending: backups begin with it. */
export function stemOf(bookPath: string): string {
  const name = basename(bookPath);
  return name.toLowerCase().endsWith(BOOK_ENDING) ? name.slice(0, -BOOK_ENDING.length) : name;
}

/** Where backups go as long as nobody has chosen a folder. */
export function backupFolderBeside(bookPath: string): string {
  return join(dirname(bookPath), `${stemOf(bookPath)} backups`);
}

export function backupName(bookPath: string, number: number, at: Instant, before: BackupOccasion): string {
  return writeBackupName({ stem: stemOf(bookPath), number, madeAt: at, before });
}

/** The backups of a book in a folder, latest first; none where the folder is not there. */
export function backupsIn(folder: string, bookPath: string): KeptBackup[] {
  if (!existsSync(folder)) return [];
  const stem = stemOf(bookPath);
  const found: KeptBackup[] = [];
  for (const name of readdirSync(folder)) {
    const read = readBackupName(name);
    if (read?.stem !== stem) continue;
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    if (!stat?.isFile()) continue;
    const { number, madeAt, before } = read;
    found.push({ number, file: join(folder, name), madeAt, before, bytes: stat.size });
  }
  return found.sort((a, b) => b.number - a.number);
}

/** Those that the rule does not keep. `all` latest first. */
export function notKept(all: readonly KeptBackup[]): KeptBackup[] {
  const days = new Set<string>();
  return all.filter(({ madeAt }, index) => {
    const day = madeAt.slice(0, madeAt.indexOf('T'));
    const isLastOfDay = !days.has(day);
    days.add(day);
    return index >= LAST_KEPT && !(isLastOfDay && days.size <= DAYS_KEPT);
  });
}

/**
 * Drops what the rule does not keep, and backups that a killed process never finished: whoever has the book open is the only one to make
 * any. A file that cannot be removed stays, and is tried again after the next backup.
 */
export function dropOld(folder: string, bookPath: string): void {
  const begin = `${stemOf(bookPath)}-`;
  const unfinished = readdirSync(folder)
    .filter((name) => name.startsWith(begin) && /\.ddb\.part(-journal|-wal|-shm)?$/.test(name))
    .map((name) => join(folder, name));
  for (const file of [...notKept(backupsIn(folder, bookPath)).map((one) => one.file), ...unfinished]) {
    try {
      rmSync(file);
    } catch {
      // In use, or not ours to remove.
    }
  }
}

/** Makes the folder of automatic backups; the one around it must be there. */
export function makeBackupFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder);
}
