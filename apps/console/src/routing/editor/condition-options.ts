import type { Option } from "@circuito/ui";
import { channelGlyph } from "../../i18n/labels.ts";
import { languageName } from "../rule/rule-sentence.ts";
import type { ConditionName, Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";

/** What the router tells apart by itself; others come as the channel says. */
const LANGUAGES = ["pt", "en", "es", "fr", "it", "de"] as const;

/** What a list of a condition is picked from; empty: whatever is typed. */
export function optionsFor(
  name: ConditionName,
  world: RuleWorld,
  rules: readonly Rule[],
): readonly Option[] {
  switch (name) {
    case "channels":
      return [...new Set(world.inboxes.map(({ channel }) => channel))].map((channel) => ({
        id: channel,
        label: world.names.channel(channel),
        keywords: [channelGlyph(channel)],
      }));
    case "inboxIds":
      return world.inboxes.map(({ id, name: label, channel }) => ({
        ...{ id, label },
        description: world.names.channel(channel),
      }));
    case "languages":
      return LANGUAGES.map((id) => ({ id, label: languageName(id) }));
    case "segments":
      return usedIn(rules, ({ condition }) =>
        [condition, ...(condition.anyOf ?? [])].flatMap(({ segments }) => segments ?? []),
      );
    default:
      return [];
  }
}

/** Tags that rules give already. */
export const tagOptions = (rules: readonly Rule[]): readonly Option[] =>
  usedIn(rules, ({ action }) => action.tags);

function usedIn(
  rules: readonly Rule[],
  values: (rule: Rule) => readonly string[] | undefined,
): readonly Option[] {
  const used = new Set(rules.flatMap((rule) => values(rule) ?? []));
  return [...used].sort().map((id) => ({ id, label: id }));
}

/** Lists in which only what is offered makes sense. */
export const isClosedList = (name: ConditionName): boolean =>
  name === "channels" || name === "inboxIds" || name === "languages";
