// The seal of a month: SHA-256 over its postings in canonical order, chained to the seal before (rules §13).
import type { Instant } from '../../../../src-shared/calendar.ts';
import { canonicalHead, canonicalPosting, isCanonical } from '../../../engine/seal.ts';
import type { BookTables } from '../../../storage/open.ts';
import { openPostingReader } from '../../../storage/posting-reader.ts';
import { openPlainReader } from '../../../storage/seals/plain-lines.ts';
import { usageRows } from '../../../storage/usage-store.ts';
import { MANY_ROWS } from '../../own-thread.ts';
import { atOnce, type Pieces } from '../../pieces.ts';
import { sealApart } from './apart.ts';
import { hashAfter } from './hash.ts';

export interface Sealed {
  postings: number;
  /** Hex. */
  seal: string;
}

/** What a seal goes over: postings in [from, to), after another seal. */
export interface SealSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly previousSeal: string;
}

/** @returns how many postings lie in the span, and their seal. */
export function sealOf(open: BookTables, span: SealSpan): Sealed {
  return atOnce(sealHere(open, span));
}

/** The same in pieces; in a book of `many` rows a second thread goes over the lines that are read here. */
export function* sealInPieces(open: BookTables, span: SealSpan, many = MANY_ROWS): Pieces<Sealed> {
  const sealed = usageRows(open) >= many ? yield* sealApart(open, span) : null;
  return sealed ?? (yield* sealHere(open, span));
}

function* sealHere(open: BookTables, { from, to, previousSeal }: SealSpan): Pieces<Sealed> {
  const reader = openPostingReader(open);
  const plain = openPlainReader(open, isCanonical);
  const hash = hashAfter(previousSeal);
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
