import { duration } from "../../i18n/format.ts";
import { currentLocale, type MessageId, type Translate } from "../../i18n/translate.ts";
import {
  type Action,
  CONDITION_NAMES,
  type Condition,
  type PlanStep,
  type Rule,
  type SimpleCondition,
} from "./rule-view.ts";

/** What ids in a condition are called; those of what is gone are said to be gone. */
export interface ConditionNames {
  readonly queue: (id: string) => string;
  readonly inbox: (id: string) => string;
  readonly channel: (id: string) => string;
  /** The labels of a menu's answer, as far as they are known. */
  readonly menu: (path: readonly string[]) => readonly string[];
}

/** The same of a whole rule. */
export interface RuleNames extends ConditionNames {
  readonly policy: (id: string) => string;
}

/** Around what the admin chose, so that it can be set apart; nobody types these. */
const BEGIN = "\u2063";
const END = "\u2064";

/** A rule in one sentence: "Se o texto contém boleto, enviar a Financeiro com prioridade +2". */
export function ruleSentence(rule: Rule, names: RuleNames, t: Translate): string {
  return plain(markedSentence(rule, names, t));
}

/** What a rule asks, alone: "o texto contém boleto e o cliente é novo"; nothing where it asks nothing. */
export function conditionSentence(
  condition: Condition,
  names: ConditionNames,
  t: Translate,
): string {
  return plain(and(phrasesOf(condition, names, t)));
}

export interface SentencePart {
  readonly text: string;
  /** Chosen by the admin, as opposed to the words around it. */
  readonly isValue: boolean;
}

/**
 * The same in pieces, to be drawn.
 * @param valuesMax of a list, how many are told before "and 4 more"
 */
export function sentenceParts(
  rule: Rule,
  names: RuleNames,
  t: Translate,
  valuesMax = Number.POSITIVE_INFINITY,
): readonly SentencePart[] {
  return partsOf(markedSentence(rule, names, t, valuesMax));
}

/** One condition alone: "o texto contém boleto ou fatura". */
export function conditionParts(
  condition: Condition,
  names: ConditionNames,
  t: Translate,
): readonly (readonly SentencePart[])[] {
  return phrasesOf(condition, names, t).map(partsOf);
}

function markedSentence(
  rule: Rule,
  names: RuleNames,
  t: Translate,
  valuesMax = Number.POSITIVE_INFINITY,
): string {
  const when = and(phrasesOf(rule.condition, names, t, valuesMax));
  const then = and(actionPhrases(rule.action, names, t));
  return t(when === "" ? "routing.sentenceAlways" : "routing.sentence", { when, then });
}

function partsOf(marked: string): readonly SentencePart[] {
  return marked
    .split(new RegExp(`(${BEGIN}[^${END}]*${END})`, "u"))
    .filter((text) => text !== "")
    .map((text) => ({ text: plain(text), isValue: text.startsWith(BEGIN) }));
}

const plain = (text: string) => text.replaceAll(BEGIN, "").replaceAll(END, "");
const value = (text: string | number) => `${BEGIN}${text}${END}`;

const join = (type: "conjunction" | "disjunction", parts: readonly string[]) =>
  new Intl.ListFormat(currentLocale(), { type }).format(parts);
const and = (parts: readonly string[]) => join("conjunction", parts);
const or = (parts: readonly string[]) => join("disjunction", parts.map(value));

/** One of these; of very many, the first and how many more. */
function someOf(values: readonly string[], max: number, t: Translate): string {
  // "and 1 more" is no shorter than the one.
  if (values.length <= max + 1) return or(values);
  const more = t("routing.moreValues", { count: values.length - max });
  return join("disjunction", [...values.slice(0, max).map(value), more]);
}

function phrasesOf(
  condition: Condition,
  names: ConditionNames,
  t: Translate,
  valuesMax = Number.POSITIVE_INFINITY,
): readonly string[] {
  const alone = phrasesAlone(condition, names, t, valuesMax);
  const groups = (condition.anyOf ?? []).map((group) => {
    const phrases = phrasesAlone(group, names, t, valuesMax);
    // Together, or the reader takes the wrong half of "a and b or c".
    return phrases.length > 1 ? `(${and(phrases)})` : (phrases[0] ?? "…");
  });
  if (groups.length === 0) return alone;
  const either = join("disjunction", groups);
  return [...alone, alone.length === 0 ? either : t("routing.if.anyOf", { groups: either })];
}

function phrasesAlone(
  condition: SimpleCondition,
  names: ConditionNames,
  t: Translate,
  valuesMax: number,
): readonly string[] {
  return CONDITION_NAMES.flatMap((name) => {
    if (condition[name] === undefined) return [];
    return phrase(name, condition, names, t, valuesMax);
  });
}

