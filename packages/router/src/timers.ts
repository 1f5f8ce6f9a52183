import type { Bus } from "@circuito/bus";
import { WEBHOOK_PATIENCE_MS } from "@circuito/domain";
import {
  BOARD_MINUTES_KEPT_MS,
  closeResolved,
  type Database,
  findDue,
  findDueBulletins,
  findDueDeliveries,
  findDueFetches,
  findDueWebhooks,
  findPosition,
  findQueuesToServe,
  findStrandedContactKeys,
  forgetBoardMinutes,
  forgetBulletins,
  forgetExpiredAccess,
  forgetMailSenders,
  forgetOldAnnouncements,
  forgetOldNotices,
  forgetPresenceHistory,
  forgetWebhookDeliveries,
  keepPlansFresh,
  makePayloadPartitions,
  nameOfDue,
  noticeDeliveries,
  PRESENCE_HISTORY_KEPT_MS,
  recoverExpired,
  type Swept,
  type Transaction,
  WEBHOOKS_FOLLOWER,
  wakeSnoozed,
} from "@circuito/store";
import { createBoardKeeper } from "./board/keep-board.ts";
import { createSendersSilence } from "./claim-silence.ts";
import { LANE_CHANNELS, RESENDS } from "./delivery-policy.ts";
import type { RouterLog } from "./log.ts";
import { lookEvery, type Watch } from "./look-every.ts";
import { createAbsenceSweep } from "./presence/absence-sweep.ts";

/** Rows without a job are noticed this soon: the longest a lost nudge delays a message. */
const SWEEP_EVERY_MS = 1_000;
const STRANDED_AFTER_MS = 2_000;
/** One process sweeps; another takes over when it has been silent this long. */
const LEASE_MS = 5_000;
/** Presence, snoozes and queues change at people's pace. */
const SLOW_EVERY_MS = 3_000;
const HOUSEKEEPING_EVERY_MS = 10 * 60_000;
/** Clients that were away for longer start from a snapshot (rules §12). */
const NOTICES_KEPT_MS = 24 * 60 * 60_000;
/** Chat-like conversations stay open to a reply for a day after they were resolved (rules §7). */
const RESOLVED_CHATS_KEPT_MS = 24 * 60 * 60_000;
/** People answer mail after days; as long as the router reopens it (rules §7). */
const RESOLVED_MAILS_KEPT_MS = 7 * 24 * 60 * 60_000;
/** Longer than any count looks back: an hour for floods, a day for our own automatic answers. */
const MAIL_SENDERS_KEPT_MS = 2 * 24 * 60 * 60_000;
/** A sweep takes a bite at a time, so that it never holds locks for long. */
const BITE_MAX = 500;

/**
 * Everything that must happen although nobody asked: re-nudging what lost its job, taking back what
 * dead workers held, waking, closing, releasing. Nothing here is needed for what goes well; all of
 * it repairs.
 */
export async function startTimers(dependencies: {
  readonly database: Database;
  readonly bus: Bus;
  readonly processName: string;
  readonly now: () => number;
  readonly log: RouterLog;
  /** How long silence of agents is not believed after a start; for tests. */
  readonly silenceDistrustMs?: number;
}): Promise<Watch> {
  const { database, bus, processName, now, log } = dependencies;
  const boardKeeper = createBoardKeeper(dependencies);
  const absence = createAbsenceSweep(dependencies, dependencies.silenceDistrustMs);
  const silence = createSendersSilence();
  // By a clock that nobody sets.
  let slowAt = Number.NEGATIVE_INFINITY;
  let housekeptAt = Number.NEGATIVE_INFINITY;

  async function sweepFast(): Promise<void> {
    const stranded = await findStrandedContactKeys(database.pool, {
      olderThanMs: STRANDED_AFTER_MS,
      limit: BITE_MAX,
    });
    await bus.jobs.nudge("inbound", stranded);
    if (silence.isBelieved(performance.now())) await takeBackClaims();
    const due = await findDueDeliveries(database.pool, BITE_MAX, LANE_CHANNELS);
    await bus.jobs.nudge("deliver", due);
    await bus.jobs.nudge("media", await findDueFetches(database.pool, BITE_MAX));
    await bus.jobs.nudge("due", (await findDue(database.pool, now(), BITE_MAX)).map(nameOfDue));
    await bus.jobs.nudge("webhook", await findDueWebhooks(database.pool, now()));
    await bus.jobs.nudge("bulletin", await findDueBulletins(database.pool, now(), BITE_MAX));
  }

  /** Of senders that are silent for longer than a living one can be. */
  async function takeBackClaims(): Promise<void> {
    const recovered = await database.transaction(async ({ client }) => {
      const messageIds = await recoverExpired(client, RESENDS);
      await noticeDeliveries(client, messageIds);
      return messageIds;
    });
    if (recovered.length > 0) bus.wake.publish("outbox");
  }

  async function sweepSlow(): Promise<void> {
    await keepPlansFresh(database.pool);
    await absence.sweep();
    await sweepConversations((tx) => wakeSnoozed(tx, BITE_MAX, now()));
    await bus.jobs.nudge("assign", await findQueuesToServe(database.pool));
  }

  async function sweepConversations(sweep: (tx: Transaction) => Promise<Swept>): Promise<void> {
    const swept = await database.transaction(sweep);
    if (swept.conversations === 0) return;
    bus.wake.publish("outbox");
    await bus.jobs.nudge("assign", swept.queueIds);
  }

  async function keepHouse(): Promise<void> {
    const untold = await findPosition(database.pool, WEBHOOKS_FOLLOWER);
    await forgetOldNotices(
      database.pool,
      NOTICES_KEPT_MS,
      untold === undefined ? undefined : { position: untold, keepMs: WEBHOOK_PATIENCE_MS },
    );
    await forgetWebhookDeliveries(database.pool);
    await forgetBulletins(database.pool);
    await forgetExpiredAccess(database.pool);
    await makePayloadPartitions(database.pool, now());
    await forgetMailSenders(database.pool, MAIL_SENDERS_KEPT_MS);
    await forgetPresenceHistory(database.pool, PRESENCE_HISTORY_KEPT_MS);
    await forgetBoardMinutes(database.pool, BOARD_MINUTES_KEPT_MS);
    await forgetOldAnnouncements(database.pool);
    const kept = { chatMs: RESOLVED_CHATS_KEPT_MS, mailMs: RESOLVED_MAILS_KEPT_MS };
    await sweepConversations((tx) => closeResolved(tx, kept, BITE_MAX));
  }

  async function tick(): Promise<void> {
    await sweepFast();
    await boardKeeper.keep();
    if (performance.now() - slowAt >= SLOW_EVERY_MS) {
      slowAt = performance.now();
      await sweepSlow();
    }
    if (performance.now() - housekeptAt >= HOUSEKEEPING_EVERY_MS) {
      housekeptAt = performance.now();
      await keepHouse();
    }
  }

  return lookEvery(
    { database, processName, log },
    { lease: "timers", everyMs: SWEEP_EVERY_MS, leaseMs: LEASE_MS, look: tick },
  );
}
