import { RENEW_EVERY_MS } from "./claim-keeper.ts";

/** Between two looks at most, for the second to know that claims were being renewed. */
const GAP_MAX_MS = 5_000;
/** Whoever lives has renewed by then: once at its time, and once more if that was just missed. */
const DISTRUST_MS = 2 * RENEW_EVERY_MS;

export interface SendersSilence {
  /** @param at of a look, ms on a clock that nobody sets */
  isBelieved(at: number): boolean;
}

/**
 * Whether a claim that ran out is a dead sender's. While the database was away, or this process stood
 * still, nobody could renew, or nobody saw it: what they are sending just then is not to become a doubt.
 * A first look is believed: who was killed with everybody else is not waited for. So is the first one
 * after a distrust, however late it comes: on a machine where every look is late, dead ones are found, too.
 */
export function createSendersSilence(): SendersSilence {
  let lookedAt: number | undefined;
  let believedFrom: number | undefined;
  return {
    isBelieved(at) {
      const isGap = lookedAt !== undefined && at - lookedAt > GAP_MAX_MS;
      lookedAt = at;
      if (believedFrom === undefined && isGap) believedFrom = at + DISTRUST_MS;
      if (believedFrom !== undefined && at < believedFrom) return false;
      believedFrom = undefined;
      return true;
    },
  };
}
