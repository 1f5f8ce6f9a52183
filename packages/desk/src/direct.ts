import {
  afterHandOver,
  categoryPath,
  type FieldValues,
  findNamedCategory,
  mistakeInRegistration,
  type Principal,
  type Registration,
  readFields,
} from "@circuito/domain";
import { addTriageAct, findOpenQueue, listCategories, type Queryable } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { decideHop, hopData, hopOf } from "./hand-over.ts";
import { type OwnerActInput, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal } from "./refusal.ts";
import { actOf } from "./triage/act-of.ts";
import { keepNotice, refuseNotice } from "./triage/directed-notice.ts";

/** What a director writes down; its category by id, or in the words of one. */
export interface AskedRegistration
  extends Omit<Registration, "category" | "categoryId" | "fields"> {
  readonly category?: string | undefined;
  readonly categoryId?: string | undefined;
  /** As typed, by the keys of the category's fields. */
  readonly fields?: FieldValues | undefined;
}

export interface DirectInput extends OwnerActInput {
  readonly queueId: string;
  readonly registration: AskedRegistration;
  /** What the area should know besides. */
  readonly note?: string | undefined;
  /** What the customer is told, a moment later. */
  readonly notice?: string | undefined;
}

/** A director hands a problem, written down, to the area that will solve it. */
export function direct(desk: Desk, who: Principal, input: DirectInput): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, async (before, tx, now) => {
    const registered = await register(tx.client, input.registration);
    if (registered.kind === "refused") return registered;
    const { registration, slaPolicyId } = registered;
    const mistake = mistakeInRegistration(registration, now);
    if (mistake) return invalid(mistake);
    const queue = await findOpenQueue(tx.client, input.queueId);
    if (!queue) return invalid("no-such-queue");
    const note = input.note?.trim() || registration.summary;
    const asked = { kind: "direct", to: queue, note } as const;
    const unheard = input.notice && (await refuseNotice(tx.client, before, now));
    if (unheard) return unheard;
    const decided = await decideHop(tx.client, who, before, asked, now);
    if (decided.kind === "refused") return decided;
    const handedOver = afterHandOver(before, { queue: decided.to }, decided.handOver, registration);
    const after = { ...handedOver, slaPolicyId: slaPolicyId ?? before.slaPolicyId };
    const hop = hopOf(before, decided, undefined);
    const because = decided.diverted?.because ?? "registered";
    const data = { ...hopData(hop), ...registration };
    const act = actOf(desk, who, before, now);
    if (act) {
      const { categoryId } = registration;
      await addTriageAct(tx.client, { ...act, kind: "directed", toQueueId: queue.id, categoryId });
    }
    if (input.notice) await keepNotice(tx.client, before, input.notice, now);
    return { after, hop, activity: { kind: "directed", because, data } };
  });
}

interface Registered {
  readonly kind: "registered";
  readonly registration: Registration;
  readonly slaPolicyId: string | undefined;
}

/**
 * Holds a registration against the categories of the installation. Words that name one are that one;
 * where there are none at all, any words will do.
 */
async function register(
  q: Queryable,
  { category, categoryId, fields = {}, ...rest }: AskedRegistration,
): Promise<Registered | Refusal> {
  const all = await listCategories(q);
  const offered = all.filter(({ isArchived }) => !isArchived);
  const named = categoryId ?? (category && findNamedCategory(category, all));
  if (named === undefined || named === "") {
    if (offered.length > 0 || !category) return invalid("no-such-category");
    return { kind: "registered", registration: { ...rest, category }, slaPolicyId: undefined };
  }
  const found = offered.find(({ id }) => id === named);
  if (!found) return invalid("no-such-category");
  const read = readFields(found.fields, fields, "direct");
  if ("mistake" in read) {
    const { because, key } = read.mistake;
    return { kind: "refused", code: "invalid", because, field: key };
  }
  return {
    kind: "registered",
    registration: {
      ...rest,
      category: categoryPath(found, all),
      categoryId: found.id,
      fields: read.values,
    },
    slaPolicyId: found.slaPolicyId,
  };
}
