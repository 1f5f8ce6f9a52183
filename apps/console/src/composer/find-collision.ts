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

/**
 * The newest message that the writer has seen: over it the server sends a reply, and holds it for newer ones.
 *
 * @param told what the writer was shown and goes on after; the server may have named it before it came
 */
export function lastSeen(
  messages: readonly MessageView[],
  baseSeq: number,
  told: MessageView | undefined,
): number {
  return Math.max(baseSeq, messages.at(-1)?.seq ?? 0, told?.seq ?? 0);
}
