// Makes workbooks of statements: here, or for many of them on a second thread as well, as reading the book for the next costs about as
// much as making the last. The same bytes either way. Must not: decide what becomes of them.
import { setImmediate } from 'node:timers/promises';
import { workbookBytes } from '../../../excel/write.ts';
import { statementWorkbook } from '../../../reports/workbooks/statement.ts';
import type { StatementData } from '../../../reports/workbooks/statement-data.ts';
import { endThread, startThread } from '../../own-thread.ts';
import { KEPT_ROWS } from '../rereadable.ts';
import type { FromPress, PressStart, SentStatement, ToPress } from './thread.ts';

export interface Press {
  /** So many may be on their way before one waits for the first. */
  readonly ahead: number;
  /** Resolves as soon as the book is not read for it any more, which may be before it is made. */
  make(data: StatementData): Promise<{ readonly bytes: Uint8Array | Promise<Uint8Array> }>;
  end(): Promise<void>;
}

/** Starting a thread costs as much as so many statements. */
const WORTH_A_THREAD = 20;
/** On the thread, so that it never waits; what comes while they are is made here. */
const MOST_THERE = 4;

/** @param count statements at most. */
export function openPress(start: PressStart, count: number): Press {
  const here = pressHere(start);
  return count < WORTH_A_THREAD ? here : pressApart(start, here);
}

export function pressHere({ paper }: Pick<PressStart, 'paper'>): Press {
  return {
    ahead: 0,
    make: async (data) => ({ bytes: await workbookBytes(statementWorkbook(data), { paper }) }),
    end: async () => {},
  };
}

interface Awaited {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

const ended = (): Error => new Error('the thread that makes statements ended');

function pressApart(start: PressStart, here: Press): Press {
  const awaited = new Map<number, Awaited>();
  let thread: ReturnType<typeof begin> | null = null;
  let sent = 0;

  function begin() {
    const file = { source: './thread.ts', built: './statement-thread.js' };
    const begun = startThread(import.meta.url, file, start);
    const failed = (error: Error): void => {
      // Whoever goes on after that begins another.
      thread = null;
      giveUp(error);
    };
    begun.on('message', ({ id, bytes, error }: FromPress) => {
      const asked = awaited.get(id);
      awaited.delete(id);
      if (bytes) asked?.resolve(bytes);
      else asked?.reject(error);
    });
    begun.on('error', failed);
    begun.on('exit', () => failed(ended()));
    return begun;
  }

  function giveUp(why: Error): void {
    for (const { reject } of awaited.values()) reject(why);
    awaited.clear();
  }

  function there(statement: SentStatement): Promise<Uint8Array> {
    thread ??= begin();
    const id = ++sent;
    const made = new Promise<Uint8Array>((resolve, reject) => awaited.set(id, { resolve, reject }));
    // Whoever stops does not ask for what is on its way.
    made.catch(() => {});
    thread.postMessage({ id, statement } satisfies ToPress);
    return made;
  }

  return {
    ahead: 2 * MOST_THERE,
    async make(data) {
      // What the thread has made is heard only when this one turns to it.
      if (awaited.size >= MOST_THERE) await setImmediate();
      if (awaited.size >= MOST_THERE) return here.make(data);
      const [lines, usage] = [few(data.lines), few(data.usage)];
      if (!lines || !usage) return here.make(data);
      const { book: _, letterhead: __, ...rest } = data;
      return { bytes: there({ ...rest, lines, usage }) };
    },
    async end() {
      giveUp(ended());
      if (thread) await endThread(thread);
    },
  };
}

/** null: more than are kept, so that they are better read where the book is. */
function few<T>(rows: Iterable<T>): T[] | null {
  const found: T[] = [];
  for (const row of rows) if (found.push(row) > KEPT_ROWS) return null;
  return found;
}
