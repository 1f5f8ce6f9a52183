import type { FormLocale, FormWords } from "../../form/form-fields.ts";
import { matchesPage } from "./matches-page.ts";

/** More are not told apart by whoever keeps them. */
export const PROACTIVE_RULES_MAX = 20;
/** Parts of a site; more rules say it better. */
export const PROACTIVE_PAGES_MAX = 20;
/** As it stands in a list and in a conversation's story. */
export const PROACTIVE_NAME_LENGTH_MAX = 60;
/** Two lines in the corner of a page. */
export const INVITATION_LENGTH_MAX = 160;
/** Whoever is longer on a page has left it open. */
export const AFTER_SECONDS_MAX = 3_600;
/** What is not shown for a quarter of a year is better switched off. */
export const REST_DAYS_MAX = 90;

export const PROACTIVE_VISITORS = ["all", "new", "returning"] as const;
export const PROACTIVE_HOURS = ["any", "open", "closed"] as const;

/** The attribute by which routing rules know the invitation that opened a chat: its rule's id. */
export const INVITATION_ATTRIBUTE = "chat-invitation";

/** When a site's visitor is invited to chat, and in which words. */
export interface ProactiveRule {
  /** Lasting: conversations keep it, and routing rules know it ({@link INVITATION_ATTRIBUTE}). */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Path of the page, `*` for anything: `/precos`, `/produtos/*`. Empty: every page. */
  readonly pages: readonly string[];
  /** On the page, seconds. */
  readonly afterSeconds: number;
  /** `returning`: they were on the site before this visit. */
  readonly visitors: (typeof PROACTIVE_VISITORS)[number];
  /** Of the inbox's own hours. */
  readonly hours: (typeof PROACTIVE_HOURS)[number];
  /** Languages of the page. Empty: all. */
  readonly locales: readonly FormLocale[];
  /** For so many days after it was shown it is not shown to the same visitor again; 0: each visit. */
  readonly restDays: number;
  readonly text: FormWords;
}

/** What is known of a visit to a page. */
export interface ProactiveVisit {
  /** Of the page's address, without query. */
  readonly path: string;
  readonly locale: FormLocale;
  readonly isReturning: boolean;
  readonly isOpen: boolean;
}

/** The first of a rule's conditions that a visit does not meet. */
export type ProactiveMisfit = "off" | "page" | "visitor" | "locale" | "hours";

/** @returns `undefined`: the rule is for this visit */
export function misfitOf(
  rule: Omit<ProactiveRule, "name">,
  visit: ProactiveVisit,
): ProactiveMisfit | undefined {
  const { pages, visitors, locales, hours } = rule;
  if (!rule.enabled) return "off";
  if (pages.length > 0 && !pages.some((page) => matchesPage(page, visit.path))) return "page";
  if (visitors !== "all" && (visitors === "returning") !== visit.isReturning) return "visitor";
  if (locales.length > 0 && !locales.includes(visit.locale)) return "locale";
  if (hours !== "any" && (hours === "open") !== visit.isOpen) return "hours";
  return undefined;
}
