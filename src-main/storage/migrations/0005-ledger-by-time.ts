// The ledger in the order of time, whoever's: a window of millions of postings is found without reading what lies before it. On an
// expression, so that only a query that asks for `at + 0` takes it: whatever adds postings up goes through the table as before.
export const sql = /* sql */ `
CREATE INDEX posting_by_time ON posting (at + 0, kind);
`;
