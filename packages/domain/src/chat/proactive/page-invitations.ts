import type { ProactiveRule } from "./proactive-rule.ts";

/** What a site's page has to know to invite its visitors. No name of a rule is in it: anybody reads it. */
export interface PageInvitations {
  readonly inbox: string;
  readonly rules: readonly Omit<ProactiveRule, "name">[];
  readonly hours: KnownHours;
}

/** Whether an inbox is open at an instant, and when that changes next: true for as long as a page is kept. */
export interface KnownHours {
  readonly open: boolean;
  /** Ms since epoch; null: not within what a calendar looks ahead. */
  readonly changesAt: number | null;
}

export const isOpenNow = ({ open, changesAt }: KnownHours, now: number): boolean =>
  changesAt === null || now < changesAt ? open : !open;
