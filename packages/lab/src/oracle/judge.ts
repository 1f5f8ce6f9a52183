import type { HistoryEvent } from "../journal.ts";
import { checkConservation } from "./check-conservation.ts";
import { checkObservers } from "./check-observers.ts";
import { checkOnce } from "./check-once.ts";
import { checkOrder } from "./check-order.ts";
import { checkStored } from "./check-stored.ts";
import type { FinalRead } from "./final-read.ts";
import { readSent } from "./sent.ts";
import type { Verdict } from "./verdict.ts";

/** Fewer accepted messages say too little about a system that fails once in a thousand. */
export const ACCEPTED_MIN = 1_000;

export interface Evidence {
  /** Journals of senders and observers, one after the other, in any order. */
  readonly history: readonly HistoryEvent[];
  readonly read: FinalRead;
  /** Inbound messages stored per channel; lets O7 compare them with what was routed. */
  readonly storedByChannel?: ReadonlyMap<string, number>;
  readonly acceptedMin?: number;
}

/** All checks on one run. Pure: the same evidence always gets the same verdicts. */
export function judge(evidence: Evidence): readonly Verdict[] {
  const { history, read, storedByChannel = new Map(), acceptedMin = ACCEPTED_MIN } = evidence;
  const sent = readSent(history);
  return [
    checkStored(sent, read, acceptedMin),
    checkOnce(sent, read, acceptedMin),
    checkOrder(sent, read, acceptedMin),
    checkObservers(history, read, acceptedMin),
    checkConservation(read, storedByChannel, acceptedMin),
  ];
}
