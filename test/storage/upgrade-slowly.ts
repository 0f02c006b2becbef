// Run as a process of its own by the tests: brings a book up with a migration that never ends, to be killed in it.
// Argument: path.
import { MIGRATIONS } from '../../src-main/storage/migrations/list.ts';
import { openBook } from '../../src-main/storage/open.ts';

const endless = `CREATE TABLE note (n INTEGER, words TEXT) STRICT;
  WITH RECURSIVE counting (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counting)
  INSERT INTO note SELECT n, hex(randomblob(500)) FROM counting LIMIT 100000000`;
console.log('begun');
openBook(process.argv[2]!, { user: 'otto', at: 1 }, [
  ...MIGRATIONS,
  { version: MIGRATIONS.length + 1, name: 'next', sql: endless },
]);
