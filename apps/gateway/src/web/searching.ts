import type { Queryable } from "@circuito/store";
import type { WebParts } from "./web-parts.ts";

/** A search reads much; one that reads too much is ended before it takes a connection for long. */
const SEARCH_TIMEOUT_MS = 5_000;

export function searching<T>(
  { database }: WebParts,
  search: (q: Queryable) => Promise<T>,
): Promise<T> {
  return database.transaction(async ({ client }) => {
    await client.query(`set local statement_timeout = ${SEARCH_TIMEOUT_MS}`);
    return search(client);
  });
}
