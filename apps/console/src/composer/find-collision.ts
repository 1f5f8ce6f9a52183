import type { MessageView } from "@circuito/protocol";

/** The newest reply that a colleague sent after the draft was begun, or `null`. */
export function findCollision(
  messages: readonly MessageView[],
  baseSeq: number,
  agentId: string,
): MessageView | null {
  return (
    messages.findLast(
      ({ seq, direction, author }) =>
        seq > baseSeq &&
        direction === "outbound" &&
        author.kind === "agent" &&
        author.id !== agentId,
    ) ?? null
  );
}
