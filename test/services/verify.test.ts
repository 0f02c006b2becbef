// Verify names whatever was changed behind the program's back: any value of any column of any table, rows taken out, slipped
// in, cut off the end. The guards are put back as they were, so that it is the change itself that is found.
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBook, reportsAfterMore, type TamperedBook, type Verdict } from './tampered-book.ts';

let book: TamperedBook;
let untouched: Record<string, string>;
beforeAll(async () => {
  book = await makeBook();
  await book.after(() => {});
  untouched = await reportsAfterMore(book.copy, book.folder);
});
afterAll(() => book.remove());

const TABLES = [
  'fact',
  'usage_event',
  'id_filter',
  'rejected_row',
  'posting',
  'lot',
  'snapshot',
  'unrated',
  'wallet',
  'code',
  'book_state',
] as const;

/** Written down, so that each has a test of its own; one test holds the list to the tables. */
const COLUMNS: Record<(typeof TABLES)[number], string[]> = {
  fact: ['seq', 'kind', 'key', 'body', 'source', 'author', 'recorded_at', 'hash'],
  usage_event: [
    ...['seq', 'event_id', 'attempt', 'batch', 'line', 'customer'],
    ...['meter', 'quantity', 'occurred_at', 'posted_at', 'extra', 'crc'],
  ],
  id_filter: ['bucket', 'ids', 'bits', 'crc'],
  rejected_row: ['batch', 'line', 'code', 'column_name', 'message', 'cells'],
  posting: [
    ...['wallet', 'at', 'ord', 'month', 'kind', 'lot', 'event', 'meter', 'credits', 'overage', 'currency'],
    ...[
      'basis',
      'usage',
      'breakage',
      'overage_revenue',
      'receivable',
      'unbilled',
      'amount',
      'charge',
      'charge_kind',
    ],
  ],
  lot: [
    ...['id', 'wallet', 'lot_id', 'kind', 'made_at', 'starts_at', 'expires_at', 'base_expires_at'],
    ...['credits', 'price', 'currency', 'priority', 'source', 'subscription', 'meters'],
  ],
  snapshot: ['customer', 'at', 'state'],
  unrated: ['customer', 'posted_at', 'event'],
  wallet: ['id', 'customer', 'credit_type'],
  code: ['id', 'kind', 'code'],
  book_state: ['id', 'facts', 'facts_hash', 'sealed_until', 'derived_until'],
};

type Value = string | number | bigint | null | Buffer;

interface Column {
  name: string;
  type: string;
  /** Place in the primary key, from 1; 0 outside. */
  pk: bigint;
}

function inOriginal<T>(look: (db: Database.Database) => T): T {
  const db = new Database(book.path, { readonly: true }).defaultSafeIntegers();
  try {
    return look(db);
  } finally {
    db.close();
  }
}

const columnsOf = (table: string): Column[] =>
  inOriginal((db) => db.pragma(`table_info(${table})`) as Column[]);

/** The first row, one in the middle and the last. */
function someRows(table: string): Record<string, Value>[] {
  const rows = inOriginal((db) => db.prepare(`SELECT * FROM ${table}`).all() as Record<string, Value>[]);
  return [...new Set([rows[0]!, rows[rows.length >> 1]!, rows.at(-1)!])];
}

/** WHERE and its parameters for one row. */
function keyOf(table: string, row: Record<string, Value>): { where: string; values: Value[] } {
  const keys = columnsOf(table).filter(({ pk }) => pk > 0n);
  return {
    where: keys.map(({ name }) => `${name} IS ?`).join(' AND '),
    values: keys.map(({ name }) => row[name]!),
  };
}

/** Values to put in the place of one. */
function others(value: Value, type: string): Value[] {
  if (typeof value === 'object' && value !== null)
    return [value.map((byte) => byte ^ 1) as Buffer, Buffer.concat([value, value]), Buffer.of(), null];
  if (type !== 'TEXT')
    return value === null ? [1n] : [BigInt(value) + 1n, BigInt(value) - 1n, 1n << 60n, null];
  if (value === null) return ['x', ''];
  const text = String(value);
  return [`${text}x`, text.replace(/[0-9a-z]/, (char) => (char === '7' ? '8' : '7')), '', null].filter(
    (v) => v !== value,
  );
}

