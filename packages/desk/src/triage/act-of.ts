import { type DeskConversation, lesseeOf, type Principal } from "@circuito/domain";
import type { TriageAct } from "@circuito/store";
import type { Desk } from "../desk.ts";

/** What a director did just now with what was before them; `undefined` for whoever had no lease of it. */
export function actOf(
  desk: Desk,
  who: Principal,
  before: DeskConversation,
  now: number,
): Omit<TriageAct, "kind"> | undefined {
  if (who.kind !== "agent" || lesseeOf(before, now) !== who.id) return undefined;
  return {
    id: desk.newId(),
    agentId: who.id,
    conversationId: before.id,
    queueId: before.queueId,
    since: before.lease?.since,
    at: now,
  };
}
