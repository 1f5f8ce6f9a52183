import { afterResolve, isActive, missingField, type Principal } from "@circuito/domain";
import { addTriageAct, findResolvesInTriage, listCategories } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { type Refusal, wrongState } from "./refusal.ts";
import { actOf } from "./triage/act-of.ts";

/** Solved: its owner has room for another. */
export function resolve(desk: Desk, who: Principal, input: OwnerActInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    if (!isActive(before)) return wrongState("not-open");
    if (before.queueId && !(await findResolvesInTriage(tx.client, before.queueId))) {
      return wrongState("not-resolved-here");
    }
    const { categoryId, fields = {} } = before.registration ?? {};
    const category =
      categoryId && (await listCategories(tx.client)).find(({ id }) => id === categoryId);
    const missing = category && missingField(category.fields, fields, "resolve");
    if (missing) {
      return { kind: "refused", code: "invalid", because: "field-missing", field: missing.key };
    }
    const act = actOf(desk, who, before, now);
    if (act) await addTriageAct(tx.client, { ...act, kind: "answered" });
    const after = afterResolve(before, now);
    return { after, activity: { kind: "resolved", because: "said-solved", data: {} } };
  });
}
