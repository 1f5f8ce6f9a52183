import { setTimeout as pause } from "node:timers/promises";
import { FAULT_SETTING, readStruck, writeFault } from "@circuito/faults";
import { type GatewayProcess, READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import { type ProofRow, reasonsOf, sumUp } from "../proof-report.ts";
import type { CrashWorld } from "./crash-world.ts";
import { type CrashCase, placeOf } from "./plan-cases.ts";
import { makeTraffic } from "./traffic.ts";

/** The load goes on for so long once all is up again, so that what follows the blow is load, too. */
const LOAD_MS = 1_500;
/** A point that was not passed by then is not passed by this load. */
const STRIKE_PATIENCE_MS = 20_000;
/** What has not become quiet by then never does. */
const QUIET_PATIENCE_MS = 60_000;
/** At the process that is to break: its end should not be seen much later than it is. */
const WATCH_EVERY_MS = 50;
/** Each look reads all that this world has, on the machine that should become quiet. */
const LOOK_EVERY_MS = 250;
/** A stopped process is longer away than its leases last, and then goes on as if nothing had been. */
const STOPPED_MS = 14_000;
/** Promises P12. */
export const RECOVERY_LIMIT_MS = 15_000;

export interface CaseOptions {
  readonly signal: AbortSignal;
  readonly recoveryLimitMs?: number;
}

/**
 * One fault in a world that is quiet: the process is started so that it breaks, load runs until it did,
 * it is started again, and once nothing is left to do the oracle judges all that was seen.
 */
export async function runCase(
  world: CrashWorld,
  crashCase: CrashCase,
  { signal, recoveryLimitMs = RECOVERY_LIMIT_MS }: CaseOptions,
): Promise<ProofRow> {
  const name = writeFault(crashCase);
  const broken = world.processAt(placeOf(crashCase.point));
  await broken.kill();
  await broken.start({ [FAULT_SETTING]: name });
  const startedAtMs = performance.now();
  const watch = new CaseWatch(broken, crashCase);
  // Awaited below; a start that fails must not end the proof before it has cleaned up.
  const keeping = watch.keepUp();
  keeping.catch(() => watch.end());
  let busySinceMs: number | undefined;
  try {
    await makeTraffic(world, {
      // What is begun is tried again for as long as a process may take to start.
      patienceMs: READY_UNDER_LOAD_TIMEOUT_MS,
      isAway: () => watch.struckAtMs !== undefined && !watch.isWhole,
      isEnough: () => {
        const nowMs = performance.now();
        if (signal.aborted || watch.isOver) return true;
        if (watch.struckAtMs === undefined) return nowMs - startedAtMs > STRIKE_PATIENCE_MS;
        // Before somebody has written there is nobody to answer, and half of the load is missing.
        const isBusy = watch.isWhole && world.conversations().length > 0;
        busySinceMs = isBusy ? (busySinceMs ?? nowMs) : undefined;
        const isLong = busySinceMs !== undefined && nowMs - busySinceMs > LOAD_MS;
        return isLong || nowMs - watch.struckAtMs > READY_UNDER_LOAD_TIMEOUT_MS;
      },
    });
  } finally {
    watch.end();
    await keeping;
  }
  const { struckAtMs } = watch;
  const read = await untilQuiet(world, signal);
  signal.throwIfAborted();
  const tookMs =
    read.isQuiet && struckAtMs !== undefined
      ? Math.round(performance.now() - struckAtMs)
      : undefined;
  if (struckAtMs !== undefined) world.recoveries.push({ fault: name, tookMs });
  const verdicts = await world.judge(read.facts, recoveryLimitMs);
  const { messages, deliveries } = read.facts;
  const missed = struckAtMs === undefined ? [`${name} was not passed`] : [];
  return {
    name,
    verdict: sumUp([...verdicts, ...missed.map(() => ({ verdict: "unknown" as const }))]),
    figures: {
      messages: messages.length,
      sends: deliveries.length,
      unknown: deliveries.filter(({ status }) => status === "unknown").length,
      overtaken: verdicts.find(({ check }) => check === "O4")?.figures.overtaken ?? 0,
      quietMs: tookMs ?? "",
    },
    because: [
      ...missed,
      ...reasonsOf(verdicts),
      ...world.leftToDo(read.facts).map((left) => `left to do: ${left}`),
    ],
  };
}

/** Looks after the process that is to break: notes that it did, and starts it again. */
class CaseWatch {
  struckAtMs: number | undefined;
  /** Whether it was struck, and is up all the same. */
  isWhole = false;
  readonly #process: GatewayProcess;
  readonly #case: CrashCase;
  #isOver = false;

  constructor(process: GatewayProcess, crashCase: CrashCase) {
    this.#process = process;
    this.#case = crashCase;
  }

  async keepUp(): Promise<void> {
    let goneAtMs: number | undefined;
    while (!this.#isOver) {
      const isGone = !this.#process.isRunning;
      if (isGone) {
        goneAtMs ??= performance.now();
        this.isWhole = false;
      }
      const isStruck = readStruck(this.#process.output, this.#case.how).has(this.#case.point);
      if (isStruck && this.struckAtMs === undefined) {
        // Last words may be heard after the end, when the next process is up already.
        this.struckAtMs = goneAtMs ?? performance.now();
        if (this.#case.how === "stop") {
          await pause(STOPPED_MS);
          this.#process.signal("SIGCONT");
        }
      }
      // As a supervisor would, whatever it died of.
      if (isGone) await this.#process.start();
      const hasEnded = goneAtMs !== undefined || this.#case.how !== "kill";
      if (this.struckAtMs !== undefined && hasEnded) this.isWhole = true;
      await pause(WATCH_EVERY_MS);
    }
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
  }
}

async function untilQuiet(world: CrashWorld, signal: AbortSignal) {
  for (const endsAtMs = performance.now() + QUIET_PATIENCE_MS; ; ) {
    const facts = await world.read();
    const isQuiet = world.isQuiet(facts);
    if (isQuiet || signal.aborted || performance.now() > endsAtMs) return { facts, isQuiet };
    await pause(LOOK_EVERY_MS);
  }
}
