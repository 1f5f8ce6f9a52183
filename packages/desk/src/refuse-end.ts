import {
  type Closing,
  closingAsks,
  closingGaps,
  type DeskConversation,
  missingToEnd,
  runProcedure,
  USUAL_CLOSING,
} from "@circuito/domain";
import { findEndTerms, findRunning, listCategories, type Queryable } from "@circuito/store";
import { knownFields } from "./categorize.ts";
import { type Refusal, wrongState } from "./refusal.ts";

/**
 * Why a conversation may not be solved as it is: its directors only hand on, a procedure that runs in it
 * has a step that must be taken, or its queue or its category wants to know something first. Nothing is
 * asked of the database but what it says of itself.
 */
export async function refuseEnd(
  q: Queryable,
  conversation: DeskConversation,
  said: Closing,
): Promise<Refusal | undefined> {
  const { id, queueId, registration, category } = conversation;
  const terms = queueId && (await findEndTerms(q, queueId));
  if (terms && !terms.mayEnd) return wrongState("not-resolved-here");
  const refused = await refuseOpenStep(q, id);
  if (refused) return refused;
  const rules = terms ? terms.closing : USUAL_CLOSING;
  const categoryId = registration?.categoryId ?? category?.id;
  const isAbout = categoryId !== undefined;
  const categories = isAbout || rules.needsCategory ? await listCategories(q) : [];
  const about = categories.find((one) => one.id === categoryId);
  const isDirected = registration !== undefined;
  const [missing] = about ? missingToEnd(about.fields, knownFields(conversation), isDirected) : [];
  const asks = closingAsks(rules, {
    canHaveCategory: categories.some(({ isArchived }) => !isArchived),
    hasCategory: isAbout,
    lacksFields: missing !== undefined,
  });
  const gaps = closingGaps(asks, said);
  // Of its category alone: which field it is can be told.
  if (missing !== undefined && gaps.length === 1) {
    return { kind: "refused", code: "invalid", because: "field-missing", field: missing.key };
  }
  if (gaps.length === 0) return undefined;
  return { kind: "refused", code: "invalid", because: "closing-incomplete", missing: gaps };
}

/** Why a conversation may not end while a procedure runs in it: a step is open that must be taken. */
export async function refuseOpenStep(q: Queryable, id: string): Promise<Refusal | undefined> {
  const run = await findRunning(q, id);
  const required = run && runProcedure(run.procedure.steps, run.taken).required;
  if (!required) return undefined;
  const { title: step } = required;
  return { kind: "refused", code: "wrong-state", because: "step-required", step };
}
