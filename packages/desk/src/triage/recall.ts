import { afterRecall, canSee, type Principal, refuseRecall } from "@circuito/domain";
import {
  clearDue,
  findQueue,
  hasAnsweredSince,
  lockDeskConversation,
  removeLastHop,
  takeDirectedNotice,
  takeTriageActBack,
} from "@circuito/store";
import { saveChange } from "../change.ts";
import type { Desk } from "../desk.ts";
import { type Done, done } from "../done.ts";
import { type Acted, inTransaction } from "../owner-act.ts";
import { NOT_FOUND, type Refusal, wrongState } from "../refusal.ts";
import { NOT_AN_AGENT } from "./lease.ts";

/**
 * Takes back what one directed a moment ago: it is before them again with what they wrote down, and the
 * hand-over was none. It is the director's own to take back, though they may not see where it went.
 */
export function recall(desk: Desk, who: Principal, id: string): Promise<Done | Refusal> {
  return inTransaction(desk, async (tx): Promise<Acted> => {
    if (who.kind !== "agent") return { result: NOT_AN_AGENT };
    const before = await lockDeskConversation(tx, id);
    if (!before) return { result: NOT_FOUND };
    const directed = before.handOver;
    if (directed?.byAgentId !== who.id) {
      return { result: canSee(who, before) ? wrongState("nothing-to-recall") : NOT_FOUND };
    }
    const now = desk.now();
    const answered = await hasAnsweredSince(tx.client, id, directed.at);
    const because = refuseRecall(before, who, now, answered);
    if (because) return { result: wrongState(because) };
    const from = directed.fromQueueId && (await findQueue(tx.client, directed.fromQueueId));
    if (!from) return { result: wrongState("nothing-to-recall") };
    const last = await removeLastHop(tx.client, id);
    await clearDue(tx.client, "hand-over", [before.id]);
    await clearDue(tx.client, "directed-notice", [before.id]);
    await takeDirectedNotice(tx.client, id);
    await takeTriageActBack(tx.client, { agentId: who.id, conversationId: id, now });
    const after = afterRecall(before, from, last, { agentId: who.id, at: now });
    const data = { fromQueueId: before.queueId ?? null, toQueueId: from.id };
    const activity = { kind: "recalled", because: "taken-back", data };
    return {
      result: done(after),
      nudges: await saveChange(tx, who, { before, after, activity }, now),
    };
  });
}
