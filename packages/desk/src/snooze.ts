import {
  afterSnooze,
  isActive,
  isSnoozable,
  type Principal,
  type SlaPause,
} from "@circuito/domain";
import { addTriageAct } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";
import { actOf } from "./triage/act-of.ts";

export interface SnoozeInput extends OwnerActInput {
  /** Ms since epoch. */
  readonly until: number;
  /** What it waits for, as promises count it. Absent: put off, which they take for `on-hold`. */
  readonly reason?: SlaPause | undefined;
}

/** Out of the way until a time, or until the customer writes. It costs its owner nothing meanwhile. */
export function snooze(desk: Desk, who: Principal, input: SnoozeInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    if (!isSnoozable(input.until, now)) return invalid("not-in-the-future");
    const act = actOf(desk, who, before, now);
    if (act) await addTriageAct(tx.client, { ...act, kind: "asked" });
    const after = afterSnooze(before, input.until);
    const data = { until: new Date(input.until).toISOString() };
    return { after, activity: { kind: "snoozed", because: input.reason ?? "put-off", data } };
  });
}
