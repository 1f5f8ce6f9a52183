export * from "./choose-route.ts";
export type { ConditionName, FailedCondition } from "./conditions.ts";
export * from "./diff-rules.ts";
export * from "./plan.ts";
export * from "./rule.ts";
export * from "./rule-draft.ts";
export * from "./rule-facts.ts";
export * from "./skill.ts";
export * from "./written-to.ts";
