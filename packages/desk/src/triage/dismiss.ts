import {
  afterResolve,
  agentIdOf,
  type Dismissal,
  isActive,
  type Principal,
} from "@circuito/domain";
import {
  addActivity,
  addTriageAct,
  findSamePerson,
  type Transaction,
  writeNotices,
} from "@circuito/store";
import type { Desk } from "../desk.ts";
import type { Done } from "../done.ts";
import { type OwnerActInput, ownerAct } from "../owner-act.ts";
import { invalid, type Refusal, wrongState } from "../refusal.ts";
import { refuseOpenStep } from "../refuse-end.ts";
import { actOf } from "./act-of.ts";

export interface DismissInput extends OwnerActInput {
  readonly because: Dismissal;
  /** Of a duplicate: the person's other conversation, where it goes on. */
  readonly ofId?: string | undefined;
}

/**
 * Ends what needs nobody: spam, somebody who wanted another company, a second conversation about the same
 * matter. Nothing is answered. While a procedure that runs in it has a step that must be taken, it does not
 * end. A duplicate is told of in the conversation where it goes on, too.
 */
export function dismiss(desk: Desk, who: Principal, input: DismissInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    const act = actOf(desk, who, before, now);
    if (!act) return wrongState("not-in-triage");
    const refused = await refuseOpenStep(tx.client, before.id);
    if (refused) return refused;
    const { because, ofId } = input;
    let data: Readonly<Record<string, unknown>> = {};
    if (because === "duplicate") {
      const other =
        ofId === undefined ? undefined : await findSamePerson(tx.client, before.id, ofId);
      if (!other) return invalid("no-such-conversation");
      data = { ofId: other.id, protocol: other.protocol };
      await tellOther(tx, who, { ...other, duplicate: before }, now);
    }
    await addTriageAct(tx.client, { ...act, kind: because });
    return { after: afterResolve(before, now), activity: { kind: "resolved", because, data } };
  });
}

/** Whoever has the other one learns that its customer wrote elsewhere, too, and under which number. */
async function tellOther(
  tx: Transaction,
  who: Principal,
  other: NonNullable<Awaited<ReturnType<typeof findSamePerson>>> & {
    readonly duplicate: { readonly id: string; readonly protocol: string };
  },
  now: number,
): Promise<void> {
  const { duplicate } = other;
  const activityId = await addActivity(tx.client, {
    conversationId: other.id,
    actorId: agentIdOf(who),
    kind: "duplicate-closed",
    because: "same-matter",
    data: { duplicateId: duplicate.id, protocol: duplicate.protocol },
    at: now,
  });
  await writeNotices(tx.client, [
    {
      type: "activity.created",
      subjectId: activityId,
      conversationId: other.id,
      audience: [other.queueId, other.assigneeId].filter((id) => id !== null),
    },
  ]);
}
