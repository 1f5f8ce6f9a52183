import type { Channel } from "@circuito/domain";
import { findInbox, type Queryable, type StoredInbox } from "@circuito/store";
import { nothingHere } from "./visible.ts";

/**
 * An inbox of an address, as it is stored, switched on or off.
 * @param channel absent: whatever it is of
 * @throws HttpProblem where there is none
 */
export async function requireInbox(
  q: Queryable,
  id: string,
  channel?: Channel,
): Promise<StoredInbox> {
  const inbox = await findInbox(q, id);
  if (!inbox || (channel !== undefined && inbox.channel !== channel)) throw nothingHere();
  return inbox;
}