function expectNamed({ kind, findings }: Verdict, what: string): void {
  expect({ what, kind }).not.toEqual({ what, kind: 'clean' });
  expect(findings.length).toBeGreaterThan(0);
  for (const { code, message, hint } of findings) {
    expect(code).toMatch(/^[a-z_]+$/);
    expect(message).toMatch(/^\S.{10,}/);
    expect(hint).toMatch(/^\S.{10,}/);
  }
}

/** Noticed; or such that nothing comes out otherwise for it, now or after more work. */
async function expectNamedOrHarmless(verdict: Verdict, what: string): Promise<void> {
  if (verdict.kind !== 'clean') expectNamed(verdict, what);
  else
    expect({ what, reports: await reportsAfterMore(book.copy, book.folder) }).toEqual({
      what,
      reports: untouched,
    });
}

describe('a book as the program left it', () => {
  it('is proven', async () => {
    expect(await book.after(() => {})).toEqual({ kind: 'clean', findings: [] });
  });

  it('has rows in every table, sealed postings and open ones', () => {
    const sealed = inOriginal(
      (db) => db.prepare('SELECT sealed_until FROM book_state').pluck().get() as bigint,
    );
    const months = someRows('posting').map(({ at }) => (at as bigint) < sealed);
    expect(new Set(months)).toEqual(new Set([true, false]));
    for (const table of TABLES) expect(someRows(table).length).toBeGreaterThan(0);
  });
});

const CASES = TABLES.flatMap((table) => COLUMNS[table].map((column) => [table, column] as const));

