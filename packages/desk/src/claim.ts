import { afterClaim, isLeasedAway, type Principal, refuseClaim } from "@circuito/domain";
import { lockAgent, noteAssignment, type Transaction } from "@circuito/store";
import { lockVisible, type Nudges, nudge, saveChange } from "./change.ts";
import { conflict, leased } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { type Done, done } from "./done.ts";
import { NOT_FOUND, type Refusal, wrongState } from "./refusal.ts";

export interface ClaimInput {
  readonly conversationId: string;
  readonly epoch?: number | undefined;
}

/**
 * Takes a conversation that nobody has. Of any number who try, one wins and the others learn who.
 * Capacity is counted in the same transaction, under a lock of the agent's row.
 */
export async function claim(
  desk: Desk,
  who: Principal,
  input: ClaimInput,
): Promise<Done | Refusal> {
  if (who.kind !== "agent") {
    return { kind: "refused", code: "forbidden", because: "not-an-agent" };
  }
  const { result, nudges } = await desk.database.transaction((tx) => take(desk, tx, who, input));
  if (nudges) await nudge(desk, nudges);
  return result;
}

async function take(
  desk: Desk,
  tx: Transaction,
  who: Extract<Principal, { kind: "agent" }>,
  input: ClaimInput,
): Promise<{ readonly result: Done | Refusal; readonly nudges?: Nudges }> {
  const held = await lockAgent(tx.client, who.id, input.conversationId);
  const before = await lockVisible(tx, who, input.conversationId);
  if (!held || !before) return { result: NOT_FOUND };
  if (before.assigneeId === who.id) return { result: done(before) };

  if (isLeasedAway(before, who, desk.now())) return { result: await leased(tx.client, before) };
  const refusal = refuseClaim(before, who, { epoch: input.epoch, held });
  switch (refusal) {
    case undefined:
      break;
    case "other-owner":
    case "stale-epoch":
      return { result: await conflict(tx.client, before, refusal) };
    case "not-open":
      return { result: wrongState("not-open") };
    case "capacity-full":
      return { result: { kind: "refused", code: "capacity-full", because: "at-capacity" } };
    case "not-an-agent":
      return { result: { kind: "refused", code: "forbidden", because: "not-an-agent" } };
  }

  const now = desk.now();
  await noteAssignment(tx.client, who.id, before.channel, now);
  const after = afterClaim(before, who.id, now);
  const activity = { kind: "claimed", because: "chose-it", data: { agentId: who.id } };
  const nudges = await saveChange(tx, who, { before, after, activity }, now);
  return { result: done(after), nudges };
}
