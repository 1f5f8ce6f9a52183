export type { Confines } from "./check-confinement.ts";
export type { StoredFiles } from "./check-files.ts";
export type { Recovery } from "./check-liveness.ts";
export type { StoredOwner } from "./check-ownership.ts";
export type { ResourceLimits, Sample } from "./check-resources.ts";
export type {
  FinalRead,
  LedgerBalance,
  StoredConversation,
  StoredDelivery,
  StoredMessage,
} from "./final-read.ts";
export { ACCEPTED_MIN, type Evidence, judge } from "./judge.ts";
export { lostStretches, stretchOf } from "./lost-stretches.ts";
export { readSent, type SentMessage } from "./sent.ts";
export { CHECK_IDS, type CheckId, type Verdict } from "./verdict.ts";
