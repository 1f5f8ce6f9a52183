import type { PresenceReason, WantedPresence } from "./wanted.ts";

/** What somebody was: what they wanted, or that no device of theirs was there although they wanted it. */
export type PresenceState = WantedPresence | "disconnected";

/** What of somebody's work is told in their day. */
export const ACTS = ["claimed", "answered", "directed", "resolved"] as const;
export type Act = (typeof ACTS)[number];

/** In the order they are told in. */
export const PRESENCE_STATES = [
  "available",
  "busy",
  "away",
  "disconnected",
  "offline",
] as const satisfies readonly PresenceState[];

/** A change of what somebody wants or of whether they can be reached, as it was written down. */
export interface PresenceChange {
  /** Ms since epoch. */
  readonly at: number;
  readonly wanted: WantedPresence;
  readonly reason: PresenceReason | null;
  readonly reachable: boolean;
}

/** A stretch in which somebody was one thing; `to` is the first moment after it. Ms since epoch. */
export interface StateSpan {
  readonly state: PresenceState;
  readonly reason: PresenceReason | null;
  readonly from: number;
  readonly to: number;
}

/**
 * Who is on a break is on it with the lid closed, too: the reason they gave stands, and only who would be
 * there is missing.
 */
export function stateOf({
  wanted,
  reachable,
}: Pick<PresenceChange, "wanted" | "reachable">): PresenceState {
  return reachable || wanted === "away" || wanted === "offline" ? wanted : "disconnected";
}

/**
 * What somebody was from one instant to another, in stretches without gaps; before the first change nothing
 * is known, and nothing is said.
 * @param changes oldest first; the last one before `from` among them says what they were then
 */
export function stateSpans(
  changes: readonly PresenceChange[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly StateSpan[] {
  const spans: StateSpan[] = [];
  for (const [n, change] of changes.entries()) {
    const state = stateOf(change);
    // Why they cannot be reached is not what they said last.
    const reason = state === "disconnected" ? null : change.reason;
    const begins = Math.max(change.at, from);
    const ends = Math.min(changes[n + 1]?.at ?? to, to);
    if (ends <= begins) continue;
    const last = spans.at(-1);
    if (last?.state === state && last.reason === reason && last.to === begins) {
      spans[spans.length - 1] = { ...last, to: ends };
    } else {
      spans.push({ state, reason, from: begins, to: ends });
    }
  }
  return spans;
}
