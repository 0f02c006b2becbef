// Every migration, in order. Never edit or remove one that has landed in a release: books carry its checksum.
import type Database from 'better-sqlite3';
import { fillFilters } from '../usage/id-filters.ts';
import { sql as book } from './0001-book.ts';
import { sql as monthSums } from './0002-month-sums.ts';
import { sql as documents } from './0003-documents.ts';
import { sql as reconcile } from './0004-reconcile.ts';
import { sql as ledgerByTime } from './0005-ledger-by-time.ts';
import { sql as idsByBucket } from './0006-ids-by-bucket.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** After it, in the same transaction: what is derived and SQL cannot make. */
  readonly fill?: (db: Database.Database) => void;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'book', sql: book },
  { version: 2, name: 'month sums', sql: monthSums },
  { version: 3, name: 'documents', sql: documents },
  { version: 4, name: 'reconcile', sql: reconcile },
  { version: 5, name: 'ledger by time', sql: ledgerByTime },
  { version: 6, name: 'ids by bucket', sql: idsByBucket, fill: fillFilters },
];
