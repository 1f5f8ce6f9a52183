import type { InboundMessage } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { inboundMessageOf, type StoredMessage } from "./drain.ts";

type Row = Parameters<typeof inboundMessageOf>[0] & { readonly element: StoredMessage };

/**
 * A message of the ledger as the router would take it if somebody released it now.
 * @returns `undefined` if there is no such row, it is no message, or it was erased
 */
export async function findReleasable(
  q: Queryable,
  ledgerId: string,
): Promise<InboundMessage | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-releasable",
    text: `select l.id, l.inbox_id, l.external_id, i.channel, l.collision, l.received_at,
        true as released, l.element
      from ledger l join inboxes i on i.id = l.inbox_id where l.id = $1 and l.kind = 'message'
        and l.element <> '{}'`,
    values: [ledgerId],
  });
  const [row] = rows;
  return row && inboundMessageOf(row, row.element);
}
