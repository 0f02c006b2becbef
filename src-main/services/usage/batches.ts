// Import batches: the list of them, their rejected rows, and taking one back out of the open months (rules §12).
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { BatchFact } from '../../engine/facts.ts';
import { customersOfBatch, eventsOfBatch, unratedOfBatch } from '../../storage/usage-store.ts';
import type { Progress, Session } from '../session.ts';
import { firstOpenMonth, latest, rederive } from '../session.ts';

/** All batches, in order, with whether they have been undone. */
export function listBatches(session: Session): BatchNow[] {
  const undone = new Set([...latest(session, 'undo').values()].map(({ batch }) => batch));
  return [...latest(session, 'batch').values()].map((batch) => ({
    ...batch,
    undone: undone.has(batch.batch),
  }));
}

export type BatchNow = BatchFact & { undone: boolean };

/** The same for showing: with the exceptions that wait for a rate now, which rates added since may have settled. */
export function batchesNow(session: Session): Result<BatchNow[]> {
  return session.peek(() =>
    listBatches(session).map((one) => ({ ...one, exceptions: unratedOfBatch(session.open, one.batch) })),
  );
}

/** Throws a Refusal where there is none of that number. */
export function batchNumbered(session: Session, batch: number): BatchNow {
  const all = listBatches(session);
  const found = all.find((one) => one.batch === batch);
  if (found) return found;
  throw new Refusal({
    code: 'unknown_batch',
    message: `There is no import batch ${batch}`,
    hint: all.length > 0 ? `The book has batches 1 to ${all.length}` : 'Nothing has been imported yet',
  });
}

/** Takes a batch out again: its rows are as if they had never come, their ids are free. */
export function undoBatch(
  session: Session,
  batch: number,
  reason: string,
  progress?: Progress,
): Result<BatchFact> {
  return session.act(() => {
    const found = batchNumbered(session, batch);
    if (found.undone)
      throw new Refusal({
        code: 'already_undone',
        message: `Batch ${batch} is undone already`,
        hint: 'Nothing to do',
      });
    const customers = changedByUndo(session, batch);
    session.tell([{ kind: 'undo', body: { batch, reason: reason.trim() } }], `undo ${batch}`);
    rederive(session, customers, progress);
    return found;
  });
}

/**
 * Whom undoing a batch concerns, and from when on. Throws a Refusal where it cannot be undone: a row is posted in a closed month, or
 * has been voided or excluded.
 */
export function changedByUndo(session: Session, batch: number): Map<string, Instant> {
  const book = session.book();
  const open = book.zone.startOf(`${firstOpenMonth(session)}-01`);
  const customers = customersOfBatch(session.open, batch);
  for (const [customer, earliest] of customers) {
    if (earliest >= open) continue;
    throw new Refusal({
      code: 'closed_month',
      message: `Usage of ${customer} in batch ${batch} is posted in a closed month, which never changes`,
      hint: 'Void single events instead, or reopen the month if it was the last one closed',
    });
  }
  for (const customer of customers.keys()) {
    const { erased, excluded, reversals } = book.customers.get(customer)!;
    const told = new Set([...erased, ...excluded, ...reversals.map(({ fact }) => fact.eventId)]);
    const [touched] = eventsOfBatch(session.open, batch, told);
    if (touched === undefined) continue;
    throw new Refusal({
      code: 'batch_touched',
      message: `Event ${touched} of batch ${batch} has been voided or excluded, and that is final`,
      hint: 'Void the other events of the batch one by one',
    });
  }
  return customers;
}
