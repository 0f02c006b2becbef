// One lot as it stands at an instant: for adjustments to be judged by; and who draws on lots. Must not: sum over lots (ledger-source does).
import type { Instant } from '../../src-shared/calendar.ts';
import type { PostingKind } from '../engine/postings.ts';
import { MAKES_LOT } from '../engine/postings.ts';
import { kindNumber, kindNumbers } from './derived-rows.ts';
import type { OpenBook } from './open.ts';

export interface LotAt {
  customer: string;
  creditType: string;
  currency: string;
  startsAt: Instant;
  /** With all extensions, and without any. */
  expiresAt: Instant | null;
  baseExpiresAt: Instant | null;
  /** After what begins at the instant, before its usage; scaled. */
  remaining: bigint;
}

export function lotAt({ db, codes }: OpenBook, lotId: string, at: Instant): LotAt | null {
  const begins = kindNumbers(MAKES_LOT);
  const row = db
    .prepare(
      `SELECT w.customer, w.credit_type AS creditType, l.currency, l.starts_at AS startsAt, l.expires_at AS expiresAt, l.base_expires_at AS baseExpiresAt,
              coalesce((SELECT sum(p.credits) FROM posting p WHERE p.wallet = l.wallet AND p.lot = l.id AND p.kind <> ?
                AND (p.at < ? OR (p.at = ? AND p.kind IN (${begins})))), 0) AS remaining
       FROM lot l JOIN wallet w ON w.id = l.wallet WHERE l.lot_id = ?`,
    )
    .safeIntegers()
    .get(kindNumber('charge'), at, at, lotId) as
    | {
        customer: bigint;
        creditType: string;
        currency: string;
        startsAt: bigint;
        expiresAt: bigint | null;
        baseExpiresAt: bigint | null;
        remaining: bigint;
      }
    | undefined;
  if (!row) return null;
  return {
    ...row,
    customer: codes.codeOf(Number(row.customer)),
    startsAt: Number(row.startsAt),
    expiresAt: row.expiresAt === null ? null : Number(row.expiresAt),
    baseExpiresAt: row.baseExpiresAt === null ? null : Number(row.baseExpiresAt),
  };
}

/** undefined: there is no such lot. */
export function currencyOfLot({ db }: OpenBook, lotId: string): string | undefined {
  return db.prepare('SELECT currency FROM lot WHERE lot_id = ?').pluck().get(lotId) as string | undefined;
}

/** Credits that adjustments of this kind took from a lot at an instant; scaled. */
export function takenFrom({ db }: OpenBook, lotId: string, at: Instant, kind: PostingKind): bigint {
  return db
    .prepare(
      `SELECT -coalesce(sum(p.credits), 0) FROM lot l JOIN posting p ON p.wallet = l.wallet AND p.lot = l.id
       WHERE l.lot_id = ? AND p.at = ? AND p.kind = ?`,
    )
    .pluck()
    .safeIntegers()
    .get(lotId, at, kindNumber(kind)) as bigint;
}

/** How many usage events draw on some of these lots, without those of a batch. */
export function otherUsageOn({ db }: OpenBook, lotIds: readonly string[], batch: number | null): number {
  return db
    .prepare(
      `SELECT count(DISTINCT p.event) FROM json_each(?) j JOIN lot l ON l.lot_id = j.value
       JOIN posting p ON p.wallet = l.wallet AND p.lot = l.id JOIN usage_event u ON u.seq = p.event WHERE u.batch IS NOT ?`,
    )
    .pluck()
    .get(JSON.stringify(lotIds), batch) as number;
}
