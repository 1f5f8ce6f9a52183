import { afterFollow, type Principal } from "@circuito/domain";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { ownerAct } from "./owner-act.ts";
import { type Refusal, UNCHANGED } from "./refusal.ts";

export interface FollowInput {
  readonly conversationId: string;
  readonly follows: boolean;
}

/**
 * Wants to see how it goes on, or no more. No line of the story: it changes nothing for anybody else,
 * and opens nothing that one may not see anyway.
 */
export async function follow(
  desk: Desk,
  who: Principal,
  { follows, ...input }: FollowInput,
): Promise<Done | Refusal> {
  if (who.kind !== "agent") {
    return { kind: "refused", code: "forbidden", because: "not-an-agent" };
  }
  return ownerAct(desk, who, input, (before) => {
    const after = afterFollow(before, who.id, follows);
    return after === before ? UNCHANGED : { after };
  });
}
