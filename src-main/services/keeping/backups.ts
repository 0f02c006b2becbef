// Automatic backups: a copy of the book before what changes much of it, in a folder of its own, kept by rule; and a book opened
// from one of them, as a copy. Must not: let the work begin when the backup it asks for cannot be made.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { KeepingCode } from '../../../src-shared/findings/keeping.ts';
import { BOOK_ENDING } from '../../../src-shared/keeping/book-names.ts';
import type { BackupsFact } from '../../engine/facts.ts';
import { bookFailure } from '../../storage/failures.ts';
import { backUp, type Copied, headOfCopy, restore } from '../../storage/file/backup.ts';
import {
  type BackupOccasion,
  backupFolderBeside,
  backupName,
  backupsIn,
  DAYS_KEPT,
  dropOld,
  type KeptBackup,
  LAST_KEPT,
  makeBackupFolder,
  stemOf,
} from '../../storage/file/kept-backups.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';

export interface Backups extends BackupsFact {
  /** Where they are, also where no folder was chosen. */
  readonly place: string;
  /** Latest first. */
  readonly kept: KeptBackup[];
  readonly bytes: number;
  /** The rule: the last so many, and the last of each of so many days. */
  readonly rule: { last: number; days: number };
}

const KEY = 'backups';

function settingOf(session: Session): BackupsFact {
  return latest(session, KEY).get(KEY) ?? { automatic: true, folder: null };
}

/**
 * Beside the book, under its name; in a folder that was chosen, under one of its own: a copy of the book elsewhere has the same name
 * and the same choice, and must not push out the backups of this one.
 */
function placeOf({ open: { path } }: Session, { folder }: BackupsFact): string {
  if (folder === null) return backupFolderBeside(path);
  const where = createHash('sha256').update(path).digest('hex').slice(0, 6);
  return join(folder, `${stemOf(path)} ${where}`);
}

export function listBackups(session: Session): Result<Backups> {
  return session.peek(() => {
    const setting = settingOf(session);
    const place = placeOf(session, setting);
    const kept = backupsIn(place, session.open.path);
    const bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
    return { ...setting, place, kept, bytes, rule: { last: LAST_KEPT, days: DAYS_KEPT } };
  });
}

/** Changes whether there are any, or where they go (null: beside the book). Those that are there stay where they are. */
export function setBackups(session: Session, change: Partial<BackupsFact>): Result<Backups> {
  const { folder } = change;
  if (typeof folder === 'string' && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return refused({
      code: 'backup_failed' satisfies KeepingCode,
      place: { file: folder },
      message: 'There is no such folder for backups',
      hint: 'Make the folder first, or name another one',
    });
  }
  const told = session.act(() => {
    session.book();
    const stands = settingOf(session);
    const body = { ...stands, ...change };
    if (body.automatic !== stands.automatic || body.folder !== stands.folder)
      session.tell([{ kind: 'backups', body }], 'settings');
  });
  return told.ok ? listBackups(session) : told;
}

/**
 * A backup before work that changes much, unless the book is as it was at the last one, or none are wanted. Outside of any
 * transaction. @returns null where none was made. Refused: it cannot be made; the work must not begin then.
 */
export async function backUpBefore(
  session: Session,
  before: BackupOccasion,
  progress?: Progress,
): Promise<Result<Copied | null>> {
  const setting = settingOf(session);
  if (!setting.automatic || !session.isSetUp()) return done(null);
  const { path } = session.open;
  const place = placeOf(session, setting);
  try {
    const [last] = backupsIn(place, path);
    if (last && headOfCopy(last.file) === session.open.facts.head().hash) {
      // Whoever made it may have been killed before the older ones went.
      dropOld(place, path);
      return done(null);
    }
    makeBackupFolder(place);
    const name = backupName(path, (last?.number ?? 0) + 1, session.actor.now(), before);
    const made = await backUp(session.open, join(place, name), {
      check: 'end',
      progress: (copied, pages) => progress?.('Backing up', copied, pages),
    });
    if (!made.ok) return refused(cannotBackUp(place, made.findings[0]!));
    dropOld(place, path);
    return made;
  } catch (error) {
    const why = bookFailure(error, place) ?? noFolder(error, place);
    if (!why) return session.asRefusal(error);
    return refused(cannotBackUp(place, why));
  }
}

function noFolder(error: unknown, place: string): Finding | null {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EEXIST') return null;
  return { code, message: `There is no folder ${code === 'ENOENT' ? dirname(place) : place}` };
}

function cannotBackUp(place: string, { message }: Finding): Finding {
  return {
    code: 'backup_failed' satisfies KeepingCode,
    place: { file: place },
    message: `The backup before it could not be made, so nothing was done: ${message}`,
    hint: 'Mend that, keep backups in another folder, or turn automatic backups off (Settings; drawdown backups BOOK)',
  };
}

/** Runs work after the backup that comes before it. */
export async function afterBackup<T>(
  session: Session,
  before: BackupOccasion,
  progress: Progress | undefined,
  work: () => Result<T> | Promise<Result<T>>,
): Promise<Result<T>> {
  const backup = await backUpBefore(session, before, progress);
  return backup.ok ? work() : backup;
}

/**
 * Runs work beside the backup that belongs before it: a large book takes seconds to copy. The work asks for the backup before it commits
 * anything or writes into the file itself, and refuses what that refuses.
 */
export async function besideBackup<T>(
  session: Session,
  before: BackupOccasion,
  progress: Progress | undefined,
  work: (backup: () => Promise<Result<unknown>>) => Promise<Result<T>>,
): Promise<Result<T>> {
  let isWaitedFor = false;
  const made = backUpBefore(session, before, (...told) => {
    if (isWaitedFor) progress?.(...told);
  });
  try {
    return await work(() => {
      isWaitedFor = true;
      return made;
    });
  } finally {
    // Also where nothing is to be committed: until then the log is not written back.
    await made;
  }
}

/** A book beside the open one, made from a backup: to look at, or to go on with. The open one stays as it is. */
export async function copyFromBackup(session: Session, number: number): Promise<Result<Copied>> {
  const { path } = session.open;
  const found = backupsIn(placeOf(session, settingOf(session)), path).find((one) => one.number === number);
  if (!found) {
    return refused({
      code: 'unknown_backup' satisfies KeepingCode,
      message: `There is no backup ${number} any more`,
      hint: 'Choose another one; the folder may have been cleared meanwhile',
    });
  }
  const stem = `${stemOf(path)} from backup ${number}`;
  for (let copy = 1; ; copy++) {
    const target = join(dirname(path), `${stem}${copy === 1 ? '' : ` (${copy})`}${BOOK_ENDING}`);
    const made = await restore(found.file, target);
    if (made.ok || made.findings[0]?.code !== 'target_exists') return made;
  }
}
