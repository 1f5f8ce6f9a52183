import { type DeskConversation, missingToEnd, runProcedure } from "@circuito/domain";
import { findResolvesInTriage, findRunning, listCategories, type Queryable } from "@circuito/store";
import { knownFields } from "./categorize.ts";
import { type Refusal, wrongState } from "./refusal.ts";

/**
 * Why a conversation may not be solved as it is: its directors only hand on, a procedure that runs in it
 * has a step that must be taken, or its category wants to know something first. Nothing is asked of the database but what it says of itself.
 */
export async function refuseEnd(
  q: Queryable,
  conversation: DeskConversation,
): Promise<Refusal | undefined> {
  const { id, queueId, registration, category } = conversation;
  if (queueId && !(await findResolvesInTriage(q, queueId))) return wrongState("not-resolved-here");
  const refused = await refuseOpenStep(q, id);
  if (refused) return refused;
  const categoryId = registration?.categoryId ?? category?.id;
  if (categoryId === undefined) return undefined;
  const about = (await listCategories(q)).find((one) => one.id === categoryId);
  const isDirected = registration !== undefined;
  const [missing] = about ? missingToEnd(about.fields, knownFields(conversation), isDirected) : [];
  if (!missing) return undefined;
  return { kind: "refused", code: "invalid", because: "field-missing", field: missing.key };
}

/** Why a conversation may not end while a procedure runs in it: a step is open that must be taken. */
export async function refuseOpenStep(q: Queryable, id: string): Promise<Refusal | undefined> {
  const run = await findRunning(q, id);
  const required = run && runProcedure(run.procedure.steps, run.taken).required;
  if (!required) return undefined;
  const { title: step } = required;
  return { kind: "refused", code: "wrong-state", because: "step-required", step };
}
