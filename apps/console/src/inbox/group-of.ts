import type { ConversationView } from "@circuito/protocol";
import type { Group } from "../api/client.ts";

/** The console's group a conversation stands in, by the same rule as the server's. */
export function groupOf({
  status,
  waitingOn,
}: Pick<ConversationView, "status" | "waitingOn">): Group {
  if (status === "resolved" || status === "closed") return "resolved";
  return status === "open" && waitingOn === "agent" ? "to-do" : "waiting";
}
