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
import { type Decide, type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";
import { actOf } from "./triage/act-of.ts";

interface SnoozeUntil {
  /** Ms since epoch. */
  readonly until: number;
  /** `until-customer-writes` as a reply says that moves it on. */
  readonly reason?: SlaPause | "put-off" | "until-customer-writes" | undefined;
}

export interface SnoozeInput extends OwnerActInput {
  /** Ms since epoch. */
  readonly until: number;
  /** What it waits for, as promises count it. Absent: put off, which they take for `on-hold`. */
  readonly reason?: SlaPause | undefined;
}

/** Out of the way until a time, or until the customer writes. It costs its owner nothing meanwhile. */
export function snooze(desk: Desk, who: Principal, input: SnoozeInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decideSnooze(desk, who, input));
}

export function decideSnooze(
  desk: Desk,
  who: Principal,
  { until, reason = "put-off" }: SnoozeUntil,
): Decide {
  return async (before, tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    if (!isSnoozable(until, now)) return invalid("not-in-the-future");
    const act = actOf(desk, who, before, now);
    if (act) await addTriageAct(tx.client, { ...act, kind: "asked" });
    const after = afterSnooze(before, until);
    const data = { until: new Date(until).toISOString() };
    return { after, activity: { kind: "snoozed", because: reason, data } };
  };
}
