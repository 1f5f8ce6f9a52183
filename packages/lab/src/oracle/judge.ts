import type { HistoryEvent } from "../journal.ts";
import { type Confines, checkConfinement } from "./check-confinement.ts";
import { checkConservation } from "./check-conservation.ts";
import { checkFiles, type StoredFiles } from "./check-files.ts";
import { checkLiveness, type Recovery } from "./check-liveness.ts";
import { checkMetrics } from "./check-metrics.ts";
import { checkObservers } from "./check-observers.ts";
import { checkOnce } from "./check-once.ts";
import { checkOrder } from "./check-order.ts";
import { checkOutbound } from "./check-outbound.ts";
import { checkOwnership, type StoredOwner } from "./check-ownership.ts";
import { checkResources, type ResourceLimits, type Sample } from "./check-resources.ts";
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
  /** Who may be told what; asked for where somebody listened who may not be told of all. */
  readonly confines?: Confines;
  /** What processes took; asked for where it was watched. */
  readonly resources?: {
    readonly samples: readonly Sample[];
    readonly limits: ResourceLimits;
    readonly samplesMin: number;
  };
  /** Counters and what is true, by one name; asked for where no process was started again. */
  readonly metrics?: {
    readonly published: ReadonlyMap<string, number>;
    readonly counted: ReadonlyMap<string, number>;
  };
  /** What broke, and how soon it was whole again; asked for where something did. */
  readonly recovery?: { readonly all: readonly Recovery[]; readonly limitMs: number };
}

/** All checks for which there is evidence. Pure: the same evidence always gets the same verdicts. */
export function judge(evidence: Evidence): readonly Verdict[] {
  const { history, read, storedByChannel = new Map(), acceptedMin = ACCEPTED_MIN } = evidence;
  const { owners, submittedMin, files, recovery, confines, resources, metrics } = evidence;
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
    ...(confines ? [checkConfinement(history, confines)] : []),
    ...(resources
      ? [checkResources(resources.samples, resources.limits, resources.samplesMin)]
      : []),
    ...(metrics ? [checkMetrics(metrics.published, metrics.counted, acceptedMin)] : []),
    ...(files ? [checkFiles(history, files.stored, files.takenMin)] : []),
    ...(recovery ? [checkLiveness(read.leftovers ?? {}, recovery.all, recovery.limitMs)] : []),
  ];
}
