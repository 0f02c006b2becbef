// The contract: every call the page can make, in one object. The page's client and the backend's handlers are typed by it.
import type { z } from 'zod';
import { COMPARISON_CALLS } from '../comparison/calls.ts';
import { EXPLAIN_CALLS } from '../explain/calls.ts';
import { EXPORT_CALLS } from '../exports/calls.ts';
import { KEEPING_CALLS } from '../keeping/calls.ts';
import { MIGRATION_CALLS } from '../migration/calls.ts';
import { RECONCILE_CALLS } from '../reconcile/calls.ts';
import { APP_CALLS } from './app.ts';
import { AUDIT_CALLS } from './audit.ts';
import { CATALOG_CALLS } from './catalog.ts';
import { CUSTOMER_CALLS } from './customers.ts';
import { LEDGER_CALLS } from './ledger.ts';
import { MONTH_CALLS } from './months.ts';
import { OVERVIEW_CALLS } from './overview.ts';
import { SETTINGS_CALLS } from './settings.ts';
import { SETUP_CALLS, START_CALLS } from './start.ts';
import { STATEMENT_CALLS } from './statements.ts';
import { USAGE_CALLS } from './usage.ts';

export const CONTRACT = {
  ...APP_CALLS,
  ...CATALOG_CALLS,
  ...AUDIT_CALLS,
  ...STATEMENT_CALLS,
  ...SETTINGS_CALLS,
  ...OVERVIEW_CALLS,
  ...START_CALLS,
  ...SETUP_CALLS,
  ...USAGE_CALLS,
  ...CUSTOMER_CALLS,
  ...MONTH_CALLS,
  ...LEDGER_CALLS,
  ...EXPLAIN_CALLS,
  ...EXPORT_CALLS,
  ...COMPARISON_CALLS,
  ...RECONCILE_CALLS,
  ...MIGRATION_CALLS,
  ...KEEPING_CALLS,
} as const;

export type Contract = typeof CONTRACT;
export type Method = keyof Contract;
/** What a caller gives (defaults may be left out), what a handler gets, and what comes back. */
export type Given<M extends Method> = z.input<Contract[M]['input']>;
export type Taken<M extends Method> = z.output<Contract[M]['input']>;
export type Answer<M extends Method> = z.output<Contract[M]['output']>;

export function isMethod(text: string): text is Method {
  return Object.hasOwn(CONTRACT, text);
}
