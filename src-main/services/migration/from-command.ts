// A migration as the command line asks for it: a shape by its name or file, with what was said beside it; review and commit in one.
// Must not: ask; what is not said is refused with its question.
import type { Result } from '../../../src-shared/findings/finding.ts';
import type { LegacyShape } from '../../../src-shared/migration/shape.ts';
import type { Session } from '../session.ts';
import {
  commitMigration,
  type Migration,
  type MigrationApproved,
  type MigrationAsked,
  reviewMigration,
} from './migrate.ts';
import { readLegacy } from './read-legacy.ts';
import { shapeNamed } from './shapes.ts';

export interface MigrationSaid extends Omit<MigrationAsked, 'shape'> {
  /** A saved name or the path of a JSON file. */
  readonly shape: string | null;
  readonly said: {
    readonly customers: Readonly<Record<string, string>>;
    readonly creditType: string | null;
    readonly currency: string | null;
    readonly meter: string | null;
  };
}

/** @param approved null: only looks. */
export async function migrateFrom(
  session: Session,
  { shape: named, said, ...asked }: MigrationSaid,
  approved: Omit<MigrationApproved, 'token'> | null,
): Promise<Result<Migration>> {
  let shape: LegacyShape;
  try {
    const saved = named === null ? null : shapeNamed(session, named);
    const read = await readLegacy(session, { path: asked.path, asOf: asked.at }, saved);
    if (!read.ok) return read;
    shape = read.value.understood.shape;
  } catch (error) {
    return session.asRefusal(error);
  }
  const full: MigrationAsked = {
    ...asked,
    shape: {
      ...shape,
      creditType: said.creditType ?? shape.creditType,
      currency: said.currency ?? shape.currency,
      meter: said.meter ?? shape.meter,
      customers: { ...shape.customers, ...said.customers },
    },
  };
  const review = await reviewMigration(session, full);
  if (!review.ok || approved === null) return review;
  return commitMigration(session, full, { ...approved, token: review.value.token });
}
