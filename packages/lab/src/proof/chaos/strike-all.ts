import { setTimeout as pause } from "node:timers/promises";
import { monotonicNs } from "../../journal.ts";
import { makePrng } from "../../load/prng.ts";
import type { ChaosLoad } from "./chaos-load.ts";
import type { ChaosStage } from "./chaos-stage.ts";
import type { FaultKind } from "./faults/index.ts";
import type { Struck } from "./recoveries.ts";
import { type ChaosSchedule, EVERYTHING, type Strike } from "./schedule.ts";

export interface StrikeTools {
  readonly stage: ChaosStage;
  readonly load: ChaosLoad;
  readonly kinds: ReadonlyMap<string, FaultKind>;
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
}

/** What became of a schedule: what struck, and what could not. */
export interface Stricken {
  readonly struck: readonly Struck[];
  /** Faults that could not strike or be undone, with what was in the way. */
  readonly failed: readonly { readonly fault: string; readonly because: string }[];
}

/** Strikes as the schedule says; resolves once everything that struck is undone, however it ends. */
export async function strikeAll(schedule: ChaosSchedule, tools: StrikeTools): Promise<Stricken> {
  const { signal } = tools;
  const startedAtMs = performance.now();
  const struck: Struck[] = [];
  const failed: { fault: string; because: string }[] = [];
  const going: Promise<void>[] = [];
  const atWork = new Map<string, Promise<void>>();
  for (const strike of schedule.strikes) {
    await until(startedAtMs + strike.atMs, signal);
    if (signal.aborted) break;
    // On a slow machine undoing takes longer than planned, and what is half mended cannot be struck.
    const before = strike.target === EVERYTHING ? Promise.all(going) : atWork.get(strike.target);
    const one = Promise.all([before, atWork.get(EVERYTHING)])
      .then(() => strikeOnce(strike, schedule.seed, tools))
      .then(
        (done) => void struck.push(done),
        (error: unknown) => {
          const because = error instanceof Error ? error.message : String(error);
          tools.say(`  ${strike.fault} at ${strike.target} failed: ${because}`);
          failed.push({ fault: strike.fault, because });
        },
      );
    atWork.set(strike.target, one);
    going.push(one);
  }
  await until(startedAtMs + schedule.minutes * 60_000, signal);
  await Promise.all(going);
  return { struck, failed };
}

async function strikeOnce(
  strike: Strike,
  seed: string,
  { stage, load, kinds, signal, say }: StrikeTools,
): Promise<Struck> {
  const kind = kinds.get(strike.fault);
  if (!kind) throw new Error(`there is no fault ${strike.fault}`);
  const prng = makePrng(seed, `${strike.fault}@${strike.atMs}`);
  const seconds = (strike.lastsMs / 1_000).toFixed(1);
  say(`  ${strike.fault} at ${strike.target} for ${seconds} s: ${kind.does}`);
  const beganNs = monotonicNs();
  const undo = await kind.begin({ ...strike, stage, load, prng });
  try {
    await pause(strike.lastsMs, undefined, { signal }).catch(() => {});
  } finally {
    await undo();
  }
  return { fault: strike.fault, beganNs, endedNs: monotonicNs() };
}

/** Resolves at the instant (performance clock), or at once when it is over. */
async function until(atMs: number, signal: AbortSignal): Promise<void> {
  const waitMs = atMs - performance.now();
  if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => {});
}
