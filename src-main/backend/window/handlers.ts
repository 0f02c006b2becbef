// One handler for each call of the contract. The type makes a missing, extra or wrongly typed one a compile error.
// Handlers join services; a user's mistake leaves as a Refusal or a refused Result, never as a reply of their own making.
import { APP_HANDLERS } from './app-handlers.ts';
import { AUDIT_HANDLERS } from './audit-handlers.ts';
import { CATALOG_HANDLERS } from './catalog-handlers.ts';
import { COMPARISON_HANDLERS } from './comparison/comparison-handlers.ts';
import { EXPORT_HANDLERS } from './export-handlers.ts';
import type { Handlers } from './handling.ts';
import { BACKUP_HANDLERS } from './keeping/backup-handlers.ts';
import { MIGRATION_HANDLERS } from './migration/migration-handlers.ts';
import { RECONCILE_HANDLERS } from './reconcile/handlers.ts';
import { SCREEN_HANDLERS } from './screen-handlers.ts';
import { SETUP_HANDLERS } from './setup-handlers.ts';
import { STATEMENT_HANDLERS } from './statement-handlers.ts';
import { USAGE_HANDLERS } from './usage-handlers.ts';

export const HANDLERS: Handlers = {
  ...APP_HANDLERS,
  ...CATALOG_HANDLERS,
  ...AUDIT_HANDLERS,
  ...STATEMENT_HANDLERS,
  ...USAGE_HANDLERS,
  ...SCREEN_HANDLERS,
  ...SETUP_HANDLERS,
  ...EXPORT_HANDLERS,
  ...COMPARISON_HANDLERS,
  ...RECONCILE_HANDLERS,
  ...MIGRATION_HANDLERS,
  ...BACKUP_HANDLERS,
};
