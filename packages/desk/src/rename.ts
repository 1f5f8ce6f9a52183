import { afterRename, type Principal } from "@circuito/domain";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { ownerAct } from "./owner-act.ts";
import { type Refusal, UNCHANGED } from "./refusal.ts";

export interface RenameInput {
  readonly conversationId: string;
  /** Null: it has no title of its own. */
  readonly title: string | null;
}

/** Calls it by another title. Whoever sees a conversation may; the customer never sees it. */
export function rename(
  desk: Desk,
  who: Principal,
  { title, ...input }: RenameInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, (before) => {
    if (before.status === "closed") return { kind: "refused", code: "closed" };
    if ((before.title ?? null) === title) return UNCHANGED;
    const data = { from: before.title ?? null, to: title };
    const activity = { kind: "renamed", because: "by-hand", data };
    return { after: afterRename(before, title ?? undefined), activity };
  });
}
