// The ids of usage by batch, and a filter of each batch's ids (usage/by-id.ts): a month's ids, which come at random, are written in one place.
// In an index of all ids they went to each of its pages, of which there are more every month. And states of wallets as rows, one after
// the other.
export const sql = /* sql */ `
DROP INDEX usage_by_id;
CREATE UNIQUE INDEX usage_by_id ON usage_event (batch, event_id);

-- Which ids may have come with a batch (usage/id-bits.ts): derived from its rows, written with them and never changed.
CREATE TABLE id_filter (
  batch INTEGER NOT NULL,
  piece INTEGER NOT NULL,
  bits BLOB NOT NULL,
  PRIMARY KEY (batch, piece)
) STRICT;

-- States of a kilobyte are too long for an index: each took a page of its own. So the table is none, and has an index.
CREATE TABLE snapshot_as_rows (
  customer INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (customer, at)
) STRICT;
INSERT INTO snapshot_as_rows SELECT customer, at, state FROM snapshot ORDER BY customer, at;
DROP TABLE snapshot;
ALTER TABLE snapshot_as_rows RENAME TO snapshot;
`;
