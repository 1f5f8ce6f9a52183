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
 * two reasons to be gone the earlier counts. Who answers a customer is there for this customer, whatever
 * they said before: many never touch the switch.
 * @param answeredAt when they last answered whom it is about
 */
export function absenceOf(
  facts: PresenceFacts,
  now: number,
  answeredAt?: number,
): Absence | undefined {
  const seenAt = facts.seenAt ?? facts.wantedSince;
  const isSilent = seenAt <= now - PRESENCE_GRACE_MS;
  const isBelied = answeredAt !== undefined && answeredAt > facts.wantedSince;
  const saysGone = (facts.wanted === "away" || facts.wanted === "offline") && !isBelied;
  if (saysGone && !(isSilent && seenAt < facts.wantedSince)) {
    return { because: "away", since: facts.wantedSince };
  }
  return isSilent ? { because: "unreachable", since: seenAt } : undefined;
}
