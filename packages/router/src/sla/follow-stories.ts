import { setTimeout as pause } from "node:timers/promises";
import type { Bus } from "@circuito/bus";
import {
  currentPosition,
  type Database,
  findMovedStories,
  findPosition,
  forgetPosition,
  giveLeaseBack,
  isCovered,
  type Lease,
  listLiveConversations,
  lockPromises,
  movePosition,
  type NoticeRow,
  type Position,
  readNotices,
  savePromises,
  takeLease,
} from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { foldStories } from "./fold-stories.ts";
import { lookAgain } from "./look-again.ts";

const FOLLOWER = "sla";
/** One process follows; another goes on where it stood when it has been silent this long. */
const LEASE_MS = 10_000;
/** Wake-ups may be lost; and whoever waits for the lease asks for it this often. */
const LOOK_EVERY_MS = 1_000;
/**
 * What came within this time is folded together: a conversation's message, line and change are one
 * fold and not three, and a busy router shares the database with one reader and not a hundred.
 */
const GATHER_MS = 100;
/** Many notices of a busy conversation are one fold: its whole story is read each time. */
const NOTICES_AT_ONCE = 2_000;
/** Rests this many times as long as it worked: long stories must not cost the router its messages. */
const REST_FACTOR = 4;
const REST_MAX_MS = 2_000;
/** Conversations folded in one transaction when all are looked at: short enough to hold no lock long. */
const CONVERSATIONS_AT_ONCE = 200;

export interface StoryFollower {
  /** Reads on until nothing settled is left; for tests and for whoever cannot wait. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface FollowerDependencies {
  readonly database: Database;
  readonly bus: {
    readonly jobs: Pick<Bus["jobs"], "nudgeAt">;
    readonly wake: Pick<Bus["wake"], "publish" | "subscribe">;
  };
  readonly processName: string;
  readonly now: () => number;
  readonly log: RouterLog;
}

/**
 * Follows the outbox and keeps the clocks of conversations as their stories say. What writes a story
 * pays nothing for it. A place in the outbox is moved in the transaction that wrote what came before:
 * after a crash the same notices are read again and make the same clocks.
 */
export function followStories(dependencies: FollowerDependencies): StoryFollower {
  const { database, bus, processName, now, log } = dependencies;
  let lease: Lease | undefined;
  let isStopped = false;
  let isAsked = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** Folds conversations, and moves on with them when a place is given. */
  async function foldAll(
    ids: readonly string[],
    place?: { readonly from: Position | undefined; readonly to: Position },
  ): Promise<boolean> {
    const { moved, looks } = await database.transaction(async ({ client }) => {
      if (place && !(await movePosition(client, FOLLOWER, place.from, place.to))) {
        return { moved: false, looks: [] };
      }
      if (ids.length === 0) return { moved: true, looks: [] };
      await lockPromises(client, ids);
      const { folded, failed } = await foldStories(client, ids, now());
      // Its clocks stay as they were; everybody else's go on.
      for (const one of failed) log.error("promises of a conversation not followed", one);
      return { moved: true, looks: await savePromises(client, folded) };
    });
    if (looks.length > 0) bus.wake.publish("outbox");
    await lookAgain(bus.jobs, looks);
    return moved;
  }

  /** @returns whether there was something */
  async function readOn(): Promise<boolean> {
    const from = await findPosition(database.pool, FOLLOWER);
    if (from === undefined) return begin();
    const page = await readNotices(database.pool, from, NOTICES_AT_ONCE);
    if (page.notices.length === 0) return false;
    if (!(await isCovered(database.pool, from))) {
      await forgetPosition(database.pool, FOLLOWER);
      return true;
    }
    const of = (wanted: NoticeRow["type"]) => page.notices.filter(({ type }) => type === wanted);
    const moved = await findMovedStories(
      database.pool,
      of("message.created").map(({ subjectId }) => subjectId),
    );
    // What else changes of a conversation, this follower's own notices included, adds to no story.
    const told = of("activity.created").flatMap(({ conversationId }) => conversationId ?? []);
    await foldAll([...new Set([...moved, ...told])], { from, to: page.position });
    return true;
  }

  /** The first time, or after notices were missed: all that goes on is looked at, then followed. */
  async function begin(): Promise<boolean> {
    const to = await currentPosition(database.pool);
    let after: string | undefined;
    for (;;) {
      const ids = await listLiveConversations(database.pool, after, CONVERSATIONS_AT_ONCE);
      if (ids.length === 0 || isStopped) break;
      await foldAll(ids);
      after = ids.at(-1);
    }
    if (isStopped) return false;
    await foldAll([], { from: undefined, to });
    return true;
  }

  async function follow(): Promise<void> {
    lease = await takeLease(database.pool, FOLLOWER_LEASE, processName, LEASE_MS);
    for (;;) {
      const startedAt = performance.now();
      if (!lease || isStopped || !(await readOn())) return;
      const workedMs = performance.now() - startedAt;
      await pause(Math.min(REST_MAX_MS, REST_FACTOR * workedMs));
      lease = await takeLease(database.pool, FOLLOWER_LEASE, processName, LEASE_MS);
    }
  }

  function look(): Promise<void> {
    isAsked = false;
    running ??= follow()
      // The place stands where it stood: the next look begins there.
      .catch((error: Error) => log.warn("promises not followed", { error: error.message }))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function lookIn(delayMs: number): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      void look().then(() => lookIn(isAsked ? GATHER_MS : LOOK_EVERY_MS));
    }, delayMs);
  }

  const unsubscribe = bus.wake.subscribe("outbox", () => {
    if (isAsked) return;
    isAsked = true;
    if (!running) lookIn(GATHER_MS);
  });
  lookIn(0);

  return {
    async catchUp() {
      await running;
      await look();
    },
    async stop() {
      isStopped = true;
      unsubscribe();
      clearTimeout(timer);
      await running;
      if (lease) await giveLeaseBack(database.pool, lease);
    },
  };
}

const FOLLOWER_LEASE = "follower sla";
