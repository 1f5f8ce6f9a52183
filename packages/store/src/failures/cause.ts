/**
 * The cause of a failure as people sort failures by it: its words without what differs from one to the
 * next (ids, addresses, long numbers, what is quoted). Closed codes stay whole.
 * @param words an SQL expression
 */
export const causeOf = (words: string): string =>
  `regexp_replace(coalesce(nullif(${words}, ''), 'unknown'), '${VARYING}', '…', 'gi')`;

const VARYING = [
  "[0-9a-f]{8}-[0-9a-f-]{27}",
  '"[^"]*"',
  "[^[:space:]<>(),;:]+@[^[:space:]<>(),;:]+",
  "\\+?[0-9]{6,}",
].join("|");

/** A cause is read at a glance; a provider's whole answer stays with its row. */
export const CAUSE_LENGTH_MAX = 300;

/** Of the newest failures as many as this are sorted by cause: more would be no list for people. */
export const SORTED_MAX = 20_000;

/** Whole hours behind now that a trend shows, the newest last. */
export const TREND_HOURS = 24;
