// Taking a migration back out while nothing was built on it (rules §12): its lots, its adjustments and its usage are as if they had
// never come. Customers and credit types stay: they are setup, and say nothing of credits. Must not: touch what others told.
import { Refusal, type Result } from '../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../src-shared/findings/legacy.ts';
import type { AdjustmentFact, GrantFact, MigrationFact } from '../../engine/facts.ts';
import type { Fact } from '../../storage/fact-log.ts';
import { otherUsageOn } from '../../storage/lot-lookup.ts';
import { firstOpenMonth, latest, mustGiveReason, type Progress, rederive, type Session } from '../session.ts';
import { batchNumbered, changedByUndo } from '../usage/batches.ts';

export interface MigrationNow extends MigrationFact {
  readonly undone: boolean;
}

export interface MigrationUndone {
  readonly number: number;
  readonly file: string;
  readonly lots: number;
  readonly adjustments: number;
  /** Rows of usage that came with it. */
  readonly usage: number;
  /** Usage events that came otherwise and had drawn on its lots: they stay, and need other credits now. */
  readonly drew: number;
}

/** All migrations, in order, with whether they were undone. */
export function listMigrations(session: Session): MigrationNow[] {
  const stand = latest(session, 'migration');
  return session
    .facts()
    .flatMap(({ kind, body }) =>
      kind === 'migration' ? [{ ...body, undone: !stand.has(String(body.number)) }] : [],
    );
}

/**
 * Takes a migration back out, in one transaction. Refused: there is none of that number, or it is undone already; one of its months is
 * closed; somebody adjusted one of its lots, or voided or excluded usage that came with it.
 */
export function undoMigration(
  session: Session,
  number: number,
  reason: string,
  progress?: Progress,
): Result<MigrationUndone> {
  return session.act(() => {
    const fact = migrationNumbered(session, number);
    mustGiveReason(reason);
    const { grants, adjustments } = toldWith(session, fact);
    const refs = grants.map(({ ref }) => ref);
    mustBeOpen(session, grants);
    mustBeUntouched(session, new Set(refs), new Set(adjustments.map(({ ref }) => ref)));
    const { batch, file } = fact;
    const usage = batch === null ? null : batchNumbered(session, batch);
    const changed = usage === null || usage.undone ? new Map() : changedByUndo(session, usage.batch);
    const { zone } = session.book();
    for (const { customer, date } of grants)
      changed.set(customer, Math.min(zone.startOf(date), changed.get(customer) ?? Number.POSITIVE_INFINITY));
    const drew = otherUsageOn(session.open, refs, batch);
    const source = `undo migration ${number}`;
    const body = { number, grants: refs, adjustments: adjustments.map(({ ref }) => ref) };
    session.tell([{ kind: 'migration_undo', body: { ...body, reason: reason.trim() } }], source);
    if (usage && !usage.undone)
      session.tell([{ kind: 'undo', body: { batch: usage.batch, reason: reason.trim() } }], source);
    rederive(session, changed, progress);
    const counts = { lots: grants.length, adjustments: adjustments.length, usage: usage?.accepted ?? 0 };
    return { number, file, ...counts, drew };
  });
}

function migrationNumbered(session: Session, number: number): MigrationFact {
  const all = listMigrations(session);
  const found = all.find((one) => one.number === number);
  if (!found)
    throw new Refusal({
      code: 'unknown_migration' satisfies LegacyCode,
      message: `There is no migration ${number}`,
      hint:
        all.length === 0
          ? 'No spreadsheet came into this book'
          : `The book has ${all.map((one) => `${one.number} (${one.file})`).join(', ')}`,
    });
  if (!found.undone) return found;
  throw new Refusal({
    code: 'already_undone',
    message: `Migration ${number} is undone already`,
    hint: 'Nothing to do',
  });
}

/** A migration tells its lots and adjustments right before itself, in its own transaction. */
function toldWith(
  session: Session,
  { number, counts }: MigrationFact,
): { grants: GrantFact[]; adjustments: AdjustmentFact[] } {
  const facts: readonly Fact[] = session.standing();
  const before = facts.slice(
    0,
    facts.findIndex(({ kind, body }) => kind === 'migration' && body.number === number),
  );
  const last = <T>(all: T[], count: number): T[] => (count === 0 ? [] : all.slice(-count));
  return {
    grants: last(
      before.flatMap(({ kind, body }) => (kind === 'grant' ? [body] : [])),
      counts.lots,
    ),
    adjustments: last(
      before.flatMap(({ kind, body }) => (kind === 'adjustment' ? [body] : [])),
      counts.adjustments ?? 0,
    ),
  };
}

function mustBeOpen(session: Session, grants: readonly GrantFact[]): void {
  const open = `${firstOpenMonth(session)}-01`;
  const closed = grants.find(({ date }) => date < open);
  if (closed)
    throw new Refusal({
      code: 'closed_month',
      message: `Lot ${closed.ref} of ${closed.date} stands in a closed month, which never changes`,
      hint: 'Correct single lots by adjustments instead, or reopen the month if it was the last one closed',
    });
}

/** @param own adjustments that came with the migration. */
function mustBeUntouched(session: Session, refs: ReadonlySet<string>, own: ReadonlySet<string>): void {
  const other = [...latest(session, 'adjustment').values()].find(
    ({ ref, lot }) => refs.has(lot) && !own.has(ref),
  );
  if (other)
    throw new Refusal({
      code: 'migration_touched' satisfies LegacyCode,
      message: `Adjustment ${other.ref} of ${other.date} was told of its lot ${other.lot} since, and that is final`,
      hint: 'Correct the other lots by adjustments too',
    });
}
