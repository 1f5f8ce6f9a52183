import type { RuleWarningView } from "@circuito/protocol";
import type { Translate } from "../../i18n/translate.ts";
import type { RuleNames } from "../rule/rule-sentence.ts";
import type { Rule } from "../rule/rule-view.ts";

/** What is probably not meant, in a sentence. */
export function warningText(
  warning: RuleWarningView,
  rules: readonly Rule[],
  names: RuleNames,
  t: Translate,
): string {
  const called = (id: string) => {
    const at = rules.findIndex((rule) => rule.id === id);
    return t("routing.ruleNumber", { number: at + 1, name: rules[at]?.name ?? "" });
  };
  switch (warning.because) {
    case "never-reached":
      return t("routing.warning.neverReached", { by: called(warning.by) });
    case "partly-taken": {
      const values = warning.values.join(", ");
      return t("routing.warning.partlyTaken", { by: called(warning.by), values });
    }
    case "queue-is-gone":
      return t("routing.warning.queueGone");
    case "nobody-serves":
      return t("routing.warning.nobodyServes", { queue: names.queue(warning.queueId) });
    case "never-closed":
      return t("routing.warning.neverClosed");
  }
}
