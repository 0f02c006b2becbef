// Gives a file its name once it is whole and on the disk, so that a path holds all of a file or nothing, also after a kill or a power
// cut at any moment. Must not: know what a file holds.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';

/** What SQLite keeps beside a database. */
const JOURNALS = ['-wal', '-journal', '-shm'] as const;

/** Writes a file where there is none yet. Throws EEXIST where there is one, however it came there meanwhile. */
export function writeNew(path: string, bytes: Uint8Array): void {
  clearAbandoned(path);
  // A name of our own: somebody else may be making the same file at this moment.
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, bytes);
    settle(part);
    nameNew(part, path);
    settleName(path);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Puts a whole file in the place of another, or where none is. One or the other is there at any moment. */
export function putOver(part: string, path: string): void {
  settle(part);
  renameSync(part, path);
  settleName(path);
}

/**
 * Keeps a database that is to be put over under a second name, with its journals; these go from the first name, as SQLite would take
 * them for those of the new file, and write the old pages into it.
 */
export function keepUnder(path: string, kept: string): void {
  for (const suffix of [...JOURNALS, '']) {
    rmSync(kept + suffix, { force: true });
    if (existsSync(path + suffix)) alsoNamed(path + suffix, kept + suffix);
  }
  for (const suffix of JOURNALS) rmSync(path + suffix, { force: true });
}

/** Removes a database that was never finished, with what SQLite kept beside it. */
export function removeUnfinished(path: string): void {
  for (const suffix of ['', ...JOURNALS]) rmSync(path + suffix, { force: true });
}

function nameNew(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    // Taking the name and finding it free must be one step here, too.
    closeSync(openSync(path, 'wx'));
    renameSync(part, path);
  }
}

function alsoNamed(path: string, second: string): void {
  try {
    linkSync(path, second);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    renameSync(path, second);
  }
}

/** Disks for cameras, some network folders. */
function hasNoLinks(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'UNKNOWN'].includes(code);
}

/** What a process left that was ended while it made the same file. */
function clearAbandoned(path: string): void {
  const own = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(own) ? /^(\d+)\.part$/.exec(name.slice(own.length))?.[1] : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}

/** Whether a process of this machine has that number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Waits until the disk has the bytes: a name must not reach it before what it names. */
function settle(path: string): void {
  flush(path, 'r+');
}

/** Waits until the disk has the name. Windows has no such call, and no need of it. */
function settleName(path: string): void {
  if (process.platform !== 'win32') flush(dirname(path), 'r');
}

function flush(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
