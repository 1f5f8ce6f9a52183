import type { HistoryEvent } from "../journal.ts";
import { checkConservation } from "./check-conservation.ts";
import { checkFiles, type StoredFiles } from "./check-files.ts";
import { checkLiveness, type Recovery } from "./check-liveness.ts";
import { checkObservers } from "./check-observers.ts";
import { checkOnce } from "./check-once.ts";
import { checkOrder } from "./check-order.ts";
import { checkOutbound } from "./check-outbound.ts";
import { checkOwnership, type StoredOwner } from "./check-ownership.ts";
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
  /** Who has what at the end; asked for where agents reached for conversations. */
  readonly owners?: { readonly stored: readonly StoredOwner[]; readonly grantsMin: number };
  /** Fewer messages of ours at the provider say too little; asked for where replies were written. */
  readonly submittedMin?: number;
  /** Files and their rows; asked for where files were uploaded. */
  readonly files?: { readonly stored: StoredFiles; readonly takenMin: number };
  /** What broke, and how soon it was whole again; asked for where something did. */
  readonly recovery?: { readonly all: readonly Recovery[]; readonly limitMs: number };
}

/** All checks for which there is evidence. Pure: the same evidence always gets the same verdicts. */
export function judge(evidence: Evidence): readonly Verdict[] {
  const { history, read, storedByChannel = new Map(), acceptedMin = ACCEPTED_MIN } = evidence;
  const { owners, submittedMin, files, recovery } = evidence;
  const sent = readSent(history);
  return [
    checkStored(sent, read, acceptedMin),
    checkOnce(sent, read, acceptedMin),
    checkOrder(sent, read, acceptedMin),
    checkObservers(history, read, acceptedMin),
    checkConservation(read, storedByChannel, acceptedMin),
    ...(owners ? [checkOwnership(history, owners.stored, owners.grantsMin)] : []),
    ...(submittedMin === undefined
      ? []
      : [checkOutbound(history, read.deliveries ?? [], submittedMin)]),
    ...(files ? [checkFiles(history, files.stored, files.takenMin)] : []),
    ...(recovery ? [checkLiveness(read.leftovers ?? {}, recovery.all, recovery.limitMs)] : []),
  ];
}
