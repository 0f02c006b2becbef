// Handlers of the wizard that brings an old credit spreadsheet in. Must not: read or tell anything themselves.

import type { Taken } from '../../../../src-shared/contract/index.ts';
import { must, Refusal } from '../../../../src-shared/findings/finding.ts';
import type { LegacyCode } from '../../../../src-shared/findings/legacy.ts';
import type { MIGRATION_CALLS, MigrationShown } from '../../../../src-shared/migration/calls.ts';
import { type Migration, type MigrationAsked, reviewMigration } from '../../../services/migration/migrate.ts';
import { readLegacy } from '../../../services/migration/read-legacy.ts';
import { writeMigrationReport } from '../../../services/migration/report-file.ts';
import { deleteShape, listShapes } from '../../../services/migration/shapes.ts';
import { migrationShown, understoodShown } from '../../../services/migration/shown.ts';
import { listMigrations } from '../../../services/migration/undo.ts';
import type { Session } from '../../../services/session.ts';
import { commitMigration, undoMigration } from '../../after-backup/migration.ts';
import type { CallContext, Handlers } from '../handling.ts';

/** What was reviewed or done last in a book, for its report. */
const lastOf = new WeakMap<Session, { migration: Migration; path: string }>();

function askedOf(
  { file, ledger, ...given }: Omit<Taken<'migrate.review'>, never>,
  { desk, progress }: CallContext,
): MigrationAsked {
  return {
    way: given.way,
    at: given.at,
    expires: given.expires,
    shape: given.shape,
    path: desk.pathOf(file),
    ledger: Object.fromEntries(ledger.map(({ currency, amount }) => [currency, amount])),
    newCustomers: false,
    progress,
  };
}

function kept(context: CallContext, migration: Migration, path: string): MigrationShown {
  lastOf.set(context.desk.session(), { migration, path });
  return migrationShown(context.desk.session(), migration);
}

export const MIGRATION_HANDLERS: Handlers<keyof typeof MIGRATION_CALLS> = {
  'migrate.read': async ({ file, shape, at }, { desk }) => {
    const session = desk.session();
    session.book();
    const read = must(await readLegacy(session, { path: desk.pathOf(file), asOf: at }, shape));
    return understoodShown(session, read);
  },
  'migrate.review': async (given, context) => {
    const asked = askedOf(given, context);
    return kept(context, must(await reviewMigration(context.desk.session(), asked)), asked.path);
  },
  'migrate.commit': async ({ token, reason, approvedBy, remember, ...given }, context) => {
    const asked = askedOf(given, context);
    const approved = { token, reason, approvedBy, remember };
    return kept(context, must(await commitMigration(context.desk.session(), asked, approved)), asked.path);
  },
  'migrate.report': async ({ file }, { desk }) => {
    const session = desk.session();
    const last = lastOf.get(session);
    if (!last)
      throw new Refusal({
        code: 'nothing_to_migrate' satisfies LegacyCode,
        message: 'Nothing was reviewed or migrated since the book was opened',
        hint: 'Review the workbook first',
      });
    must(await writeMigrationReport(session, last.migration, desk.pathOf(file), last.path));
    return {};
  },
  'migrate.list': (_input, { desk }) => ({
    migrations: listMigrations(desk.session()).map(
      ({ number, file, way, at, counts, approvedBy, undone }) => ({
        ...{ number, file, way, at, approvedBy, undone },
        ...{ lots: counts.lots, adjustments: counts.adjustments ?? 0, usage: counts.usage },
      }),
    ),
  }),
  'migrate.undo': async ({ number, reason }, { desk, progress }) => {
    const { drew } = must(await undoMigration(desk.session(), number, reason, progress));
    return { number, drew };
  },
  'migrate.layouts': (_input, { desk }) => ({
    names: listShapes(desk.session()).map(({ name }) => name),
  }),
  'migrate.forget': ({ name }, { desk }) => {
    must(deleteShape(desk.session(), name));
    return {};
  },
};
