// The seal of a month: SHA-256 over its postings in canonical order, chained to the seal before (rules §13).
import { createHash } from 'node:crypto';
import type { Instant } from '../../../src-shared/calendar.ts';
import { canonicalHead, canonicalPosting, isCanonical } from '../../engine/seal.ts';
import type { OpenBook } from '../../storage/open.ts';
import { openPostingReader } from '../../storage/posting-reader.ts';
import { openPlainReader } from '../../storage/seals/plain-lines.ts';

/** @returns how many postings lie in [from, to), and their seal (hex). */
export function sealOf(
  open: OpenBook,
  from: Instant,
  to: Instant,
  previousSeal: string,
): { postings: number; seal: string } {
  const reader = openPostingReader(open);
  const plain = openPlainReader(open);
  const hash = createHash('sha256').update(`${previousSeal}\n`);
  let postings = 0;
  for (const { id, customer, creditType } of reader.wallets()) {
    for (const lines of plain(id, canonicalHead(customer, creditType), from, to)) {
      postings += lines.count;
      if (isCanonical(lines.text, lines.count)) hash.update(lines.text);
      else
        for (const posting of reader.read(id, lines.from, lines.to))
          hash.update(canonicalPosting(customer, creditType, posting));
    }
  }
  return { postings, seal: hash.digest('hex') };
}
