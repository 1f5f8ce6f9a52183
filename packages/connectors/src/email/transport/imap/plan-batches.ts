import type { MailFacts } from "./fetch-mail.ts";

/** One commit: enough to spread its cost, few enough that little is fetched again after a crash. */
const BATCH_MAILS_MAX = 100;
/** In memory at a time, once while it is read and once while the next is fetched. */
const BATCH_BYTES_MAX = 4 * 1024 * 1024;

/** `refused`: the server gives no facts, or facts that cannot be. */
export type KnownFacts = ReadonlyMap<number, MailFacts | "refused">;

/** Mails that are fetched, stored and passed by the cursor together. */
export interface Batch {
  /** Everything that the cursor passes with it, in order. */
  readonly uids: readonly number[];
  readonly mails: readonly MailFacts[];
  readonly refused: readonly number[];
  /** Named by the search, unknown a moment later. */
  readonly gone: readonly number[];
}

export interface PlanLimits {
  /** Fetched alone: one of them broke a connection. */
  readonly suspects: ReadonlySet<number>;
  /** Larger mails are fetched alone. */
  readonly smallMaxBytes: number;
}

/**
 * Cuts what waits into batches, in the order of UIDs.
 * @param floorAt mails that arrived earlier are not ours, though the search, which goes by days, names them
 */
export function planBatches(
  uids: readonly number[],
  facts: KnownFacts,
  floorAt: number | null,
  { suspects, smallMaxBytes }: PlanLimits,
): readonly Batch[] {
  const batches: Batch[] = [];
  let open: OpenBatch | undefined;
  for (const uid of uids) {
    const fact = facts.get(uid);
    const mail = typeof fact === "object" && isOurs(fact, floorAt) ? fact : undefined;
    const bytes = mail?.sizeBytes ?? 0;
    const alone = bytes > smallMaxBytes || suspects.has(uid);
    if (
      !open ||
      alone ||
      open.uids.length >= BATCH_MAILS_MAX ||
      open.bytes + bytes > BATCH_BYTES_MAX
    ) {
      open = { uids: [], mails: [], refused: [], gone: [], bytes: 0 };
      batches.push(open);
    }
    open.uids.push(uid);
    open.bytes += bytes;
    if (mail) open.mails.push(mail);
    if (fact === "refused") open.refused.push(uid);
    if (fact === undefined) open.gone.push(uid);
    if (alone) open = undefined;
  }
  return batches;
}

interface OpenBatch extends Batch {
  readonly uids: number[];
  readonly mails: MailFacts[];
  readonly refused: number[];
  readonly gone: number[];
  bytes: number;
}

function isOurs({ arrivedAt }: MailFacts, floorAt: number | null): boolean {
  return floorAt === null || arrivedAt === undefined || arrivedAt >= floorAt;
}
