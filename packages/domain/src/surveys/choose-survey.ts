import { type AskableFacts, type NeverAskedBecause, neverAsked } from "../asks/may-be-asked.ts";
import type { Channel } from "../channel.ts";
import { isOutsideWindow } from "../chat/outbound-chat.ts";
import type { ConversationStatus, Level } from "../conversation.ts";
import type { QueueId } from "../ids.ts";
import { type SurveyPolicy, type SurveySettings, surveysFor } from "./survey-policy.ts";

/** What the choice is made on. Instants are ms since epoch. */
export interface SurveyFacts extends AskableFacts {
  readonly now: number;
  readonly status: ConversationStatus;
  readonly resolvedAt: number | undefined;
  readonly channel: Channel;
  /** Where it was resolved, and at which level. */
  readonly queueId: QueueId | undefined;
  readonly level: Level;
  /** Until when free words may be sent; absent: always. */
  readonly windowEndsAt: number | undefined;
  readonly confirmation: SurveyConfirmation;
  /** When this person had any survey, and one about the company. */
  readonly lastAskedAt: number | undefined;
  readonly lastNpsAt: number | undefined;
}

/** What came of asking whether it is solved. */
export type SurveyConfirmation =
  | { readonly kind: "not-asked" | "yes" | "no" | "lapsed" }
  | { readonly kind: "waiting"; readonly until: number };

/** Why somebody is not asked although a survey is for their conversation. */
export type SurveyWithheld =
  | NeverAskedBecause
  | "said-not-solved"
  | "outside-window"
  | "surveyed-lately"
  | "asked-for-nps-lately";

export type SurveyChoice =
  | { readonly kind: "ask"; readonly because: "first-in-scope"; readonly policy: SurveyPolicy }
  | {
      readonly kind: "wait";
      readonly because: "not-yet" | "being-confirmed";
      /** When to look again. */
      readonly until: number;
    }
  /** There is nothing to ask, or nothing to ask about any more: no word of it. */
  | { readonly kind: "none"; readonly because: "not-resolved" | "no-survey" }
  | { readonly kind: "withheld"; readonly because: SurveyWithheld };

/**
 * Which survey a conversation that was resolved is followed by: the first of the policies that is for it
 * (rules §11). One about the company that this person had too lately leaves the place to the next, so that
 * "NPS every quarter, CSAT otherwise" is two policies in this order. In doubt, silence.
 */
export function chooseSurvey({ policies, caps }: SurveySettings, facts: SurveyFacts): SurveyChoice {
  const { now, confirmation, resolvedAt, windowEndsAt } = facts;
  if (facts.status !== "resolved" || resolvedAt === undefined) {
    return { kind: "none", because: "not-resolved" };
  }
  const inScope = surveysFor(policies, facts);
  if (inScope.length === 0) return { kind: "none", because: "no-survey" };
  const never = neverAsked(facts) ?? (confirmation.kind === "no" ? "said-not-solved" : undefined);
  if (never) return { kind: "withheld", because: never };
  if (confirmation.kind === "waiting") {
    return { kind: "wait", because: "being-confirmed", until: confirmation.until };
  }
  if (isWithin(facts.lastAskedAt, caps.anyEveryMs, now)) {
    return { kind: "withheld", because: "surveyed-lately" };
  }
  const npsTooSoon = isWithin(facts.lastNpsAt, caps.npsEveryMs, now);
  const policy = inScope.find(({ kind }) => kind !== "nps" || !npsTooSoon);
  if (!policy) return { kind: "withheld", because: "asked-for-nps-lately" };
  if (isOutsideWindow(windowEndsAt, now)) return { kind: "withheld", because: "outside-window" };
  const until = resolvedAt + policy.delayMs;
  // Rather early than not at all: after the channel's window nothing may be asked.
  if (now < until && !isOutsideWindow(windowEndsAt, until)) {
    return { kind: "wait", because: "not-yet", until };
  }
  return { kind: "ask", because: "first-in-scope", policy };
}

function isWithin(last: number | undefined, everyMs: number, now: number): boolean {
  return last !== undefined && now < last + everyMs;
}
