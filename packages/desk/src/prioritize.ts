import { type Principal, type PriorityName, priorityNameOf, priorityOf } from "@circuito/domain";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type Decide, ownerAct } from "./owner-act.ts";
import { type Refusal, UNCHANGED } from "./refusal.ts";

export interface PrioritizeInput {
  readonly conversationId: string;
  readonly priority: PriorityName;
}

/** How pressing it is: its place in the queue follows. Whoever sees a conversation may say so. */
export function prioritize(
  desk: Desk,
  who: Principal,
  { priority, ...input }: PrioritizeInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decidePriority(priority));
}

export function decidePriority(priority: PriorityName): Decide {
  return (before) => {
    if (before.status === "closed") return { kind: "refused", code: "closed" };
    const from = priorityNameOf(before.priority);
    // What rules made of it inside one name stays.
    if (from === priority) return UNCHANGED;
    const data = { from, to: priority };
    const activity = { kind: "prioritized", because: "by-hand", data };
    return { after: { ...before, priority: priorityOf(priority) }, activity };
  };
}
