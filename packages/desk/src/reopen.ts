import { afterReopen, afterWake, type Principal } from "@circuito/domain";
import { findOtherOpen, takeTriageActBack } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { ownerAct } from "./owner-act.ts";
import { type Refusal, wrongState } from "./refusal.ts";
import { isSecondOpen } from "./second-open.ts";

/** Open again, or awake again, by hand. Anybody who sees it may: who had it resolved it, and it is nobody's load. */
export async function reopen(
  desk: Desk,
  who: Principal,
  input: { readonly conversationId: string },
): Promise<Done | Refusal> {
  try {
    return await ownerAct(desk, who, input, async (before, tx, now) => {
      if (before.status === "closed") return { kind: "refused", code: "closed" };
      if (who.kind === "agent") {
        const { id: conversationId } = before;
        await takeTriageActBack(tx.client, { agentId: who.id, conversationId, now });
      }
      if (before.status === "snoozed") {
        const activity = { kind: "woken", because: "by-hand", data: {} };
        return { after: afterWake(before), activity };
      }
      if (before.status !== "resolved") return wrongState("not-resolved");
      if (await findOtherOpen(tx.client, before)) return wrongState("another-is-open");
      const after = afterReopen(before, who, now);
      return { after, activity: { kind: "reopened", because: "by-hand", data: {} } };
    });
  } catch (error) {
    // The customer wrote at the same instant, and the router opened a new one first.
    if (isSecondOpen(error)) return wrongState("another-is-open");
    throw error;
  }
}
