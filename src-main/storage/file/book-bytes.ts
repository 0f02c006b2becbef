// The bytes of an open book's file, copied while SQLite has it open and even writes: meanwhile all that is written stays in the log, and
// the file is what it was when the copy began. Must not: close a handle on the file while SQLite has it open. (POSIX drops a process's
// locks on a file as soon as the process closes any handle on it.)
import { closeSync, fstatSync, fsync, openSync, read, readSync, write } from 'node:fs';
import { promisify } from 'node:util';
import type Database from 'better-sqlite3';

export interface BookBytes {
  /**
   * Copies the book as it is now into a new file, and waits for the disk. Called outside of any transaction; others may come and go
   * while it is under way. `progress` in bytes. Throws what the file system throws.
   */
  copyTo(target: string, progress?: (copied: number, of: number) => void): Promise<void>;
  /** Whether a copy is under way: the file itself must stay as it is. */
  isCopied(): boolean;
  /** A copy that is under way fails. */
  stop(): void;
  /** After SQLite has closed the file. */
  close(): void;
}

const PIECE = 8 << 20;
/** SQLite's locks are on these bytes of a file, which hold nothing; Windows lets nobody read them. */
const LOCKED = { from: 2 ** 30, until: 2 ** 30 + 512 };

const [readPiece, writePiece, settle] = [promisify(read), promisify(write), promisify(fsync)];

export function openBookBytes(db: Database.Database, path: string): BookBytes {
  let handle: number | null = null;
  let stopped = false;
  let copies = 0;
  let last: Promise<unknown> = Promise.resolve();

  const copy = async (target: string, progress?: (copied: number, of: number) => void): Promise<void> => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    const checkpoints = db.pragma('wal_autocheckpoint', { simple: true }) as number;
    db.pragma('wal_autocheckpoint = 0');
    const into = openSync(target, 'wx');
    try {
      handle ??= openSync(path, 'r');
      const { size } = fstatSync(handle);
      const piece = Buffer.allocUnsafe(Math.min(PIECE, size));
      for (let at = 0; at < size; ) {
        if (at === LOCKED.from) at = LOCKED.until;
        const length = Math.min(piece.length, untilLocks(at));
        // The first at once: it says how the book is written, which may change as soon as others have their turn.
        const bytesRead =
          at === 0
            ? readSync(handle, piece, 0, length, 0)
            : (await readPiece(handle, piece, 0, length, at)).bytesRead;
        if (stopped || bytesRead === 0) throw new Error('the book was closed while it was copied');
        for (let done = 0; done < bytesRead; )
          done += (await writePiece(into, piece, done, bytesRead - done, at + done)).bytesWritten;
        at += bytesRead;
        progress?.(at, size);
      }
      await settle(into);
    } finally {
      closeSync(into);
      if (db.open) db.pragma(`wal_autocheckpoint = ${checkpoints}`);
    }
  };
  return {
    async copyTo(target, progress) {
      copies++;
      try {
        // One after the other: each begins by writing the log back.
        const mine = copies === 1 ? copy(target, progress) : last.then(() => copy(target, progress));
        last = mine.catch(() => {});
        await mine;
      } finally {
        copies--;
      }
    },
    isCopied: () => copies > 0,
    stop() {
      stopped = true;
    },
    close() {
      // Under a copy that is still reading, its number could come to stand for another file: then it goes with the process.
      if (handle !== null && copies === 0) closeSync(handle);
      handle = null;
    },
  };
}

const untilLocks = (at: number): number => (at < LOCKED.from ? LOCKED.from - at : PIECE);
