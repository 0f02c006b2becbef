// The ids of usage by batch, and a filter of each batch's ids (usage/by-id.ts): a month's ids, which come at random, are written in one place.
// In an index of all ids they went to each of its pages, of which there are more every month.
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
`;
