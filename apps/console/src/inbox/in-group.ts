import type { ConversationView } from "@circuito/protocol";
import type { ListGroup } from "@circuito/protocol/list-text";

type Placed = Pick<ConversationView, "status" | "waitingOn" | "assignee">;

/** Whether a conversation stands in a stretch of a list, by the same rule as the server's. */
export function isInGroup({ status, waitingOn, assignee }: Placed, group: ListGroup): boolean {
  switch (group) {
    case "to-do":
      return status === "open" && waitingOn === "agent";
    case "waiting":
      return status === "snoozed" || (status === "open" && waitingOn !== "agent");
    case "resolved":
      return status === "resolved" || status === "closed";
    case "queued":
      return status === "open" && assignee === null;
    case "in-service":
      return (status === "open" || status === "snoozed") && assignee !== null;
  }
}
