import { type DeskConversation, missingField } from "@circuito/domain";
import { findResolvesInTriage, listCategories, type Queryable } from "@circuito/store";
import { type Refusal, wrongState } from "./refusal.ts";

/**
 * Why a conversation may not be solved as it is: its directors only hand on, or its category wants to know
 * something first. Nothing is asked of the database but what it says of itself.
 */
export async function refuseEnd(
  q: Queryable,
  { queueId, registration }: DeskConversation,
): Promise<Refusal | undefined> {
  if (queueId && !(await findResolvesInTriage(q, queueId))) return wrongState("not-resolved-here");
  const { categoryId, fields = {} } = registration ?? {};
  if (categoryId === undefined) return undefined;
  const category = (await listCategories(q)).find(({ id }) => id === categoryId);
  const missing = category && missingField(category.fields, fields, "resolve");
  if (!missing) return undefined;
  return { kind: "refused", code: "invalid", because: "field-missing", field: missing.key };
}
