// A migration and its undo, each after an automatic backup where the book wants one, and refused where it cannot be made. The same for
// the command line and the window. Must not: do anything itself beyond joining the two.
import { afterBackup } from '../../services/keeping/backups.ts';
import * as commands from '../../services/migration/from-command.ts';
import * as migrations from '../../services/migration/migrate.ts';
import * as undoings from '../../services/migration/undo.ts';

/** A dry run, which nobody approves, changes nothing. */
export async function migrateFrom(
  ...[session, said, approved]: Parameters<typeof commands.migrateFrom>
): ReturnType<typeof commands.migrateFrom> {
  const work = (): ReturnType<typeof commands.migrateFrom> => commands.migrateFrom(session, said, approved);
  return approved === null ? work() : afterBackup(session, 'migration', undefined, work);
}

export function commitMigration(
  ...[session, asked, approved]: Parameters<typeof migrations.commitMigration>
): ReturnType<typeof migrations.commitMigration> {
  return afterBackup(session, 'migration', asked.progress, () =>
    migrations.commitMigration(session, asked, approved),
  );
}

export function undoMigration(
  ...[session, number, reason, progress]: Parameters<typeof undoings.undoMigration>
): Promise<ReturnType<typeof undoings.undoMigration>> {
  return afterBackup(session, 'undo', progress, () =>
    undoings.undoMigration(session, number, reason, progress),
  );
}
