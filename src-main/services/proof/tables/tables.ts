// What a book's tables tell of themselves, without its facts: that they are whole, that entries balance, that postings are in order and add
// up, what their seals are. The longest reading of the proof, on whichever thread. Must not: need more than the file.
import { formatInstant } from '../../../../src-shared/calendar.ts';
import type { Finding } from '../../../../src-shared/findings/finding.ts';
import { monthOfNumber } from '../../../storage/derived-rows.ts';
import { orderGaps } from '../../../storage/invariant-queries.ts';
import type { BookTables } from '../../../storage/open.ts';
import { openPostingReader } from '../../../storage/posting-reader.ts';
import { wrongSums } from '../../../storage/sums/month-sums.ts';
import { allBefore, checkInvariants } from '../check-invariants.ts';
import { tampered } from '../findings.ts';
import { type Sealed, type SealSpan, sealOf } from '../sealing/seal-month.ts';

export interface TablesProof {
  readonly findings: readonly Finding[];
  /** What the postings of each span come to. */
  readonly seals: readonly Sealed[];
}

/** Of a file that is whole (`checkIntegrity`). */
export function proveTables(open: BookTables, spans: readonly SealSpan[]): TablesProof {
  const findings = [
    ...checkInvariants(open, allBefore(Number.MAX_SAFE_INTEGER)),
    ...checkOrder(open),
    ...checkSums(open),
  ];
  return { findings, seals: spans.map((span) => sealOf(open, span)) };
}

function checkOrder(open: BookTables): Finding[] {
  return orderGaps(open).map(({ at }) =>
    tampered(`The postings at ${formatInstant(at)} are not numbered one after the other`),
  );
}

function checkSums(open: BookTables): Finding[] {
  const wrong = wrongSums(open.db);
  if (wrong.length === 0) return [];
  const wallets = new Map(
    openPostingReader(open)
      .wallets()
      .map((wallet) => [wallet.id, wallet]),
  );
  return wrong.map(({ wallet, month }) => {
    const { customer = 'nobody', creditType = 'nothing' } = wallets.get(wallet) ?? {};
    return tampered(
      `The sums of ${customer} (${creditType}) for ${monthOfNumber(month)} are not those of the postings`,
    );
  });
}
