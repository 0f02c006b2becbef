// What a close asks of a large book before it writes anything, on two threads: one reads the month's lines and has them sealed, the other
// asks the tables whether the invariants hold. Must not: be used where anything is still to be derived.
import { once } from 'node:events';
import type { Unsealed } from '../../../storage/invariant-queries.ts';
import type { OpenBook } from '../../../storage/open.ts';
import { endThread, startThread } from '../../own-thread.ts';
import { inTurns } from '../../pieces.ts';
import type { Invariants } from '../check-invariants.ts';
import { type Sealed, type SealSpan, sealInPieces } from '../sealing/seal-month.ts';
import type { InvariantsStart } from './thread.ts';

const THREAD = { source: './thread.ts', built: './invariants-thread.js' };

export interface Foreseen {
  readonly sealed: Sealed;
  readonly invariants: Invariants;
}

/**
 * Outside of any transaction. @returns null where the book cannot be read so: whoever closes then asks for himself, and says what is wrong.
 */
export async function foresee(open: OpenBook, span: SealSpan, unsealed: Unsealed): Promise<Foreseen | null> {
  try {
    return await open.readTogether(() => onTwoThreads(open, span, unsealed));
  } catch {
    return null;
  }
}

async function onTwoThreads(open: OpenBook, span: SealSpan, unsealed: Unsealed): Promise<Foreseen> {
  const thread = startThread<InvariantsStart>(import.meta.url, THREAD, { path: open.path, unsealed });
  try {
    const asked = once(thread, 'message') as Promise<[Invariants]>;
    // It may fail while the lines are read.
    asked.catch(() => {});
    const sealed = await inTurns(sealInPieces(open, span));
    const [invariants] = await asked;
    return { sealed, invariants };
  } finally {
    await endThread(thread);
  }
}
