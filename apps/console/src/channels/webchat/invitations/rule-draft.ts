import {
  AFTER_SECONDS_MAX,
  FORM_LOCALES,
  type FormLocale,
  formWords,
  PAGE_PATTERN_LENGTH_MAX,
  PROACTIVE_HOURS,
  PROACTIVE_PAGES_MAX,
  PROACTIVE_VISITORS,
  type ProactiveRule,
  REST_DAYS_MAX,
} from "@circuito/protocol/proactive-text";
import { NO_WORDS, type Words, wordsOf, writtenIn } from "../../form/form-draft.ts";
import type { Mistake, Mistakes, Settings } from "../../inbox-page/mistakes.ts";

/** A rule of invitations, as an admin edits it. */
export interface RuleDraft {
  /** Lasting: conversations and routing rules know it by it. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** One a line; empty: every page. */
  readonly pages: string;
  /** Null: nothing is written. */
  readonly afterSeconds: number | null;
  readonly visitors: ProactiveRule["visitors"];
  readonly hours: ProactiveRule["hours"];
  /** Empty: all. */
  readonly locales: readonly FormLocale[];
  readonly restDays: number | null;
  readonly text: Words;
}

const USUAL = {
  enabled: true,
  afterSeconds: 20,
  visitors: "all",
  hours: "any",
  restDays: 7,
} as const;

/** As it begins. @param id never used before, so that what was noted by one keeps its meaning */
export function newRule(id: string): RuleDraft {
  return { ...USUAL, id, name: "", pages: "", locales: [], text: NO_WORDS };
}

export function rulesOf({ proactive }: Settings): readonly RuleDraft[] {
  return Array.isArray(proactive) ? proactive.flatMap(ruleOf) : [];
}

function ruleOf(value: unknown): readonly RuleDraft[] {
  const { id, name, enabled, pages, afterSeconds, visitors, hours, locales, restDays, text } =
    Object(value);
  if (typeof id !== "string") return [];
  return [
    {
      id,
      name: typeof name === "string" ? name : "",
      enabled: enabled !== false,
      pages: Array.isArray(pages) ? pages.map(String).join("\n") : "",
      afterSeconds: typeof afterSeconds === "number" ? afterSeconds : USUAL.afterSeconds,
      visitors: PROACTIVE_VISITORS.find((one) => one === visitors) ?? USUAL.visitors,
      hours: PROACTIVE_HOURS.find((one) => one === hours) ?? USUAL.hours,
      locales: FORM_LOCALES.filter((one) => Array.isArray(locales) && locales.includes(one)),
      restDays: typeof restDays === "number" ? restDays : USUAL.restDays,
      text: wordsOf(text),
    },
  ];
}

const linesOf = (text: string): readonly string[] =>
  text.split(/\s+/).filter((line) => line !== "");

/** As it is saved, and as it is tried. */
export function proactiveRuleOf(draft: RuleDraft): ProactiveRule {
  const { id, enabled, visitors, hours, locales } = draft;
  return {
    ...{ id, enabled, visitors, hours, locales },
    name: draft.name.trim(),
    pages: linesOf(draft.pages),
    afterSeconds: draft.afterSeconds ?? 0,
    restDays: draft.restDays ?? 0,
    text: writtenIn(draft.text),
  };
}

/** What the panel does not show stays as it was; without rules nobody is invited. */
export function proactiveSettingsOf(rules: readonly RuleDraft[], before: Settings): Settings {
  const { proactive: _, ...others } = before;
  return rules.length === 0 ? others : { ...others, proactive: rules.map(proactiveRuleOf) };
}

/** What the server would refuse. */
export function mistakesInRule(draft: RuleDraft): Mistakes<RuleDraft> {
  const { name, pages, text, afterSeconds, restDays } = draft;
  const wrongPages = wrongIn(linesOf(pages));
  const wrongAfter = wrongNumber(afterSeconds, AFTER_SECONDS_MAX);
  const wrongRest = wrongNumber(restDays, REST_DAYS_MAX);
  return {
    ...(name.trim() === "" && { name: "required" }),
    ...(wrongPages && { pages: wrongPages }),
    ...(formWords(text, "pt-BR") === undefined && { text: "required" }),
    ...(wrongAfter && { afterSeconds: wrongAfter }),
    ...(wrongRest && { restDays: wrongRest }),
  };
}

function wrongIn(pages: readonly string[]): Mistake | undefined {
  if (pages.length > PROACTIVE_PAGES_MAX) return "range";
  const isPath = (page: string) => /^[/*]/.test(page) && page.length <= PAGE_PATTERN_LENGTH_MAX;
  return pages.every(isPath) ? undefined : "format";
}

function wrongNumber(value: number | null, max: number): Mistake | undefined {
  if (value === null) return "required";
  return Number.isInteger(value) && value >= 0 && value <= max ? undefined : "range";
}

/** What is typed of a page's address: its path. @returns `undefined`: it is none */
export function pathOf(typed: string): string | undefined {
  const text = typed.trim();
  if (text.startsWith("/")) return text.split(/[?#]/)[0];
  const url = /^https?:\/\//.test(text) ? text : `https://${text}`;
  return text !== "" && URL.canParse(url) ? new URL(url).pathname : undefined;
}
