/**
 * Every place where a proof may break the gateway, in the order of a message's way. What stands
 * between two of them is what a crash can tear apart (docs/proof.md).
 */
export const CRASH_POINTS = {
  I1: "a webhook's body is read, its signature not yet",
  I2: "the signature is right, nothing is stored",
  I3: "the statement that stores and commits is about to leave",
  I4: "committed, the provider has no 2xx yet",
  I5: "committed, no job says so yet",
  I6: "the job is added",
  R1: "a router has the job, nothing is locked",
  R2: "the contact points are locked, nothing is decided",
  R3: "decided, the statements that save and commit are about to leave",
  R4: "committed, the job is not done yet",
  M1: "mails are fetched, nothing is stored",
  M2: "mails are stored, the mailbox's cursor is not",
  M3: "the cursor is stored, the mails are not marked as seen",
  M4: "the mails are marked as seen",
  S1: "events are loaded, no console was told",
  S2: "the consoles were told, none has said so",
  S3: "a console said how far it is, and has no answer yet",
  O1: "an agent's reply is committed, its writer does not know",
  O2: "the delivery is claimed, nothing has left",
  O2b: "it is noted that bytes are about to leave, none has",
  O3: "the last byte has left, there is no answer",
  O4: "the provider answered, it is not noted",
  O5: "the provider's answer is noted, the job is not done",
  O6: "a receipt is applied, the commit is about to leave",
  B1: "a file's bytes are written beside their place",
  B2: "they are in their place, and on the disk; no row names them",
  B3: "the row is committed, the uploader does not know",
} as const;

export type CrashPoint = keyof typeof CRASH_POINTS;

export function isCrashPoint(name: string): name is CrashPoint {
  return Object.hasOwn(CRASH_POINTS, name);
}
