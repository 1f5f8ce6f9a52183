/**
 * What a stranger can make us spend is promised in seconds, and machines are unlike each other: one that
 * judged us was 2.5 times as slow as the one the limits are written on. So what counts is CPU time, and where
 * it is over the limit, how long a fixed piece of work of the same kind takes in the same moment.
 */

declare global {
  namespace jest {
    // The parameters are those of the types that this is merged into.
    interface Matchers<R, T> {
      /**
       * The work takes no more CPU time than this: milliseconds of the machine that limits are written on,
       * stretched by how much slower this one is. It may be done three times.
       */
      toCostAtMost(cpuMs: number): Promise<R> & (T extends unknown ? unknown : never);
    }
  }
}

/** What the yardstick takes, alone on the machine that limits are written on. */
const YARDSTICK_CPU_MS = 25;

/** A garbage collection or a crowded machine is not the work's doing: the best of these counts. */
const TRIES_MAX = 3;

/** Text taken apart, matched, sorted and joined, as most of what is judged does. */
function yardstick(): number {
  const lines = Array.from({ length: 10_000 }, (_, n) => `${(n * 7_919) % 10_000}: a.b@c.example`);
  const loud = lines.map((line) => line.replace(/[a-z]+/g, (word) => word.toUpperCase()));
  return loud.sort().join("\n").split(":").length;
}

async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return process.cpuUsage(before).user / 1_000;
}

async function bestOf(work: () => unknown, enoughMs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES_MAX && best > enoughMs; tries += 1) {
    best = Math.min(best, await cpuMsOf(work));
  }
  return best;
}

async function toCostAtMost(work: () => unknown, cpuMs: number): Promise<jest.CustomMatcherResult> {
  const tookMs = await bestOf(work, cpuMs);
  const isCheap = tookMs <= cpuMs;
  const slower = isCheap ? 1 : Math.max(1, (await bestOf(yardstick, 0)) / YARDSTICK_CPU_MS);
  return {
    pass: tookMs <= cpuMs * slower,
    message: () =>
      `it took ${tookMs.toFixed(0)} ms of CPU time; the limit is ${cpuMs} ms, and this machine ${slower.toFixed(2)} times as slow as the one it is written on`,
  };
}

expect.extend({ toCostAtMost });

export {};
