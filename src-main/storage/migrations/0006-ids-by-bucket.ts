// The ids of usage by bucket, 65 536 rows each, and a filter of each bucket's ids (usage/id-filters.ts): a month's ids, which come at random, are
// written in one place. In an index of all ids they went to each of its pages, of which there are more every month. And states of wallets
// in a table: at a kilobyte they are too long for an index, where each took a page of its own.
export const sql = /* sql */ `
DROP INDEX usage_by_id;
CREATE UNIQUE INDEX usage_by_id ON usage_event (seq >> 16, event_id, attempt);

-- Which ids a bucket may have (usage/id-bits.ts): derived from its rows and written with them.
CREATE TABLE id_filter (
  bucket INTEGER PRIMARY KEY,
  ids INTEGER NOT NULL,
  bits BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshot_in_table (
  customer INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (customer, at)
) STRICT;
INSERT INTO snapshot_in_table SELECT customer, at, state FROM snapshot ORDER BY customer, at;
DROP TABLE snapshot;
ALTER TABLE snapshot_in_table RENAME TO snapshot;
`;
