import { addBusinessTime, elapsedBetween } from "../calendar/business-hours.ts";
import type { Calendar } from "../calendar/calendar.ts";
import { DAY_MS } from "../calendar/time-zone.ts";
import type { SlaTarget } from "./sla-policy.ts";

/** How a target goes with the hours it is counted by. */
export type TargetVerdict =
  | { readonly kind: "fits" }
  /** The hours are not open for so long within three years: it is never due, and nobody is warned. */
  | { readonly kind: "never-due" }
  /**
   * Longer than a whole week of these hours: often somebody meant days by the clock on the wall.
   * `weekMs` is what a week without holidays is open, `dueAfterMs` how long it takes from now on.
   */
  | { readonly kind: "over-a-week"; readonly weekMs: number; readonly dueAfterMs: number };

/**
 * @param calendar absent: around the clock, which keeps every target
 * @param now ms since epoch; the target is counted from then
 */
export function judgeTarget(
  { withinMs }: Pick<SlaTarget, "withinMs">,
  calendar: Calendar | undefined,
  now: number,
): TargetVerdict {
  if (!calendar) return { kind: "fits" };
  const dueAt = addBusinessTime(calendar, now, withinMs);
  if (dueAt === undefined) return { kind: "never-due" };
  const { timeZone, intervals } = calendar;
  const weekMs = elapsedBetween({ timeZone, intervals }, now, now + 7 * DAY_MS);
  // Open on single dates only: there is no usual week to compare it with.
  if (weekMs === 0 || withinMs <= weekMs) return { kind: "fits" };
  return { kind: "over-a-week", weekMs, dueAfterMs: dueAt - now };
}
