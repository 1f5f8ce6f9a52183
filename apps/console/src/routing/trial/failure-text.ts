import type { DryRunView } from "@circuito/protocol";
import { duration } from "../../i18n/format.ts";
import type { MessageId, Translate } from "../../i18n/translate.ts";
import { conditionParts, languageName, type RuleNames } from "../rule/rule-sentence.ts";
import type { ConditionName, Rule, SimpleCondition } from "../rule/rule-view.ts";

type Failure = DryRunView["rules"][number]["failed"][number];
type FailureAlone = Omit<Failure, "groups">;

/** Reasons that say all by themselves. */
const ALONE: Readonly<Record<string, MessageId>> = {
  "switched-off": "routing.failed.switchedOff",
  "queue-is-gone": "routing.failed.queueGone",
};
/** Reasons that say what was there instead without a value. */
const INSTEAD: Readonly<Record<string, MessageId>> = {
  "outside-hours": "routing.found.outsideHours",
  "within-hours": "routing.found.withinHours",
  "new-customer": "routing.found.newCustomer",
  "returning-customer": "routing.found.returningCustomer",
  "language-unknown": "routing.found.languageUnknown",
  "no-menu-answer": "routing.found.noMenu",
  "no-such-words": "routing.found.noWords",
  "no-such-pattern": "routing.found.noPattern",
};

/** "Está em inglês — encontrado: português": the condition that does not hold, and what was there. */
export function failureText(
  failure: Failure,
  rule: Rule | undefined,
  facts: DryRunView["facts"],
  names: RuleNames,
  t: Translate,
): string {
  const alone = ALONE[failure.because];
  if (alone !== undefined) return t(alone);
  if (failure.groups === undefined) return textAlone(failure, rule?.condition, facts, names, t);
  const groups = failure.groups.map((failed, place) =>
    t("routing.failed.group", {
      number: place + 1,
      reasons: failed
        .map((one) => textAlone(one, rule?.condition.anyOf?.[place], facts, names, t))
        .join("; "),
    }),
  );
  return t("routing.failed.noGroup", { groups: groups.join(" · ") });
}

function textAlone(
  failure: FailureAlone,
  asked: SimpleCondition | undefined,
  facts: DryRunView["facts"],
  names: RuleNames,
  t: Translate,
): string {
  const condition = wanted(failure.condition, asked, names, t);
  const instead = INSTEAD[failure.because];
  const found = instead === undefined ? foundText(failure, facts, names, t) : t(instead);
  return t("routing.failed.condition", { condition, found });
}

function wanted(
  name: string,
  condition: SimpleCondition | undefined,
  names: RuleNames,
  t: Translate,
): string {
  const asked = condition?.[name as ConditionName];
  if (asked === undefined) return name;
  const phrases = conditionParts({ [name]: asked } as SimpleCondition, names, t);
  return phrases.map((parts) => parts.map(({ text }) => text).join("")).join(", ");
}

function foundText(
  { condition, found }: FailureAlone,
  facts: DryRunView["facts"],
  names: RuleNames,
  t: Translate,
): string {
  const value = ((): string => {
    switch (condition) {
      case "channels":
        return names.channel(String(found));
      case "inboxIds":
        return names.inbox(String(found));
      case "languages":
        return languageName(String(found));
      case "waited":
        return duration(Number(found));
      case "menuAnswer":
        return Array.isArray(found) ? names.menu(found).join(" › ") : String(found);
      case "attributes": {
        const has = facts.attributes[String(found)];
        return `${found}: ${has ?? t("routing.found.nothing")}`;
      }
      default:
        return Array.isArray(found) ? found.join(", ") : String(found ?? "");
    }
  })();
  return t("routing.found.value", { value: value === "" ? t("routing.found.nothing") : value });
}
