import { containsWords, foldWords } from "../words.ts";
import type { Range, RuleCondition, SimpleCondition } from "./rule.ts";
import type { MatchesPattern, RuleFacts } from "./rule-facts.ts";
import { comparableAddress } from "./written-to.ts";

export type ConditionName = keyof RuleCondition;

/** A condition that does not hold. */
export interface FailedCondition {
  readonly condition: ConditionName | "enabled" | "to";
  readonly because:
    | "switched-off"
    | "queue-is-gone"
    | "other-channel"
    | "other-inbox"
    | "other-address"
    | "outside-hours"
    | "within-hours"
    | "new-customer"
    | "returning-customer"
    | "not-in-segment"
    | "attribute-differs"
    | "no-menu-answer"
    | "other-menu-answer"
    | "too-little"
    | "too-much"
    | "language-unknown"
    | "other-language"
    | "no-group-holds"
    | "no-such-words"
    | "no-such-pattern";
  /** What was there instead, where that can be said in a word. */
  readonly found?: string | number | readonly string[];
  /** Of groups of which none holds: what is wrong with each. */
  readonly groups?: readonly (readonly FailedCondition[])[];
}

/** What conditions are held against: the facts, and what is asked of them again and again. */
export interface Evidence {
  readonly facts: RuleFacts;
  readonly foldedText: () => string;
  readonly matchesPattern: MatchesPattern;
}

export function evidenceOf(facts: RuleFacts, matchesPattern: MatchesPattern): Evidence {
  let text: string | undefined;
  return {
    facts,
    matchesPattern,
    foldedText: () => {
      text ??= foldWords(facts.text);
      return text;
    },
  };
}

/** What is wrong with one condition; absent when it holds, or is not asked. */
type Check = (condition: SimpleCondition, evidence: Evidence) => FailedCondition | undefined;

const channel: Check = ({ channels }, { facts }) =>
  channels === undefined || channels.includes(facts.channel)
    ? undefined
    : { condition: "channels", because: "other-channel", found: facts.channel };

const inbox: Check = ({ inboxIds }, { facts }) =>
  inboxIds === undefined || inboxIds.includes(facts.inboxId)
    ? undefined
    : { condition: "inboxIds", because: "other-inbox", found: facts.inboxId };

const writtenTo: Check = ({ writtenTo: wanted }, { facts }) =>
  wanted === undefined || wanted.some((address) => isWrittenTo(comparableAddress(address), facts))
    ? undefined
    : { condition: "writtenTo", because: "other-address", found: facts.writtenTo };

function isWrittenTo(wanted: string, { writtenTo: addresses }: RuleFacts): boolean {
  return wanted.startsWith("@")
    ? addresses.some((address) => address.endsWith(wanted))
    : addresses.includes(wanted);
}

const hours: Check = ({ hours: wanted }, { facts }) => {
  if (wanted === undefined || (wanted === "open") === facts.open) return undefined;
  return { condition: "hours", because: facts.open ? "within-hours" : "outside-hours" };
};

const returning: Check = ({ returning: wanted }, { facts }) => {
  if (wanted === undefined || wanted === facts.returning) return undefined;
  const because = facts.returning ? "returning-customer" : "new-customer";
  return { condition: "returning", because };
};

const segment: Check = ({ segments }, { facts }) =>
  segments === undefined || segments.some((name) => facts.segments.includes(name))
    ? undefined
    : { condition: "segments", because: "not-in-segment", found: facts.segments };

const attribute: Check = ({ attributes }, { facts }) => {
  const differs = Object.entries(attributes ?? {}).find(([name, values]) => {
    const has = Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : undefined;
    return !values.some((value) => value.toLowerCase() === has?.toLowerCase());
  });
  return differs && { condition: "attributes", because: "attribute-differs", found: differs[0] };
};

const menuAnswer: Check = ({ menuAnswer: path }, { facts: { menuAnswer: chosen } }) => {
  if (path === undefined) return undefined;
  if (chosen === undefined) return { condition: "menuAnswer", because: "no-menu-answer" };
  if (path.every((step, at) => step === chosen[at])) return undefined;
  return { condition: "menuAnswer", because: "other-menu-answer", found: chosen };
};

const waited: Check = ({ waited: range }, { facts }) => outside(range, facts.waitedMs, "waited");

const queueLength: Check = ({ queueLength: range }, { facts }) =>
  range && outside(range, facts.queueLengths.get(range.queueId) ?? 0, "queueLength");

function outside(
  range: Range | undefined,
  found: number,
  condition: "waited" | "queueLength",
): FailedCondition | undefined {
  if (range?.atLeast !== undefined && found < range.atLeast) {
    return { condition, because: "too-little", found };
  }
  if (range?.below !== undefined && found >= range.below) {
    return { condition, because: "too-much", found };
  }
  return undefined;
}

const language: Check = ({ languages }, { facts: { language: found } }) => {
  if (languages === undefined) return undefined;
  if (found === undefined) return { condition: "languages", because: "language-unknown" };
  if (languages.includes(found)) return undefined;
  return { condition: "languages", because: "other-language", found };
};

const words: Check = ({ words: wanted }, { foldedText }) =>
  wanted === undefined || foldedOnce(wanted).some((word) => containsWords(foldedText(), word))
    ? undefined
    : { condition: "words", because: "no-such-words" };

/** Rules stay the same for thousands of messages, and folding their words costs more than finding them. */
const folded = new WeakMap<readonly string[], readonly string[]>();

function foldedOnce(some: readonly string[]): readonly string[] {
  let known = folded.get(some);
  if (!known) {
    known = some.map(foldWords);
    folded.set(some, known);
  }
  return known;
}

const pattern: Check = ({ patterns }, { facts, matchesPattern }) =>
  patterns === undefined || patterns.some((one) => matchesPattern(one, facts.text))
    ? undefined
    : { condition: "patterns", because: "no-such-pattern" };

/** What is cheap to ask is asked first. */
const CHECKS: readonly Check[] = [
  channel,
  inbox,
  hours,
  returning,
  writtenTo,
  segment,
  attribute,
  menuAnswer,
  waited,
  queueLength,
  language,
  words,
  pattern,
];

export function holds(condition: RuleCondition, evidence: Evidence): boolean {
  return (
    holdsAlone(condition, evidence) &&
    (condition.anyOf?.some((group) => holdsAlone(group, evidence)) ?? true)
  );
}

function holdsAlone(condition: SimpleCondition, evidence: Evidence): boolean {
  return CHECKS.every((check) => check(condition, evidence) === undefined);
}

export function failures(condition: RuleCondition, evidence: Evidence): readonly FailedCondition[] {
  const alone = failuresAlone(condition, evidence);
  const groups = condition.anyOf?.map((group) => failuresAlone(group, evidence));
  if (groups === undefined || groups.some((failed) => failed.length === 0)) return alone;
  return [...alone, { condition: "anyOf", because: "no-group-holds", groups }];
}

function failuresAlone(condition: SimpleCondition, evidence: Evidence): readonly FailedCondition[] {
  return CHECKS.flatMap((check) => check(condition, evidence) ?? []);
}

export interface ConditionPart {
  /** Where it stands, as a path of JSON: `condition`, `condition.anyOf.0`. */
  readonly at: string;
  readonly part: SimpleCondition;
}

/** Every place of a condition where something may be asked. */
export function partsOf(condition: RuleCondition): readonly ConditionPart[] {
  const groups = (condition.anyOf ?? []).map((part, place) => ({
    at: `condition.anyOf.${place}`,
    part,
  }));
  return [{ at: "condition", part: condition }, ...groups];
}
