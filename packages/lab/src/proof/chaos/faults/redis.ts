import { setTimeout as pause } from "node:timers/promises";
import { AFTER_REDIS_MS, type FaultKind, nothingToUndo, type Struck } from "./fault-kind.ts";

const REDIS = ["redis"] as const;
/** Of F22: time enough to come back, and not to settle. */
const KILL_CLIENTS_EVERY_MS = 2_000;
const FLUSHES = 3;

/** F15–F23. */
export const REDIS_FAULTS: readonly FaultKind[] = [
  away("F15", "Redis is shut down in order", "fast"),
  away("F16", "kill -9 of Redis", "kill"),
  {
    id: "F17",
    does: `FLUSHALL ${FLUSHES} times`,
    undone: "nothing to undo",
    targets: REDIS,
    lastsMs: [1_000, 8_000],
    recoversInMs: AFTER_REDIS_MS,
    begin: repeating((struck) => struck.lastsMs / FLUSHES, ["FLUSHALL"]),
  },
  {
    id: "F18",
    does: "Redis is full and evicts nothing",
    undone: "maxmemory as before",
    targets: REDIS,
    lastsMs: [3_000, 12_000],
    recoversInMs: AFTER_REDIS_MS,
    begin: async ({ stage: { redis } }) => {
      await redis.command("CONFIG", "SET", "maxmemory", "1mb");
      return () => redis.command("CONFIG", "SET", "maxmemory", "0");
    },
  },
  {
    id: "F21",
    does: "Redis answers nobody",
    undone: "it answers again by itself",
    targets: REDIS,
    lastsMs: [3_000, 15_000],
    recoversInMs: AFTER_REDIS_MS,
    begin: async ({ stage: { redis }, lastsMs }) => {
      const sleeping = redis.command("DEBUG", "SLEEP", String(lastsMs / 1_000)).catch(() => {});
      return () => sleeping;
    },
  },
  {
    id: "F22",
    does: "every client of Redis is cut, again and again",
    undone: "nobody is cut any more",
    targets: REDIS,
    lastsMs: [4_000, 16_000],
    recoversInMs: AFTER_REDIS_MS,
    begin: repeating(() => KILL_CLIENTS_EVERY_MS, ["CLIENT", "KILL", "TYPE", "normal"]),
  },
  {
    id: "F23",
    does: "the connections to Redis are dead, and nobody says so",
    undone: "new connections work at once",
    targets: REDIS,
    lastsMs: [0, 0],
    recoversInMs: AFTER_REDIS_MS,
    begin: async ({ stage }) => {
      for (const { redis } of stage.cables.values()) redis.silence();
      return nothingToUndo;
    },
  },
];

function away(id: string, does: string, how: "fast" | "kill"): FaultKind {
  return {
    id,
    does,
    undone: "it is started again",
    targets: REDIS,
    lastsMs: [1_000, 20_000],
    recoversInMs: AFTER_REDIS_MS,
    begin: async ({ stage: { redis } }) => {
      await redis.end(how);
      return () => redis.start();
    },
  };
}

/** The same command again and again, until its time is over. */
function repeating(everyMs: (struck: Struck) => number, command: readonly [string, ...string[]]) {
  return async (struck: Struck): Promise<() => Promise<void>> => {
    const over = new AbortController();
    const [name, ...args] = command;
    const again = async (): Promise<void> => {
      while (!over.signal.aborted) {
        // Another fault may have taken it away meanwhile.
        await struck.stage.redis.command(name, ...args).catch(() => {});
        await pause(everyMs(struck), undefined, { signal: over.signal }).catch(() => {});
      }
    };
    const going = again();
    return () => {
      over.abort();
      return going;
    };
  };
}
