import {
  misfitOf,
  type ProactiveMisfit,
  type ProactiveRule,
  type ProactiveVisit,
} from "./proactive-rule.ts";

/** What becomes of one rule in a visit. `behind`: it holds, but another is shown before it. */
export type ProactiveVerdict = "shown" | "behind" | ProactiveMisfit;

export interface ProactiveTrial {
  /** Shown to whoever stays long enough; absent: nothing is. */
  readonly shown: ProactiveRule | undefined;
  /** In the order of the rules. */
  readonly verdicts: readonly ProactiveVerdict[];
}

/**
 * Which invitation would be shown on a page to a visitor who was not invited lately: the first whose time
 * comes, and of those that come at once the first in the list, as `chooseProactive` does it second by second.
 */
export function tryProactive(
  rules: readonly ProactiveRule[],
  visit: ProactiveVisit,
): ProactiveTrial {
  const misfits = rules.map((rule) => misfitOf(rule, visit));
  const fitting = rules.filter((_, at) => misfits[at] === undefined);
  const soonest = Math.min(...fitting.map(({ afterSeconds }) => afterSeconds));
  const shown = fitting.find(({ afterSeconds }) => afterSeconds === soonest);
  return {
    shown,
    verdicts: rules.map((rule, at) => misfits[at] ?? (rule === shown ? "shown" : "behind")),
  };
}
