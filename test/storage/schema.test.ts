// The tables that the migrations make: strict, and without binary floats.
import { expect, test } from 'vitest';
import { newBook } from './book-files.ts';

test('every table is STRICT, and no column is a binary float', () => {
  const { db } = newBook();
  for (const table of db.pragma('table_list') as { schema: string; name: string; strict: number }[]) {
    if (table.schema !== 'main' || table.name.startsWith('sqlite_')) continue;
    expect(table).toMatchObject({ strict: 1 });
    for (const { type } of db.pragma(`table_info(${table.name})`) as { type: string }[])
      expect(['INTEGER', 'TEXT', 'BLOB']).toContain(type);
  }
});
