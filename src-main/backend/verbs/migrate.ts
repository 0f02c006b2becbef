// What the command line can do: migration of an old spreadsheet. Must not: do anything itself beyond joining two services.
export type { Migration } from '../../services/migration/migrate.ts';
export { placeForMigrationReport, writeMigrationReport } from '../../services/migration/report-file.ts';
export type { MigrationUndone } from '../../services/migration/undo.ts';
export { migrateFrom, undoMigration } from '../after-backup/migration.ts';
