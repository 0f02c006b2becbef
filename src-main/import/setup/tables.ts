// The one specification of the setup tables (formats, "The setup tables"): the loader reads by it, the template shows it.
// Must not: parse or check anything.
import { ACCOUNTS_TABLE, BOOK, CREDIT_TYPES, METERS, RATES } from './spec/book-tables.ts';
import type { SetupTableName, TableSpec } from './spec/column.ts';
import {
  ADJUSTMENTS,
  CANCELLATIONS,
  CUSTOMERS,
  GRANTS,
  SUBSCRIPTIONS,
  VOIDS,
} from './spec/customer-tables.ts';
import { PACKS, PLANS } from './spec/offer-tables.ts';

export type { ColumnKind, ColumnSpec, SetupTableName, TableSpec } from './spec/column.ts';
export { exampleRows, SETUP_TABLE_NAMES } from './spec/column.ts';

/** All tables, in the order people fill them in. */
export const SETUP_TABLES: readonly TableSpec[] = [
  BOOK,
  ACCOUNTS_TABLE,
  CREDIT_TYPES,
  METERS,
  RATES,
  PACKS,
  PLANS,
  CUSTOMERS,
  SUBSCRIPTIONS,
  CANCELLATIONS,
  GRANTS,
  ADJUSTMENTS,
  VOIDS,
];

const BY_NAME = new Map<SetupTableName, TableSpec>(SETUP_TABLES.map((spec) => [spec.name, spec]));

export function setupTable(name: SetupTableName): TableSpec {
  const spec = BY_NAME.get(name);
  if (!spec) throw new Error(`no setup table ${name}`);
  return spec;
}

/** Names are matched without regard to case, spaces, `_` and `-`. */
export function matchingName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '');
}
