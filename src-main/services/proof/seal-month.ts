// The seal of a month: SHA-256 over its postings in canonical order, chained to the seal before (rules §13).
import { createHash } from 'node:crypto';
import type { Instant } from '../../../src-shared/calendar.ts';
import { canonicalHead, canonicalPosting, isCanonical } from '../../engine/seal.ts';
import type { OpenBook } from '../../storage/open.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';
import { openPlainReader } from '../../storage/seals/plain-lines.ts';
import { atOnce, type Pieces } from '../pieces.ts';

interface Sealed {
  postings: number;
  /** Hex. */
  seal: string;
}

/** @returns how many postings lie in [from, to), and their seal. */
export function sealOf(open: OpenBook, from: Instant, to: Instant, previousSeal: string): Sealed {
  return atOnce(sealInPieces(open, from, to, previousSeal));
}

export function* sealInPieces(
  open: OpenBook,
  from: Instant,
  to: Instant,
  previousSeal: string,
): Pieces<Sealed> {
  const reader = openPostingReader(open);
  const plain = openPlainReader(open, isCanonical);
  const hash = createHash('sha256').update(`${previousSeal}\n`);
  let postings = 0;
  for (const { id, customer, creditType } of reader.wallets()) {
    for (const page of plain(id, canonicalHead(customer, creditType), from, to)) {
      postings += page.count;
      if (page.lines) hash.update(page.lines);
      else
        for (const posting of reader.read(id, page.from, page.to))
          hash.update(canonicalPosting(customer, creditType, posting));
      yield;
    }
  }
  return { postings, seal: hash.digest('hex') };
}
