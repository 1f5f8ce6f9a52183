import type { ConversationView } from "@circuito/protocol";

type Held = Pick<ConversationView, "assignee" | "lease">;

/**
 * Who has it now: the one it is assigned to, or the director who has it before them.
 * @param now ms since epoch
 */
export function holderOf({ assignee, lease }: Held, now: number): ConversationView["assignee"] {
  if (assignee !== null) return assignee;
  return lease !== null && Date.parse(lease.until) > now ? lease.agent : null;
}
