// The seal of a month: SHA-256 over its postings in canonical order, chained to the seal before (rules §13).
import { createHash } from 'node:crypto';
import type { Instant } from '../../../src-shared/calendar.ts';
import { canonicalPosting } from '../../engine/seal.ts';
import type { OpenBook } from '../../storage/open.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';

/** Text is hashed in pieces of about this many characters: one call a posting would cost more than the hash. */
const PIECE = 64_000;

/** @returns how many postings lie in [from, to), and their seal (hex). */
export function sealOf(
  open: OpenBook,
  from: Instant,
  to: Instant,
  previousSeal: string,
): { postings: number; seal: string } {
  const reader = openPostingReader(open);
  const hash = createHash('sha256').update(`${previousSeal}\n`);
  let piece = '';
  let postings = 0;
  for (const { id, customer, creditType } of reader.wallets()) {
    for (const posting of reader.read(id, from, to)) {
      postings++;
      piece += canonicalPosting(customer, creditType, posting);
      if (piece.length > PIECE) {
        hash.update(piece);
        piece = '';
      }
    }
  }
  return { postings, seal: hash.update(piece).digest('hex') };
}
