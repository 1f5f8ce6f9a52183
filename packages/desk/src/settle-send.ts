import {
  asId,
  hasRole,
  type Principal,
  type SendSettlement,
  type SettleRefusal,
  settleSend,
} from "@circuito/domain";
import { addDeliveryActivity, lockSend, noticeDeliveries, saveSettlement } from "@circuito/store";
import type { Desk } from "./desk.ts";

export interface SettleInput {
  readonly messageId: string;
  readonly how: SendSettlement;
  readonly reason?: string | undefined;
}

/** What became of it; each refusal is a closed code. */
export type Settled =
  | { readonly outcome: "settled" }
  | { readonly outcome: "not-found" | "not-yours" | SettleRefusal };

const ACTIVITY = {
  arrived: { kind: "send-confirmed", because: "somebody-made-sure" },
  again: { kind: "sent-again", because: "somebody-asked" },
  discarded: { kind: "send-discarded", because: "somebody-decided" },
} as const;

/**
 * A supervisor decides what becomes of a send that failed or is in doubt. The conversation's story
 * says who did it and why. Said twice, the second finds nothing left to decide.
 */
export async function settle(desk: Desk, who: Principal, input: SettleInput): Promise<Settled> {
  if (!hasRole(who, "supervisor")) return { outcome: "not-yours" };
  const { how, reason } = input;
  const settled = await desk.database.transaction(async ({ client }): Promise<Settled> => {
    const send = await lockSend(client, input.messageId);
    if (!send) return { outcome: "not-found" };
    if (send.isSettled) return { outcome: "not-troubled" };
    const decided = settleSend(send, how);
    if ("refused" in decided) return { outcome: decided.refused };
    const { messageId } = send;
    const { status } = decided;
    await saveSettlement(client, messageId, { status, how, by: who.id, name: who.name, reason });
    await addDeliveryActivity(client, messageId, {
      ...ACTIVITY[how],
      ...(who.kind === "agent" && { actorId: who.id }),
      data: { byName: who.name, was: send.status, ...(reason && { reason }) },
    });
    await noticeDeliveries(client, [messageId]);
    return { outcome: "settled" };
  });
  if (settled.outcome === "settled") {
    desk.wake.publish("outbox");
    if (how === "again") await desk.jobs.nudge("deliver", [asId(input.messageId)]);
  }
  return settled;
}
