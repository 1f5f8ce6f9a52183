import { MINUTE_MS } from "../calendar/time-zone.ts";
import { PRESENCE_GRACE_MS } from "../presence/absence.ts";

/** What somebody may want to be told of, the most personal first. */
export const NEWS_KINDS = ["assigned", "message", "mention", "sla", "queue"] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

/** What came within it is one letter: whoever is about to come back sees it in the console. */
export const NEWS_GATHER_MS = 5 * MINUTE_MS;
/** More letters than that are noise, and go unread. */
export const NEWS_MAIL_EVERY_MS = 30 * MINUTE_MS;

export type NewsMailDecision =
  | { readonly kind: "due" }
  | {
      readonly kind: "not-due";
      readonly because: "connected" | "nothing-new" | "more-may-come" | "told-lately";
    };

/** Whether somebody is written to about what is new. Ms since epoch. */
export function decideNewsMail(facts: {
  /** Last sign of life of any of their devices; undefined: never. */
  readonly seenAt: number | undefined;
  /** When the oldest of what they were not told of came; undefined: there is nothing. */
  readonly oldestAt: number | undefined;
  /** When the last letter was made; undefined: never. */
  readonly mailedAt: number | undefined;
  readonly now: number;
}): NewsMailDecision {
  const { seenAt, oldestAt, mailedAt, now } = facts;
  const not = (because: Extract<NewsMailDecision, { kind: "not-due" }>["because"]) =>
    ({ kind: "not-due", because }) as const;
  if (seenAt !== undefined && seenAt > now - PRESENCE_GRACE_MS) return not("connected");
  if (oldestAt === undefined) return not("nothing-new");
  if (oldestAt > now - NEWS_GATHER_MS) return not("more-may-come");
  if (mailedAt !== undefined && mailedAt > now - NEWS_MAIL_EVERY_MS) return not("told-lately");
  return { kind: "due" };
}
