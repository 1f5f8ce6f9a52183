import type { CategoryId, QueueId } from "../ids.ts";
import type { Procedure } from "./procedure.ts";

export interface ProcedureFacts {
  /** What it was registered as, and that category's parent. */
  readonly categoryIds: readonly CategoryId[];
  readonly queueId: QueueId | undefined;
  readonly level: number;
}

/** Why a procedure is offered, the nearest reason first. */
export const FIT_REASONS = ["category", "queue", "level", "everywhere"] as const;
export type FitReason = (typeof FIT_REASONS)[number];

/** Why a procedure fits a conversation; `undefined`: it does not. */
export function fitOfProcedure(
  { categoryIds, queueIds, levels }: Pick<Procedure, "categoryIds" | "queueIds" | "levels">,
  facts: ProcedureFacts,
): FitReason | undefined {
  if (categoryIds.some((id) => facts.categoryIds.includes(id))) return "category";
  if (queueIds.some((id) => id === facts.queueId)) return "queue";
  if (levels.includes(facts.level)) return "level";
  const isForAll = categoryIds.length + queueIds.length + levels.length === 0;
  return isForAll ? "everywhere" : undefined;
}
