import { misfitOf, type ProactiveRule, type ProactiveVisit } from "./proactive-rule.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Visitors who put an invitation away are left alone so long. */
export const DISMISSED_FOR_MS = 7 * DAY_MS;

/** What is known of a visitor in their own browser; none of it leaves it. */
export interface ProactiveFacts extends ProactiveVisit {
  /** Since the page was opened. */
  readonly onPageMs: number;
  /** When an invitation was last put away, ms since epoch. */
  readonly dismissedAt: number | undefined;
  /** When each was last shown, by the rule's id, ms since epoch. */
  readonly shownAt: Readonly<Record<string, number>>;
  readonly now: number;
  /** One was shown in this visit. */
  readonly wasInvited: boolean;
  /** They have talked already, or the chat is open: nobody invites who is there. */
  readonly isTalking: boolean;
}

/** What is asked of a rule; how it is called is nobody's business but the house's. */
type Rule = Omit<ProactiveRule, "name">;

export type ProactiveChoice =
  | { readonly kind: "invite"; readonly rule: Rule }
  /** Nothing yet: look again in so long, as long as nothing else happens. */
  | { readonly kind: "wait"; readonly ms: number }
  | {
      readonly kind: "none";
      readonly because: "talking" | "invited" | "dismissed" | "no-rule-fits";
    };

/** Whether a visitor is invited now, by which rule, or when to look again. The first that holds is shown. */
export function chooseProactive(rules: readonly Rule[], facts: ProactiveFacts): ProactiveChoice {
  if (facts.isTalking) return { kind: "none", because: "talking" };
  if (facts.wasInvited) return { kind: "none", because: "invited" };
  const { dismissedAt, shownAt, now } = facts;
  if (isWithin(dismissedAt, DISMISSED_FOR_MS, now)) return { kind: "none", because: "dismissed" };
  const fitting = rules.filter(
    (rule) =>
      misfitOf(rule, facts) === undefined &&
      !isWithin(shownAt[rule.id], rule.restDays * DAY_MS, now),
  );
  const leftMs = ({ afterSeconds }: Rule) => afterSeconds * 1000 - facts.onPageMs;
  const rule = fitting.find((one) => leftMs(one) <= 0);
  if (rule) return { kind: "invite", rule };
  return fitting.length === 0
    ? { kind: "none", because: "no-rule-fits" }
    : { kind: "wait", ms: Math.min(...fitting.map(leftMs)) };
}

/** A clock that was set back does not silence the chat for years. */
const isWithin = (at: number | undefined, ms: number, now: number): boolean =>
  at !== undefined && Math.abs(now - at) < ms;
