import type { Action, ConditionName, ExtraName, Rule, SimpleCondition } from "../rule/rule-view.ts";

/** Where in a rule something still has to be said. */
export type Unfinished =
  | { readonly at: "name" | "to" }
  /** `group`: in which of its groups, from 0; absent: outside of them. */
  | { readonly at: "condition"; readonly name: ConditionName; readonly group?: number }
  /** A group that asks for nothing. */
  | { readonly at: "group"; readonly group: number }
  | { readonly at: "action"; readonly name: ExtraName };

/** What has to be said before a rule can be saved; the server would refuse it without a hint. */
export function unfinishedIn({ name, condition, action }: Rule): readonly Unfinished[] {
  const { anyOf = [], ...alone } = condition;
  const extras = Object.keys(action).filter((key) => key !== "to") as ExtraName[];
  return [
    ...(name.trim() === "" ? [{ at: "name" } as const] : []),
    ...unsaidIn(alone).map((one) => ({ at: "condition", name: one }) as const),
    ...anyOf.flatMap((part, group): readonly Unfinished[] =>
      Object.keys(part).length === 0
        ? [{ at: "group", group }]
        : unsaidIn(part).map((one) => ({ at: "condition", name: one, group })),
    ),
    ...(leadsNowhere(action.to) ? [{ at: "to" } as const] : []),
    ...extras
      .filter((one) => givesNothing(action, one))
      .map((one) => ({ at: "action", name: one }) as const),
  ];
}

function unsaidIn(condition: SimpleCondition): readonly ConditionName[] {
  const names = Object.keys(condition) as ConditionName[];
  return names.filter((name) => saysNothing(condition, name));
}

function saysNothing(condition: SimpleCondition, name: ConditionName): boolean {
  const said = condition[name];
  if (said === undefined) return false;
  if (Array.isArray(said)) return said.length === 0;
  if (name === "attributes") {
    const entries = Object.entries(condition.attributes ?? {});
    return (
      entries.length === 0 || entries.some(([key, values]) => key === "" || values.length === 0)
    );
  }
  if (name === "waited") return isEmptyRange(condition.waited);
  if (name === "queueLength") {
    return condition.queueLength?.queueId === "" || isEmptyRange(condition.queueLength);
  }
  return false;
}

function isEmptyRange(
  range: { readonly atLeast?: number | undefined; readonly below?: number | undefined } = {},
): boolean {
  const { atLeast, below } = range;
  if (atLeast === undefined && below === undefined) return true;
  return (atLeast ?? 0) >= (below ?? Number.POSITIVE_INFINITY);
}

function leadsNowhere(to: Action["to"]): boolean {
  if ("level" in to) return false;
  if ("queueId" in to) return to.queueId === "";
  return (
    to.plan.length === 0 ||
    to.plan.some(
      ({ queueId, waitMs }, at) => queueId === "" || (waitMs === null && at < to.plan.length - 1),
    )
  );
}

function givesNothing(action: Action, name: ExtraName): boolean {
  const given = action[name];
  if (given === undefined) return false;
  if (Array.isArray(given)) return given.length === 0;
  if (name === "slaPolicyId") return given === "";
  if (name === "requiredSkills" || name === "autoAnswer") {
    const entries = Object.entries(given);
    return (
      entries.length === 0 ||
      entries.some(([key, said]) => key === "" || (typeof said === "string" && said.trim() === ""))
    );
  }
  return false;
}
