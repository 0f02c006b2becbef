// The tables that drizzle knows are those that the migrations make, column by column and index by index.
import { getTableName, is } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import * as schema from '../../src-main/storage/migrations/schema.ts';
import type { OpenBook } from '../../src-main/storage/open.ts';
import { newBook } from './book-files.ts';
import { poster } from './posted-by-hand.ts';

const TABLES: SQLiteTable[] = Object.values<unknown>(schema).filter((value) => is(value, SQLiteTable));

interface ColumnRow {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}

/** Columns as "name TYPE [NOT NULL] [KEY n]", the way both sides can tell them. */
function migratedColumns({ db }: OpenBook, table: string): string[] {
  return (db.pragma(`table_info(${table})`) as ColumnRow[]).map(({ name, type, notnull, pk }) =>
    // A lone INTEGER PRIMARY KEY is never null, whatever the pragma says.
    describeColumn(name, type, notnull === 1 || pk > 0, pk),
  );
}

function describeColumn(name: string, type: string, isRequired: boolean, key: number): string {
  return `${name} ${type.toUpperCase()}${isRequired ? ' NOT NULL' : ''}${key > 0 ? ` KEY ${key}` : ''}`;
}

function drizzleColumns(table: SQLiteTable): string[] {
  const { columns, primaryKeys } = getTableConfig(table);
  const keys = primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
  return columns.map((column) => {
    const key = column.primary ? 1 : keys.indexOf(column.name) + 1;
    return describeColumn(column.name, column.getSQLType(), column.notNull, key);
  });
}

/** Indexes as "[unique] (columns)". Those of primary keys are left out: they are compared with the columns. */
function migratedIndexes({ db }: OpenBook, table: string): string[] {
  const indexes = db.pragma(`index_list(${table})`) as { name: string; unique: number; origin: string }[];
  return indexes
    .filter(({ origin }) => origin !== 'pk')
    .map(({ name, unique, origin }) => {
      const columns = (db.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name);
      return `${origin === 'c' ? `${name} ` : ''}${unique === 1 ? 'unique ' : ''}(${columns.join(', ')})`;
    })
    .sort();
}

function drizzleIndexes(table: SQLiteTable): string[] {
  const { columns, indexes, uniqueConstraints } = getTableConfig(table);
  const names = (list: readonly unknown[]): string =>
    list.map((column) => (column as { name: string }).name).join(', ');
  return [
    ...indexes.map(
      ({ config }) => `${config.name} ${config.unique ? 'unique ' : ''}(${names(config.columns)})`,
    ),
    ...uniqueConstraints.map((constraint) => `unique (${names(constraint.columns)})`),
    ...columns.filter((column) => column.isUnique).map((column) => `unique (${column.name})`),
  ].sort();
}

describe('the schema', () => {
  test('knows every table of a book', () => {
    const { db } = newBook();
    const made = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .pluck()
      .all();
    expect(TABLES.map((table) => getTableName(table)).sort()).toEqual(made);
  });

  test.each(TABLES.map((table) => [getTableName(table), table] as const))(
    '%s is as migrated',
    (name, table) => {
      const book = newBook();
      expect(drizzleColumns(table)).toEqual(migratedColumns(book, name));
      expect(drizzleIndexes(table)).toEqual(migratedIndexes(book, name));
    },
  );

  test('every table is STRICT, and no column is a binary float', () => {
    const { db } = newBook();
    for (const table of db.pragma('table_list') as { schema: string; name: string; strict: number }[]) {
      if (table.schema !== 'main' || table.name.startsWith('sqlite_')) continue;
      expect(table).toMatchObject({ strict: 1 });
      for (const { type } of db.pragma(`table_info(${table.name})`) as ColumnRow[])
        expect(['INTEGER', 'TEXT', 'BLOB']).toContain(type);
    }
  });

  test('typed queries read a book, and refuse to round a number', () => {
    const book = newBook();
    const anna = poster(book);
    anna.lot({ id: 'a', credits: 25n, price: 5000n });
    const [lot] = drizzle(book.db).select().from(schema.lot).all();
    expect(lot).toMatchObject({ lotId: 'a', credits: 25n, price: 5000n, baseExpiresAt: null });
    anna.lot({ id: 'b', credits: 9_007_199_254_740_993n });
    expect(() => drizzle(book.db).select().from(schema.lot).all()).toThrow('2^53');
  });
});
