import {
  afterFailedBulletin,
  type BulletinLeftOut,
  type BulletinRefusal,
  SECOND_MS,
} from "@circuito/domain";
import {
  type BulletinEnd,
  type ClaimedBulletin,
  claimBulletins,
  type Database,
  endBulletinAttempt,
} from "@circuito/store";
import type { RouterLog } from "../log.ts";

/** Twice what a slow mail server may take for one letter: who is silent for longer has died. */
export const BULLETIN_LEASE_MS = 120 * SECOND_MS;

/** How a bulletin was taken. */
export type BulletinAnswer =
  | { readonly kind: "told"; readonly answer: string | null }
  | { readonly kind: "left-out"; readonly because: BulletinLeftOut }
  | {
      readonly kind: "refused";
      readonly because: BulletinRefusal;
      /** Trying again would change nothing. */
      readonly isFinal: boolean;
      readonly answer: string | null;
      readonly retryAfterMs?: number | undefined;
    };

/** Makes one and sends it once. Never rejects for what the other side did. */
export type TellBulletin = (bulletin: ClaimedBulletin) => Promise<BulletinAnswer>;

export interface BulletinSender {
  readonly database: Database;
  readonly tell: TellBulletin;
  readonly now: () => number;
  readonly log: RouterLog;
}

/**
 * Sends those of these that are due and ours, and writes down how each ended.
 * @returns which are to be looked at again, and when
 */
export async function deliverBulletins(
  sender: BulletinSender,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly at: number }[]> {
  const { database, now } = sender;
  const again: { id: string; at: number }[] = [];
  for (const id of ids) {
    // One at a time: what waits in hand is not yet claimed, and its lease does not run.
    const [claimed] = await claimBulletins(database.pool, [id], {
      ...{ leaseMs: BULLETIN_LEASE_MS, now: now() },
    });
    if (!claimed) continue;
    const at = await deliver(sender, claimed);
    if (at !== undefined) again.push({ id, at });
  }
  return again;
}

async function deliver(
  { database, tell, now, log }: BulletinSender,
  claimed: ClaimedBulletin,
): Promise<number | undefined> {
  const at = now();
  const startedAt = performance.now();
  const answer = await tell(claimed).catch((error: Error): BulletinAnswer => {
    log.error("bulletin not made", { id: claimed.id, error: error.message });
    return { kind: "refused", because: "not-made", isFinal: false, answer: null };
  });
  const ms = Math.round(performance.now() - startedAt);
  const end = endOf(answer, claimed, now());
  const because = answer.kind === "refused" ? answer.because : null;
  const attempt = answer.kind === "left-out" ? null : { at, because, ms };
  const said = answer.kind === "left-out" ? null : answer.answer;
  await endBulletinAttempt(database.pool, claimed, end, { attempt, answer: said, now: now() });
  const facts = { id: claimed.id, source: claimed.content.kind, attempt: claimed.attempts, ms };
  if (end.state === "told") log.info("bulletin told", facts);
  else log.warn("bulletin not told", { ...facts, because: end.because, state: end.state });
  return end.state === "waiting" ? end.nextAt : undefined;
}

function endOf(
  answer: BulletinAnswer,
  { attempts, since }: ClaimedBulletin,
  now: number,
): BulletinEnd {
  switch (answer.kind) {
    case "told":
      return { state: "told" };
    case "left-out":
      return { state: "left-out", because: answer.because };
    case "refused": {
      const { because, isFinal, retryAfterMs } = answer;
      const failed = { attempt: attempts, since, now, isFinal, retryAfterMs };
      const after = afterFailedBulletin({ ...failed, chance: Math.random() });
      return after.kind === "again"
        ? { state: "waiting", because, nextAt: after.at }
        : { state: "failed", because };
    }
  }
}
