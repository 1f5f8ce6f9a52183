import { isNewPeek, type Principal } from "@circuito/domain";
import { addActivity, findLastPeek, writeNotices } from "@circuito/store";
import { lockVisible } from "./change.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { NOT_FOUND, type Refusal } from "./refusal.ts";

export interface Peeked extends Done {
  /** Whether the story has one look more. */
  readonly isNew: boolean;
}

/**
 * Reads without taking, and the story says who and when. Nothing else changes, and the customer
 * learns nothing of it. A look soon after the last is the same look.
 */
export async function peek(
  desk: Desk,
  who: Principal,
  input: { readonly conversationId: string },
): Promise<Peeked | Refusal> {
  if (who.kind !== "agent") {
    return { kind: "refused", code: "forbidden", because: "not-an-agent" };
  }
  const result = await desk.database.transaction(async (tx): Promise<Peeked | Refusal> => {
    const conversation = await lockVisible(tx, who, input.conversationId);
    if (!conversation) return NOT_FOUND;
    const now = desk.now();
    const { id: conversationId, queueId, assigneeId } = conversation;
    const last = await findLastPeek(tx.client, conversationId, who.id);
    if (!isNewPeek(last, now)) return { ...done(conversation), isNew: false };
    const subjectId = await addActivity(tx.client, {
      conversationId,
      kind: "peeked",
      actorId: who.id,
      because: "without-taking",
      data: {},
      at: now,
    });
    const audience = [queueId, assigneeId].filter((id) => id !== undefined);
    await writeNotices(tx.client, [
      { type: "activity.created", subjectId, conversationId, audience },
    ]);
    return { ...done(conversation), isNew: true };
  });
  desk.wake.publish("outbox");
  return result;
}
