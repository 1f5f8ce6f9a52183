import { setTimeout as pause } from "node:timers/promises";
import type { Bus } from "@circuito/bus";
import {
  currentPosition,
  type Database,
  findPosition,
  forgetPosition,
  giveLeaseBack,
  isCovered,
  type Lease,
  movePosition,
  type NoticeRow,
  type Position,
  type Queryable,
  readNotices,
  takeLease,
} from "@circuito/store";
import type { RouterLog } from "../log.ts";

/** One process follows; another goes on where it stood when it has been silent this long. */
const LEASE_MS = 10_000;
/** Twice may fail. */
const RENEW_EVERY_MS = LEASE_MS / 3;
/** Wake-ups may be lost; and whoever waits for the lease asks for it this often. */
const LOOK_EVERY_MS = 1_000;
/** Many notices of a busy conversation are one piece of work. */
const NOTICES_AT_ONCE = 2_000;
/** Rests this many times as long as it worked: a follower must not cost the router its messages. */
const REST_FACTOR = 4;
const REST_MAX_MS = 2_000;

/** What somebody does about notices, off the way of whoever wrote them. */
export interface Following {
  /** Its place in the outbox is kept under this name, and the lease on it. */
  readonly name: string;
  /**
   * What comes within this time, ms, is done together: a busy router shares the database with one reader
   * and not a hundred. Between two looks it rests no less, however little it found: each is two commits
   * and five statements.
   */
  readonly gatherMs: number;
  /** Read at once when it is behind; absent: {@link NOTICES_AT_ONCE}. */
  readonly noticesAtOnce?: number;
  /**
   * Does what notices ask for. Works it out before its transaction writes anything, moving on included:
   * from its first write to its end, what everybody else commits is told to nobody (invariant 11).
   * @param move moves the place on, within the transaction that does it; false: somebody else follows
   */
  take(notices: readonly NoticeRow[], move: Move): Promise<void>;
  /**
   * What comes by another way than notices; asked for with every look at them, once all there was is
   * done.
   * @returns whether there was something
   */
  takeOther?(): Promise<boolean>;
  /**
   * The first time, or after notices were missed: does it for everything there is. What happens
   * meanwhile is taken afterwards, so both may do the same. Absent: nothing but the notices tells what
   * to do. Then its place is made by whoever wants it followed, and notices are kept until it read them.
   * @param settled everything up to here is in the tables now
   * @returns from where notices are to be taken: `settled`, or an earlier place at which it was begun before
   */
  begin?(isStopped: () => boolean, settled: Position): Promise<Position>;
}

export type Move = (tx: Queryable) => Promise<boolean>;

export interface Follower {
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
 * Follows the outbox, one process of the fleet at a time. The place in it is moved in the transaction
 * that did what came before: after a crash the same notices are taken again.
 */
export function followOutbox(
  dependencies: Omit<FollowerDependencies, "now">,
  following: Following,
): Follower {
  const { database, bus, processName, log } = dependencies;
  const { name, gatherMs, noticesAtOnce = NOTICES_AT_ONCE } = following;
  let lease: Lease | undefined;
  let isStopped = false;
  let isAsked = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Somebody waits for it to be done. */
  let hurrying = 0;
  let resting = new AbortController();

  const moveFrom =
    (from: Position | undefined, to: Position): Move =>
    (tx) =>
      movePosition(tx, name, from, to);

  const hold = (): Promise<Lease | undefined> =>
    takeLease(database.pool, `follower ${name}`, processName, LEASE_MS);

  /** @returns whether there was something */
  async function readOn(): Promise<boolean> {
    const from = await findPosition(database.pool, name);
    if (from === undefined) return begin();
    const page = await readNotices(database.pool, from, noticesAtOnce);
    if (page.notices.length === 0) return takeOther();
    if (following.begin && !(await isCovered(database.pool, from))) {
      await forgetPosition(database.pool, name);
      return true;
    }
    await following.take(page.notices, moveFrom(from, page.position));
    await takeOther();
    return true;
  }

  const takeOther = async () => (await following.takeOther?.()) ?? false;

  async function begin(): Promise<boolean> {
    if (!following.begin) return false;
    const settled = await currentPosition(database.pool);
    let from: Position;
    // Reading everything takes longer than a lease lasts: another process would begin it, too, and each
    // would have the other start again.
    let isLost = false;
    const renewal = setInterval(() => {
      hold()
        .then((held) => {
          isLost ||= held === undefined;
        })
        .catch((error: Error) =>
          log.warn(`lease of ${name} not renewed`, { error: error.message }),
        );
    }, RENEW_EVERY_MS);
    try {
      from = await following.begin(() => isStopped || isLost, settled);
    } finally {
      clearInterval(renewal);
    }
    if (isStopped || isLost) return false;
    await moveFrom(undefined, from)(database.pool);
    return true;
  }

  async function follow(): Promise<void> {
    lease = await hold();
    for (;;) {
      const startedAt = performance.now();
      if (!lease || isStopped || !(await readOn())) return;
      const workedMs = performance.now() - startedAt;
      await rest(Math.max(gatherMs, Math.min(REST_MAX_MS, REST_FACTOR * workedMs)));
      lease = await hold();
    }
  }

  async function rest(ms: number): Promise<void> {
    if (hurrying > 0 || isStopped) return;
    resting = new AbortController();
    await pause(ms, undefined, { signal: resting.signal }).catch(() => undefined);
  }

  function look(): Promise<void> {
    isAsked = false;
    running ??= follow()
      // The place stands where it stood: the next look begins there.
      .catch((error: Error) => log.warn(`${name} not followed`, { error: error.message }))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function lookIn(delayMs: number): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      void look().then(() => lookIn(isAsked ? gatherMs : LOOK_EVERY_MS));
    }, delayMs);
  }

  const unsubscribe = bus.wake.subscribe("outbox", () => {
    if (isAsked) return;
    isAsked = true;
    if (!running) lookIn(gatherMs);
  });
  lookIn(0);

  return {
    async catchUp() {
      hurrying += 1;
      resting.abort();
      try {
        await running;
        await look();
      } finally {
        hurrying -= 1;
      }
    },
    async stop() {
      isStopped = true;
      resting.abort();
      unsubscribe();
      clearTimeout(timer);
      await running;
      if (lease) await giveLeaseBack(database.pool, lease);
    },
  };
}
