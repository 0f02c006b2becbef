// Derives on a second thread, while this one reads usage and writes down what came of it. The same pages, in the same order, as when both
// are done here. Inside a transaction of the caller's. Must not: go further ahead than memory allows.
import { on } from 'node:events';
import type { Month } from '../../../src-shared/calendar.ts';
import { type Book, isCompiled } from '../../engine/book.ts';
import type { Told } from '../../engine/facts.ts';
import { BeyondCount } from '../../engine/usage.ts';
import { endThread, MANY_ROWS, startThread } from '../own-thread.ts';
import { latest, type Session } from '../session.ts';
import { defaultThrough } from '../through.ts';
import {
  type Changed,
  type Deriver,
  deriveInPieces,
  type Part,
  type PieceToWrite,
  toDerive,
} from './derive.ts';
import { packUsage, unpackPage } from './packed.ts';
import type { DerivingStart, FromDeriving } from './thread.ts';

const THREAD = { source: './thread.ts', built: './deriving-thread.js' };

/** What is sent at once: a message costs as much as some hundreds of rows. */
const [ROWS, PIECES] = [4000, 200];
/** So much is under way: one for the thread to go on with while another is written. */
const MOST_AHEAD = 3;

/** Whoever derives after an import. */
export interface Rederiver {
  /** Derives what changed, and everyone to the end of the default `through` month; once, inside a transaction. Throws BeyondCount. */
  parts(changed: Changed): AsyncIterable<Part> | Iterable<Part>;
  close(): Promise<void>;
}

/** Gets ready to derive about so many rows by the facts that stand, here or on a second thread. */
export function openRederiver(session: Session, rows: number): Rederiver {
  const derived = (changed: Changed) => [session, session.book(), changed, defaultThrough(session)] as const;
  if (rows < MANY_ROWS)
    return { parts: (changed) => deriveInPieces(...derived(changed)), close: async () => {} };
  const { codes } = session.open;
  const meters = new Map(
    [...latest(session, 'meter').keys()].map((code) => [codes.idOf('meter', code), code]),
  );
  const apart = startDeriving(session.facts(), meters);
  return { parts: (changed) => apart.parts(...derived(changed)), close: apart.close };
}

/** A thread that is getting ready, or deriving. */
interface DerivingApart {
  /** As `deriveInPieces`; once. */
  parts(deriver: Deriver, book: Book, changed: Changed, through: Month): AsyncGenerator<Part>;
  close(): Promise<void>;
}

/** Starts a thread that derives by these facts; it gets ready meanwhile. */
export function startDeriving(facts: readonly Told[], meters: ReadonlyMap<number, string>): DerivingApart {
  const told = facts.filter(({ kind }) => isCompiled(kind)).map(({ kind, body }) => ({ kind, body }) as Told);
  // What it makes is gone as soon as it is sent.
  const limits = { maxYoungGenerationSizeMb: 12 };
  const thread = startThread<DerivingStart>(import.meta.url, THREAD, { told, meters }, limits);
  const answers = on(thread, 'message', { close: ['exit'] }) as AsyncIterator<[FromDeriving]>;
  const answered = async (): Promise<Exclude<FromDeriving, { beyond: string }>> => {
    const next = await answers.next();
    if (next.done) throw new Error('the deriving thread ended before its work');
    const [answer] = next.value;
    if ('beyond' in answer) throw new BeyondCount(answer.beyond);
    return answer;
  };
  return {
    async *parts(deriver, book, changed, through) {
      const sent: PieceToWrite[][] = [];
      const take = async (): Promise<Part> => {
        const { pages } = await answered();
        const pieces = sent.shift()!;
        for (const [n, { write }] of pieces.entries()) write(unpackPage(pages[n]!));
        return pieces.at(-1)!.part;
      };
      for (const pieces of together(toDerive(deriver, book, changed, through))) {
        const packed = pieces.map(({ begins, usage, last }) => ({ begins, usage: packUsage(usage), last }));
        thread.postMessage(
          packed,
          packed.map(({ usage }) => usage.numbers.buffer),
        );
        sent.push(pieces.map((piece) => ({ ...piece, usage: [] })));
        if (sent.length > MOST_AHEAD) yield await take();
      }
      while (sent.length > 0) yield await take();
    },
    close: () => endThread(thread),
  };
}

/** Pieces as they are sent. */
function* together(pieces: Iterable<PieceToWrite>): Iterable<PieceToWrite[]> {
  let waiting: PieceToWrite[] = [];
  let rows = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    rows += piece.usage.length;
    if (rows < ROWS && waiting.length < PIECES) continue;
    yield waiting;
    [waiting, rows] = [[], 0];
  }
  if (waiting.length > 0) yield waiting;
}
