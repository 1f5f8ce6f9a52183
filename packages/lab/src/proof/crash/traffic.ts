import { setTimeout as pause } from "node:timers/promises";
import { runOpenLoop } from "../../load/open-loop.ts";
import type { CrashWorld } from "./crash-world.ts";

/** Enough that something is always in hand, and little enough for two cores and a busy machine. */
const MESSAGES_PER_SECOND = 60;
/**
 * While a process is away: a crowded machine takes a minute to start one, and a console that comes back makes
 * up for 5,000 notices. Some four are of one message.
 */
const MESSAGES_PER_SECOND_AWAY = 10;
/** Replies, mails and files meanwhile: as much fewer. */
const TIMES_SLOWER_AWAY = MESSAGES_PER_SECOND / MESSAGES_PER_SECOND_AWAY;
const REPLY_EVERY_MS = 80;
const RECEIPTS_EVERY_MS = 100;
const MAIL_EVERY_MS = 200;
const UPLOAD_EVERY_MS = 150;
/** The load comes in slices: after each it is asked whether it was enough. */
const SLICE_MS = 500;

export interface TrafficOptions {
  /** Asked after every slice. */
  readonly isEnough: () => boolean;
  /** How long what was begun is tried again. */
  readonly patienceMs: number;
  /** Whether a process is away; absent: none ever is. */
  readonly isAway?: () => boolean;
  /** Customers' messages by SMS while all are there. */
  readonly perSecond?: number;
}

/**
 * Customers write by SMS and by mail, an agent answers and uploads files, the provider tells what became of
 * the answers: all at once until it is enough, then until everything that was begun has an end.
 */
export async function makeTraffic(world: CrashWorld, options: TrafficOptions): Promise<void> {
  const { isEnough, patienceMs, isAway = () => false } = options;
  const { perSecond: whole = MESSAGES_PER_SECOND } = options;
  let isOver = false;
  const pauseOf = (ms: number) => pause(isAway() ? ms * TIMES_SLOWER_AWAY : ms);
  const pace: Pace = { isOver: () => isOver, pause: pauseOf };
  const beside = [
    writeReplies(world, pace, patienceMs),
    tellReceipts(world, pace),
    writeMails(world, pace),
    uploadFiles(world, pace),
  ];
  do {
    const perSecond = isAway() ? Math.min(whole, MESSAGES_PER_SECOND_AWAY) : whole;
    await runOpenLoop(world.client, world.plan, perSecond, {
      forMs: SLICE_MS,
      patienceMs,
    });
  } while (!isEnough());
  isOver = true;
  await Promise.all(beside);
}

interface Pace {
  readonly isOver: () => boolean;
  /** Until the next; longer while a process is away. */
  readonly pause: (ms: number) => Promise<unknown>;
}

/** An answer after the other to the conversations in turn; none waits for the one before. */
async function writeReplies(world: CrashWorld, pace: Pace, patienceMs: number): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  const writing = new Set<Promise<unknown>>();
  for (let turn = 0; !pace.isOver(); turn++) {
    const conversations = world.conversations();
    const one = conversations[turn % Math.max(1, conversations.length)];
    if (one !== undefined) {
      const reply = world.writer.write(one, `Resposta ${turn}: já verificamos.`, deadlineMs);
      const kept = reply.finally(() => writing.delete(kept));
      writing.add(kept);
    }
    await pace.pause(REPLY_EVERY_MS);
  }
  await Promise.all(writing);
}

async function writeMails(world: CrashWorld, pace: Pace): Promise<void> {
  while (!pace.isOver()) {
    world.mails.write();
    await pace.pause(MAIL_EVERY_MS);
  }
}

async function uploadFiles(world: CrashWorld, pace: Pace): Promise<void> {
  while (!pace.isOver()) {
    await world.uploader.upload();
    await pace.pause(UPLOAD_EVERY_MS);
  }
}

/** Each message that the provider took was delivered; told by our id of it, until we have taken it. */
async function tellReceipts(world: CrashWorld, { isOver }: Pace): Promise<void> {
  const { provider, target } = world.gateway;
  const told = new Set<string>();
  for (let isLast = false; ; isLast = isOver()) {
    const untold = provider.submissions.filter(
      ({ webhookId, outcome }) => outcome === "accepted" && !told.has(webhookId),
    );
    if (untold.length > 0) {
      const receipts = untold.map(({ webhookId }) => ({
        of: webhookId,
        status: "delivered" as const,
      }));
      const answer = await provider.sendReceipts(target.url, receipts);
      if (answer === 204) for (const { webhookId } of untold) told.add(webhookId);
    }
    if (isLast) return;
    await pause(RECEIPTS_EVERY_MS);
  }
}
