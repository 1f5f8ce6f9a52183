import type { WantedPresence } from "./wanted.ts";

/**
 * Longest a lost socket counts as present, from the last sign of life: a reload or a proxy's hiccup
 * must not reassign (rules §9).
 */
export const PRESENCE_GRACE_MS = 45_000;

/** What is known of somebody's presence. Instants are ms since epoch, UTC. */
export interface PresenceFacts {
  readonly wanted: WantedPresence;
  readonly wantedSince: number;
  /** Last sign of life of any of their devices; `undefined`: there never was one. */
  readonly seenAt: number | undefined;
}

export interface Absence {
  /** `away`: they said so, or we said it for them. `unreachable`: no device answers. */
  readonly because: "away" | "unreachable";
  readonly since: number;
}

/**
 * Whether somebody is gone and since when; `undefined`: they are there. Somebody busy is there. Of
 * two reasons to be gone the earlier counts.
 */
export function absenceOf(facts: PresenceFacts, now: number): Absence | undefined {
  const seenAt = facts.seenAt ?? facts.wantedSince;
  const isSilent = seenAt <= now - PRESENCE_GRACE_MS;
  const saysGone = facts.wanted === "away" || facts.wanted === "offline";
  if (saysGone && !(isSilent && seenAt < facts.wantedSince)) {
    return { because: "away", since: facts.wantedSince };
  }
  return isSilent ? { because: "unreachable", since: seenAt } : undefined;
}