function phrase(
  name: (typeof CONDITION_NAMES)[number],
  condition: SimpleCondition,
  names: ConditionNames,
  t: Translate,
  valuesMax: number,
): readonly string[] {
  const some = (id: MessageId, values: readonly string[]) => [
    t(id, { values: someOf(values, valuesMax, t) }),
  ];
  switch (name) {
    case "words":
      return some("routing.if.words", (condition.words ?? []).map(quoted));
    case "patterns":
      return some("routing.if.patterns", condition.patterns ?? []);
    case "languages":
      return some("routing.if.languages", (condition.languages ?? []).map(languageName));
    case "channels":
      return some("routing.if.channels", (condition.channels ?? []).map(names.channel));
    case "inboxIds":
      return some("routing.if.inboxIds", (condition.inboxIds ?? []).map(names.inbox));
    case "writtenTo":
      return some("routing.if.writtenTo", condition.writtenTo ?? []);
    case "segments":
      return some("routing.if.segments", condition.segments ?? []);
    case "hours":
      return [t(`routing.if.hours.${condition.hours ?? "open"}`)];
    case "returning":
      return [t(condition.returning ? "routing.if.returning.yes" : "routing.if.returning.no")];
    case "attributes":
      return Object.entries(condition.attributes ?? {}).map(([attribute, values]) =>
        t("routing.if.attribute", { attribute, values: or(values) }),
      );
    case "menuAnswer": {
      const path = names.menu(condition.menuAnswer ?? []).join(" › ");
      return [t("routing.if.menuAnswer", { path: value(path) })];
    }
    case "waited":
      return [range("waited", condition.waited, (ms) => duration(ms), t)];
    case "queueLength": {
      const queue = value(names.queue(condition.queueLength?.queueId ?? ""));
      return [range("queueLength", condition.queueLength, String, t, queue)];
    }
  }
}

function range(
  name: "waited" | "queueLength",
  bounds: { readonly atLeast?: number | undefined; readonly below?: number | undefined } = {},
  told: (bound: number) => string,
  t: Translate,
  queue = "",
): string {
  const { atLeast, below } = bounds;
  const values = {
    queue,
    atLeast: value(atLeast === undefined ? "?" : told(atLeast)),
    below: value(below === undefined ? "?" : told(below)),
  };
  const kind = below === undefined ? "atLeast" : atLeast === undefined ? "below" : "between";
  return name === "waited"
    ? t(`routing.if.waited.${kind}`, values)
    : t(`routing.if.queueLength.${kind}`, values);
}

function actionPhrases(action: Action, names: RuleNames, t: Translate): readonly string[] {
  const { priority, tags, requiredSkills, slaPolicyId, autoAnswer, keepPreviousAgent } = action;
  const extras: (string | undefined)[] = [
    targetPhrase(action.to, names, t),
    priority === undefined || priority === 0
      ? undefined
      : t("routing.then.priority", { priority: value(signed(priority)) }),
    tags?.length ? t("routing.then.tags", { tags: and(tags.map(value)) }) : undefined,
    requiredSkills && Object.keys(requiredSkills).length > 0
      ? t("routing.then.skills", {
          skills: and(
            Object.entries(requiredSkills).map(([skill, level]) => value(`${skill} ${level}+`)),
          ),
        })
      : undefined,
    slaPolicyId ? t("routing.then.sla", { policy: value(names.policy(slaPolicyId)) }) : undefined,
    autoAnswer ? t("routing.then.autoAnswer") : undefined,
    keepPreviousAgent === false ? t("routing.then.anybody") : undefined,
  ];
  return extras.filter((phrase) => phrase !== undefined);
}

function targetPhrase(to: Action["to"], names: RuleNames, t: Translate): string {
  if ("queueId" in to) return t("routing.then.queue", { queue: value(names.queue(to.queueId)) });
  if ("level" in to) return t("routing.then.level", { level: value(to.level) });
  const [first, ...later] = to.plan;
  const steps = later.map((step, at) =>
    t("routing.then.nextStep", {
      wait: value(waitText(to.plan[at], t)),
      queue: value(names.queue(step.queueId)),
    }),
  );
  const begin = t("routing.then.queue", { queue: value(first ? names.queue(first.queueId) : "?") });
  return [begin, ...steps].join("; ");
}

function waitText(step: PlanStep | undefined, t: Translate): string {
  const waitMs = step?.waitMs;
  return waitMs == null ? t("routing.plan.forEver") : duration(waitMs);
}

export const signed = (amount: number) =>
  new Intl.NumberFormat(currentLocale(), { signDisplay: "exceptZero" }).format(amount);

const quoted = (word: string) => `“${word}”`;

export function languageName(code: string): string {
  const name = new Intl.DisplayNames(currentLocale(), { type: "language" }).of(code);
  return name ?? code;
}
