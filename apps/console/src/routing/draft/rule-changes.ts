import { diffRules, type RoutingRule, type RuleDifference } from "@circuito/protocol/routing-text";
import type { DiffChange } from "@circuito/ui";
import type { Translate } from "../../i18n/translate.ts";
import { type RuleNames, ruleSentence } from "../rule/rule-sentence.ts";
import type { Rule } from "../rule/rule-view.ts";

/** What differs between two lists of rules, told in their sentences. */
export function ruleChanges(
  before: readonly Rule[],
  after: readonly Rule[],
  names: RuleNames,
  t: Translate,
): readonly DiffChange[] {
  const sentenceIn = (rules: readonly Rule[], id: string): string => {
    const rule = rules.find((one) => one.id === id);
    return rule ? whole(rule, names, t) : "";
  };
  // Ids are only strings here: the function compares them, and knows no more of them.
  const differences = diffRules(
    before as unknown as readonly RoutingRule[],
    after as unknown as readonly RoutingRule[],
  );
  const changeOf = (one: RuleDifference): DiffChange => {
    switch (one.kind) {
      case "added":
        return {
          id: `added-${one.rule.id}`,
          what: t("routing.diff.added", { name: one.rule.name, place: one.position }),
          after: sentenceIn(after, one.rule.id),
        };
      case "removed":
        return {
          id: `removed-${one.rule.id}`,
          what: t("routing.diff.removed", { name: one.rule.name }),
          before: sentenceIn(before, one.rule.id),
        };
      case "moved":
        return {
          id: `moved-${one.ruleId}`,
          what: t("routing.diff.moved", { name: one.name }),
          before: t("routing.place", { number: one.from }),
          after: t("routing.place", { number: one.to }),
        };
      case "changed":
        return {
          id: `changed-${one.ruleId}`,
          what: t("routing.diff.changed", { name: one.name }),
          before: sentenceIn(before, one.ruleId),
          after: sentenceIn(after, one.ruleId),
        };
    }
  };
  return differences.map(changeOf);
}

/** With what the sentence alone does not tell: the name, whether it is on, and what is answered. */
function whole(rule: Rule, names: RuleNames, t: Translate): string {
  const answers = Object.entries(rule.action.autoAnswer ?? {}).map(
    ([language, text]) => `${language}: ${text}`,
  );
  return [
    `${rule.name}${rule.enabled ? "" : ` (${t("routing.off")})`}`,
    ruleSentence(rule, names, t),
    ...answers,
  ].join("\n");
}