describe('a value that was changed', () => {
  it('all columns there are stand in the list', () => {
    for (const table of TABLES) expect(columnsOf(table).map(({ name }) => name)).toEqual(COLUMNS[table]);
  });

  it.each(CASES)('%s.%s', async (table, name) => {
    const column = columnsOf(table).find((one) => one.name === name)!;
    let tried = 0;
    for (const row of someRows(table)) {
      const { where, values } = keyOf(table, row);
      for (const other of others(row[name]!, column.type)) {
        let changed = true;
        const verdict = await book.afterRows((db) => {
          try {
            db.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${where}`).run(other, ...values);
          } catch {
            changed = false; // SQLite itself refuses: not null, unique, one row only
          }
        });
        if (!changed) continue;
        tried++;
        const what = `${table}.${name}: ${row[name]} is now ${other}`;
        if (table === 'snapshot') await expectNamedOrHarmless(verdict, what);
        else expectNamed(verdict, what);
      }
    }
    expect(tried > 0 || `${table}.${name}` === 'book_state.id').toBe(true);
  });
});

describe('a row that was taken out', () => {
  it.each(TABLES)('of %s', async (table) => {
    for (const row of someRows(table)) {
      const { where, values } = keyOf(table, row);
      const verdict = await book.afterRows(
        (db) => void db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...values),
      );
      // Without a snapshot the book goes on from an earlier one, or from nothing, and comes to the same.
      if (table === 'snapshot') await expectNamedOrHarmless(verdict, `${table} ${values}`);
      else expectNamed(verdict, `${table} ${values}`);
    }
  });

  it('and with it everything of its table', async () => {
    for (const table of TABLES) {
      const verdict = await book.afterRows((db) => void db.exec(`DELETE FROM ${table}`));
      if (table === 'snapshot') await expectNamedOrHarmless(verdict, table);
      else expectNamed(verdict, table);
    }
  });
});

/** A row like the last one, with these values in some columns. */
function likeLast(
  table: keyof typeof COLUMNS,
  changes: Record<string, string>,
  order = 'rowid DESC',
): string {
  const values = COLUMNS[table].map((name) => changes[name] ?? name);
  return `INSERT INTO ${table} (${COLUMNS[table].join(', ')}) SELECT ${values.join(', ')} FROM ${table} ORDER BY ${order} LIMIT 1`;
}

describe('a row that was slipped in', () => {
  const CUSTOMER = "(SELECT id FROM code WHERE code = 'anna')";
  const METER = "(SELECT id FROM code WHERE code = 'calls')";

  it.each([
    ['fact', likeLast('fact', { seq: 'seq + 1' })],
    ['usage_event, of a batch', likeLast('usage_event', { seq: 'seq + 1', event_id: "'other'" })],
    [
      'usage_event, of a batch that never was',
      likeLast('usage_event', { seq: 'seq + 1', event_id: "'other'", batch: '99' }),
    ],
    ['usage_event, another attempt', likeLast('usage_event', { seq: 'seq + 1', attempt: 'attempt + 1' })],
    ['id_filter', 'INSERT INTO id_filter SELECT bucket + 1, ids, bits, crc FROM id_filter'],
    ['rejected_row', "INSERT INTO rejected_row VALUES (1, 99, 'x', NULL, 'x', '[]')"],
    [
      'rejected_row, of a batch that never was',
      "INSERT INTO rejected_row VALUES (99, 1, 'x', NULL, 'x', '[]')",
    ],
    ['posting, sealed', likeLast('posting', { ord: 'ord + 9' }, 'at')],
    ['posting, open', likeLast('posting', { at: 'at + 1' }, 'at DESC')],
    ['posting, beyond all time', likeLast('posting', { at: '1 << 60' }, 'at DESC')],
    ['lot', likeLast('lot', { id: 'id + 1', lot_id: "'other'" })],
    ['lot, of no wallet', likeLast('lot', { id: 'id + 1', lot_id: "'other'", wallet: '99' })],
    [
      'snapshot',
      `INSERT INTO snapshot SELECT customer, at - 1, state FROM snapshot WHERE customer = ${CUSTOMER} AND at = (SELECT max(at) FROM snapshot WHERE customer = ${CUSTOMER})`,
    ],
    [
      'snapshot, beyond what is derived',
      `INSERT INTO snapshot SELECT ${CUSTOMER}, 1 << 60, state FROM snapshot LIMIT 1`,
    ],
    ['snapshot, of a meter', `INSERT INTO snapshot SELECT ${METER}, at, state FROM snapshot LIMIT 1`],
    [
      'snapshot, that is none',
      `INSERT INTO snapshot VALUES (${CUSTOMER}, 1770000000000, '{"shape":3,"wallets":[]}')`,
    ],
    ['unrated', `INSERT INTO unrated SELECT customer, posted_at, seq FROM usage_event WHERE event_id = 'a1'`],
    [
      'unrated, at another instant',
      `INSERT INTO unrated SELECT customer, posted_at + 1, event FROM unrated LIMIT 1`,
    ],
    ['unrated, of a meter', `INSERT INTO unrated SELECT ${METER}, posted_at, event FROM unrated LIMIT 1`],
    ['wallet, of a meter', `INSERT INTO wallet (customer, credit_type) VALUES (${METER}, 'credits')`],
    ['wallet, of no credit type', `INSERT INTO wallet (customer, credit_type) VALUES (${CUSTOMER}, 'gold')`],
    ['code', "INSERT INTO code (kind, code) VALUES ('customer', 'ghost')"],
    ['code, of no kind', "INSERT INTO code (kind, code) VALUES ('ghost', 'anna')"],
  ])('%s', async (what, sql) => {
    expectNamed(await book.afterRows((db) => void db.exec(sql)), what);
  });
});

describe('facts cut off at the end', () => {
  const lastFacts = 'DELETE FROM fact WHERE seq > (SELECT max(seq) FROM fact) - ';

  it.each([1, 2, 5, 20])('the last %i', async (count) => {
    const verdict = await book.afterRows((db) => void db.exec(`${lastFacts}${count}`));
    expectNamed(verdict, `the last ${count}`);
    expect(verdict.findings[0]!.code).toBe('facts_truncated');
  });

  it.each([1, 2, 5, 20])('the last %i, with the book’s own count set back to match', async (count) => {
    const verdict = await book.afterRows((db) => {
      db.exec(`${lastFacts}${count}`);
      db.exec(
        `UPDATE book_state SET facts = (SELECT max(seq) FROM fact), facts_hash = (SELECT hash FROM fact ORDER BY seq DESC LIMIT 1)`,
      );
    });
    expectNamed(verdict, `the last ${count}`);
  });
});

describe('what is named', () => {
  it.each([
    [
      "UPDATE usage_event SET quantity = '151' WHERE event_id = 'a1'",
      /^Usage row 1 \(event a1, batch 1\) is not as/,
    ],
    [
      "UPDATE usage_event SET attempt = 1 WHERE event_id = 'a1'",
      /^Usage row 1 has an id that was taken, or says wrongly how often it came \(event a1\)$/,
    ],
    [
      'UPDATE id_filter SET bits = zeroblob(length(bits))',
      /^The filter of the ids of usage rows 1 to 65535 is not theirs$/,
    ],
    ['DELETE FROM id_filter', /^The filter of the ids of usage rows 1 to 65535 is not theirs$/],
    [
      "UPDATE rejected_row SET message = 'fine' WHERE batch = 4",
      /^The rejected rows kept with batch 4 are not/,
    ],
    ['DELETE FROM rejected_row WHERE batch = 4', /^The rejected rows kept with batch 4 are not/],
    ["DELETE FROM usage_event WHERE event_id = 'z'", /^Batch 3 brought 5 rows, the book holds 4 of it/],
    [
      "UPDATE fact SET author = 'eve' WHERE seq = 3",
      /^Fact 3 \(credit_type credits\) is not as it was recorded/,
    ],
    ["UPDATE fact SET body = 'x' WHERE seq = 3", /fact 3 \(credit_type credits\) cannot be read/],
    [
      "UPDATE lot SET priority = 5 WHERE lot_id = 'g'",
      /lot g: priority is 5 in the book, the facts give 100/,
    ],
    ["UPDATE lot SET base_expires_at = base_expires_at + 1 WHERE lot_id = 'g'", /lot g: baseExpiresAt is/],
    ["UPDATE lot SET meters = 'x' WHERE lot_id = 'g'", /the meters of lot g cannot be read/],
    ['UPDATE posting SET kind = 99 WHERE ord = 0', /no kind of posting has the number 99/],
    ['UPDATE book_state SET sealed_until = sealed_until - 86400000', /how far it is sealed/],
    ['UPDATE book_state SET derived_until = derived_until - 86400000', /how far it is derived/],
    [
      "UPDATE snapshot SET state = replace(state, ',2000,', ',2001,')",
      /the snapshot at .*Z is not what the facts give/,
    ],
    ["UPDATE code SET kind = 'thing' WHERE code = 'anna'", /code \d+ is of no known kind/],
    [
      "UPDATE posting SET credits = credits - 25 WHERE event = (SELECT seq FROM usage_event WHERE event_id = 'a1')",
      /drawdown .*event a1.*: credits is -\d+\.25 in the book, the facts give -\d+\.00$/,
    ],
    [
      'UPDATE month_sum SET usage_up = usage_up + 1 WHERE usage_up > 0',
      /^The sums of anna \(credits\) for 2026-01 are not those of the postings$/,
    ],
  ])('%s', async (sql, message) => {
    const { findings } = await book.afterRows((db) => void db.exec(sql));
    expect(findings.map((finding) => finding.message)).toContainEqual(expect.stringMatching(message));
  });

  it('the month whose postings are not those that were sealed', async () => {
    const amounts = 'basis = basis - 1, usage = usage + 1';
    const { findings } = await book.afterRows(
      (db) =>
        void db.exec(
          `UPDATE posting SET ${amounts} WHERE (wallet, at, ord) IN (SELECT wallet, at, ord FROM posting WHERE kind = 4 AND month = 202601 LIMIT 1)`,
        ),
    );
    const messages = findings.map(({ message }) => message);
    expect(messages).toContainEqual(
      expect.stringMatching(/^The postings of 2026-01 are not those that were sealed/),
    );
    expect(messages).toContainEqual(expect.stringMatching(/: drawdown at 2026-01-.* basis is /));
  });

  it('a guard that is gone', async () => {
    const verdict = await book.after((path) =>
      new Database(path).exec('DROP TRIGGER fact_no_update').close(),
    );
    expect(verdict.findings.map(({ code }) => code)).toEqual(['schema_changed']);
  });
});
