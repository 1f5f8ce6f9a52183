import type { QueueId, RuleId } from "../ids.ts";

/** What a conversation does while nobody takes it: one step after the other (rules §8.1). */
export interface Plan {
  /** Which rule said so. */
  readonly ruleId?: RuleId;
  /** Never empty. */
  readonly steps: readonly PlanStep[];
}

export interface PlanStep {
  readonly queueId: QueueId;
  /** Until the next step; `null` waits for as long as it takes. */
  readonly waitMs: number | null;
  /** `relaxed`: skills are a wish. */
  readonly skills: "required" | "relaxed";
  /** Added to the conversation's priority when the step begins. */
  readonly priorityPlus: number;
  /** What to do when nobody of the queue is logged in. */
  readonly onEmpty: "wait" | "skip";
}
