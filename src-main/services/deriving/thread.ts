// The thread that derives while another reads usage and writes down what comes of it. Must not: touch the book's file.
import { parentPort, workerData } from 'node:worker_threads';
import { compileBook } from '../../engine/book.ts';
import type { Told } from '../../engine/facts.ts';
import { BeyondCount } from '../../engine/usage.ts';
import { hearUntilEnd } from '../own-thread.ts';
import { openDeriving, type Piece } from './deriving.ts';
import { type PackedPage, type PackedUsage, packPage, unpackUsage } from './packed.ts';

export interface DerivingStart {
  readonly told: readonly Told[];
  /** The codes of meters by the integers that stand for them. */
  readonly meters: ReadonlyMap<number, string>;
}

/** What some pieces, sent together, come to; or the event that a book cannot count. */
export type FromDeriving = { readonly pages: readonly PackedPage[] } | { readonly beyond: string };

/** @returns what answers pieces that are sent together. */
function answering({ told, meters }: DerivingStart): (pieces: readonly Piece<PackedUsage>[]) => FromDeriving {
  const derive = openDeriving(compileBook(told)!);
  const codeOf = (id: number): string => meters.get(id)!;
  return (pieces) => {
    try {
      return {
        pages: pieces.map((piece) => packPage(derive({ ...piece, usage: unpackUsage(piece.usage, codeOf) }))),
      };
    } catch (error) {
      if (error instanceof BeyondCount) return { beyond: error.eventId };
      throw error;
    }
  };
}

const port = parentPort;
if (port) {
  const answer = answering(workerData as DerivingStart);
  hearUntilEnd(port, (pieces: readonly Piece<PackedUsage>[]) => {
    const said = answer(pieces);
    port.postMessage(said, 'pages' in said ? said.pages.map(({ numbers }) => numbers.buffer) : []);
  });
}
