// What the lines of a month are added to, wherever that is done. Must not: know where they come from.
import { createHash, type Hash } from 'node:crypto';

/** SHA-256, begun as each seal is: with the one before (rules §13). */
export function hashAfter(previousSeal: string): Hash {
  return createHash('sha256').update(`${previousSeal}\n`);
}
