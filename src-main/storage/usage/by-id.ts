// How usage rows are found by their id: bucket by bucket, 65 536 rows each, so that a month's ids, which come at random, are written in one
// place and not all over an index of all years. Must not: read rows.

/**
 * Of usage rows that they have an id, to be gone on with: `${hasId()} = ?`, `${hasId()} >= ?`. Goes along the index bucket by bucket; the
 * plus, as a column that is known to hold integers is not looked for in an index over an expression.
 * @param which of the buckets, as the end of a statement; all, unless told.
 */
export const hasId = (which = ''): string =>
  `(seq >> 16) IN (SELECT +bucket FROM id_filter ${which}) AND event_id`;
export const HAS_ID = hasId();
/** After the table, where something else is known of the row by which it might be looked for. */
export const BY_ID = 'INDEXED BY usage_by_id';
