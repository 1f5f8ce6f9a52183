import { isWaitingForAgent } from "../conversation.ts";
import type { Routing } from "./route-inbound.ts";

/**
 * Whether its conversation waits for an agent since this message: it is new, handed over by the
 * attendant, open again or awake again. A message into one that waited already begins nothing.
 */
export function beginsToWait({ routed, route, activities }: Routing): boolean {
  const arrives =
    route !== undefined || activities.some(({ kind }) => kind === "reopened" || kind === "woken");
  return arrives && isWaitingForAgent(routed.conversation);
}
