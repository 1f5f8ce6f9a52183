import type { Address, Channel } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Whether the customer said STOP on this channel. */
export async function isOptedOut(
  q: Queryable,
  address: Address,
  channel: Channel,
): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "is-opted-out",
    text: "select from opt_outs where address = $1 and channel = $2",
    values: [address, channel],
  });
  return rowCount === 1;
}

/** Another open conversation of the same contact point in the same inbox, if there is one. */
export async function findOtherOpen(
  q: Queryable,
  conversation: { readonly id: string; readonly inboxId: string; readonly address: Address },
): Promise<string | undefined> {
  const { rows } = await q.query<{ id: string }>({
    name: "find-other-open",
    text: `select id from conversations
      where inbox_id = $1 and address = $2 and id <> $3
        and status in ('open','snoozed') and channel not in ('email','form')`,
    values: [conversation.inboxId, conversation.address, conversation.id],
  });
  return rows[0]?.id;
}
