import type { ProcedureContent, ProcedureStepView } from "@circuito/protocol";

export interface ProcedureChange {
  readonly id: string;
  /** The field of the whole that changed, or the step. */
  readonly of:
    | { readonly field: "name" | "department" | "purpose" | "terms" | "offered" | "order" }
    | { readonly step: number };
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface ProcedureNames {
  /** Where it is offered, in words. */
  readonly offered: (content: ProcedureContent) => string;
  /** All that a step says, in lines. */
  readonly step: (step: ProcedureStepView, all: ProcedureContent) => string;
}

/**
 * What a version says otherwise than the one before it: its own words, its steps by their keys, and
 * whether those that both have stand in another order.
 */
export function procedureChanges(
  before: ProcedureContent,
  after: ProcedureContent,
  names: ProcedureNames,
): readonly ProcedureChange[] {
  const words = (["name", "department", "purpose", "terms"] as const).flatMap((field) =>
    changed(field, { field }, before[field], after[field]),
  );
  const offered = changed(
    "offered",
    { field: "offered" },
    names.offered(before),
    names.offered(after),
  );
  const steps = after.steps.flatMap((step, at) => {
    const old = before.steps.find(({ key }) => key === step.key);
    const was = old === undefined ? "" : names.step(old, before);
    return changed(step.key, { step: at + 1 }, was, names.step(step, after));
  });
  const gone = before.steps.flatMap((step, at) =>
    after.steps.some(({ key }) => key === step.key)
      ? []
      : changed(step.key, { step: at + 1 }, names.step(step, before), ""),
  );
  const shared = (content: ProcedureContent, other: ProcedureContent) =>
    content.steps.filter(({ key }) => other.steps.some((step) => step.key === key));
  const [ofBefore, ofAfter] = [shared(before, after), shared(after, before)];
  const titles = (list: readonly ProcedureStepView[]) =>
    list.map(({ title }, at) => `${at + 1}. ${title}`).join("\n");
  const isReordered = ofBefore.some(({ key }, at) => key !== ofAfter[at]?.key);
  const order = isReordered
    ? changed("order", { field: "order" }, titles(ofBefore), titles(ofAfter))
    : [];
  return [...words, ...offered, ...order, ...steps, ...gone];
}

function changed(
  id: string,
  of: ProcedureChange["of"],
  before: string,
  after: string,
): readonly ProcedureChange[] {
  if (before === after) return [];
  return [{ id, of, before: before || undefined, after: after || undefined }];
}
