import { setTimeout as pause } from "node:timers/promises";
import { Journal } from "../journal.ts";
import { type LoopOptions, type LoopResult, runClosedLoop } from "../load/closed-loop.ts";
import { type LatencyFigures, summarizeLatency } from "../load/latency.ts";
import { runOpenLoop } from "../load/open-loop.ts";
import { type PlannedRequest, planRequests } from "../load/plan.ts";
import { WebhookClient } from "../load/webhook-client.ts";
import { cpuPerThousand, readCpu } from "./cpu-per-thousand.ts";
import type { System } from "./system.ts";

/** Both systems get the same customers, one message a request and no repeats: the plain case. */
export const CUSTOMERS = 300;
/** After the sending: a queue that has not drained by then has not kept up. */
const DRAIN_TIMEOUT_MS = 60_000;
const DRAIN_LOOK_EVERY_MS = 5;

export interface Figures {
  readonly acceptedPerSecond: number;
  /** Seen by the agent's socket while the load ran: what was worked off afterwards does not count. */
  readonly routedPerSecond: number;
  /** From the instant the webhook was meant to leave to the agent's socket. */
  readonly latency: LatencyFigures;
  /** CPU seconds per 1,000 messages, by process and in all; empty where it cannot be measured. */
  readonly cpuPerThousand: Readonly<Record<string, number>>;
  /**
   * The same of the load's own process, sender and observer: what it takes of the machine, the system
   * does not get. A closed loop ends where both together fill the machine.
   */
  readonly loadCpuPerThousand: number;
  readonly accepted: number;
  /** Accepted and never seen by the agent. */
  readonly missing: number;
  /** Told to the agent more than once. */
  readonly repeated: number;
}

export interface Phase {
  readonly run: string;
  readonly seed: string;
  readonly forMs: number;
  readonly load: /** In flight until answered, or until the agent has seen it: then nothing piles up inside. */
    | { readonly kind: "closed"; readonly inFlight: number; readonly until: "answered" | "seen" }
    | { readonly kind: "open"; readonly perSecond: number };
}

/**
 * One load on one system, until all of it has been seen and nothing is left to do for it: its CPU has everything
 * that its messages cost, and the next load, whose the databases are as well, begins on an idle machine.
 */
export async function measure(system: System, phase: Phase): Promise<Figures> {
  const { run, seed } = phase;
  const sending = new Journal({ run, seed, actor: "sender" });
  const seeing = new Journal({ run, seed, actor: "observer" });
  const intended = new Map<string, number>();
  const latencies: number[] = [];
  const sights = new Sights();
  const sightsMs: number[] = [];
  using client = new WebhookClient(system.target, sending, system.wire);
  using observer = await system.observe(seeing, (ext, atMs) => {
    sights.happened(ext);
    const from = intended.get(ext);
    if (from === undefined) return;
    latencies.push(atMs - from);
    sightsMs.push(atMs);
  });

  const plan = planRequests({
    run,
    seed,
    customers: CUSTOMERS,
    duplicateShare: 0,
    shuffleShare: 0,
    batchShare: 0,
  });
  const cpuBefore = readCpu(system.processes);
  const loadCpuBefore = process.cpuUsage();
  const loop = await runLoad(client, plan, phase.load, {
    forMs: phase.forMs,
    patienceMs: DRAIN_TIMEOUT_MS,
    onSend: (request, atMs) => {
      for (const message of request.messages) intended.set(message.externalId, atMs);
    },
    until: async ({ messages }) => {
      if (phase.load.kind !== "closed" || phase.load.until === "answered") return;
      for (const { externalId } of messages) await sights.of(externalId);
    },
  });
  sights.end();
  const missing = await drain(client, observer.seen);
  await system.settled?.();
  const accepted = client.accepted.size;
  const endedAtMs = loop.startedAtMs + phase.forMs;
  const seenInTime = sightsMs.filter((atMs) => atMs <= endedAtMs).length;
  return {
    acceptedPerSecond: perSecond(accepted, loop.startedAtMs, loop.endedAtMs),
    routedPerSecond: perSecond(seenInTime, loop.startedAtMs, endedAtMs),
    latency: summarizeLatency(latencies),
    cpuPerThousand: cpuPerThousand(cpuBefore, readCpu(system.processes), accepted),
    loadCpuPerThousand: (cpuSecondsSince(loadCpuBefore) / accepted) * 1_000,
    accepted,
    missing,
    repeated: seeing.events.length - observer.seen.size,
  };
}

/** Lets the load wait for what the agent sees. */
class Sights {
  readonly #seen = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  /** One that never comes must not hold the load for ever; it is counted as missing afterwards. */
  readonly #patience = setInterval(() => this.#releaseStuck(), DRAIN_TIMEOUT_MS);

  happened(ext: string): void {
    this.#seen.add(ext);
    this.#waiting.get(ext)?.();
    this.#waiting.delete(ext);
  }

  of(ext: string): Promise<void> {
    if (this.#seen.has(ext)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(ext, resolve));
  }

  end(): void {
    clearInterval(this.#patience);
  }

  #releaseStuck(): void {
    for (const release of this.#waiting.values()) release();
    this.#waiting.clear();
  }
}

function runLoad(
  client: WebhookClient,
  plan: Iterator<PlannedRequest>,
  load: Phase["load"],
  options: LoopOptions,
): Promise<LoopResult> {
  switch (load.kind) {
    case "closed":
      return runClosedLoop(client, plan, load.inFlight, options);
    case "open":
      return runOpenLoop(client, plan, load.perSecond, options);
  }
}

/** Waits until all that was accepted has been seen. @returns how many were not, when time is up */
async function drain(client: WebhookClient, seen: ReadonlySet<string>): Promise<number> {
  const endsAtMs = performance.now() + DRAIN_TIMEOUT_MS;
  const unseen = new Set(client.accepted);
  for (;;) {
    for (const ext of unseen) if (seen.has(ext)) unseen.delete(ext);
    if (unseen.size === 0 || performance.now() > endsAtMs) return unseen.size;
    await pause(DRAIN_LOOK_EVERY_MS);
  }
}

function perSecond(count: number, fromMs: number, toMs: number): number {
  return count / ((toMs - fromMs) / 1_000);
}

function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
