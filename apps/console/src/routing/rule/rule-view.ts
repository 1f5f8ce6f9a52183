import type { RoutingRuleView } from "@circuito/protocol";

export type Rule = RoutingRuleView;
export type Condition = Rule["condition"];
/** What may stand in a group, too. */
export type SimpleCondition = Omit<Condition, "anyOf">;
export type ConditionName = keyof SimpleCondition;
export type Action = Rule["action"];
export type Target = Action["to"];
export type PlanStep = Extract<Target, { plan: unknown }>["plan"][number];

/** In the order in which they are offered and told. */
export const CONDITION_NAMES = [
  "words",
  "patterns",
  "languages",
  "channels",
  "inboxIds",
  "writtenTo",
  "hours",
  "menuAnswer",
  "returning",
  "segments",
  "attributes",
  "waited",
  "queueLength",
] as const satisfies readonly ConditionName[];

/** What a rule gives besides a destination, in the order in which it is offered and told. */
export const EXTRA_NAMES = [
  "priority",
  "tags",
  "requiredSkills",
  "slaPolicyId",
  "autoAnswer",
  "keepPreviousAgent",
] as const satisfies readonly (keyof Action)[];
export type ExtraName = (typeof EXTRA_NAMES)[number];

/** As a condition begins when somebody adds it: what has to be said is empty. */
export const EMPTY_CONDITIONS: {
  readonly [Name in ConditionName]-?: NonNullable<SimpleCondition[Name]>;
} = {
  words: [],
  patterns: [],
  languages: [],
  channels: [],
  inboxIds: [],
  writtenTo: [],
  hours: "closed",
  menuAnswer: [],
  returning: true,
  segments: [],
  attributes: {},
  waited: {},
  queueLength: { queueId: "" },
};

export const EMPTY_EXTRAS: { readonly [Name in ExtraName]-?: NonNullable<Action[Name]> } = {
  priority: 1,
  tags: [],
  requiredSkills: {},
  slaPolicyId: "",
  autoAnswer: {},
  keepPreviousAgent: false,
};

/** As the server takes: more alternatives than these are rules of their own. */
export const GROUPS_MAX = 10;

/** A copy without one of its parts. */
export function without<T extends object>(whole: T, name: keyof T): T {
  const { [name]: _gone, ...rest } = whole;
  return rest as T;
}

/** The list with one rule in another place; places from 0. */
export function moved(rules: readonly Rule[], from: number, to: number): readonly Rule[] {
  const rule = rules[from];
  if (rule === undefined) return rules;
  const rest = rules.filter((_, at) => at !== from);
  return [...rest.slice(0, to), rule, ...rest.slice(to)];
}
