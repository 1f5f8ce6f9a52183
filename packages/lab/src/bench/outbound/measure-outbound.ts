import { setTimeout as pause } from "node:timers/promises";
import type { FakeSmsProvider } from "../../fake-sms-provider.ts";
import { type LatencyFigures, summarizeLatency } from "../../load/latency.ts";
import type { WatchedProcess } from "../cpu.ts";
import { cpuPerThousand, readCpu } from "../cpu-per-thousand.ts";

/** What is not at the provider by then never will be. */
const PATIENCE_MS = 60_000;
const TICK_MS = 1;
const FIRST_AT_ONCE = 4;

/** Something that agents answer customers with: ours, or what it is compared with. */
export interface Writer {
  readonly name: string;
  /** Answers are spread over these in turn; of one conversation each waits for the one before. */
  readonly conversations: readonly string[];
  /** @returns whether it is written and will be sent */
  readonly write: (conversationId: string, text: string) => Promise<boolean>;
  readonly provider: FakeSmsProvider;
  readonly processes: readonly WatchedProcess[];
}

export type OutboundLoad =
  /** On their way to the provider at once. */
  | { readonly kind: "closed"; readonly inFlight: number }
  | { readonly kind: "open"; readonly perSecond: number };

export interface OutboundFigures {
  /** That reached the provider while the load ran. */
  readonly sentPerSecond: number;
  /** From the instant an answer was meant to be written until it is known to be. */
  readonly written: LatencyFigures;
  /** From the same instant until the provider has it. */
  readonly sent: LatencyFigures;
  readonly cpuPerThousand: Readonly<Record<string, number>>;
  readonly count: number;
  /** Written, and never with the provider. */
  readonly missing: number;
  /** With the provider more than once. */
  readonly repeated: number;
}

/** One answer to each, so that all of them have an owner and have been told their number. */
export async function answerEach({ conversations, write }: Writer): Promise<void> {
  const left = [...conversations];
  const lane = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (!(await write(id, "Olá, já vejo isso."))) throw new Error("an answer was not taken");
    }
  };
  await Promise.all(Array.from({ length: FIRST_AT_ONCE }, lane));
}

/** Answers of one load, until all that were written are with the provider. */
export async function measureOutbound(
  writer: Writer,
  {
    run,
    forMs,
    load,
  }: { readonly run: string; readonly forMs: number; readonly load: OutboundLoad },
): Promise<OutboundFigures> {
  const arrivals = new Arrivals();
  using _watch = writer.provider.watch(({ text, outcome }) => {
    // The first answers have a protocol number below their words.
    if (outcome !== "refused") arrivals.arrived(text.split("\n", 1)[0] ?? "");
  });
  const writtenMs: number[] = [];
  const answers: { readonly intendedAtMs: number; readonly arrival: Promise<number> }[] = [];
  let n = 0;
  const answer = async (intendedAtMs: number): Promise<void> => {
    n += 1;
    const text = `Resposta ${n} de ${run}: já verificamos.`;
    const arrival = arrivals.of(text);
    const { conversations } = writer;
    if (!(await writer.write(conversations[n % conversations.length] ?? "", text))) return;
    writtenMs.push(performance.now() - intendedAtMs);
    answers.push({ intendedAtMs, arrival });
    if (load.kind === "closed") await arrival;
  };

  const before = readCpu(writer.processes);
  const startedAtMs = performance.now();
  await runLoad(load, startedAtMs + forMs, answer);
  const late = setTimeout(() => arrivals.end(), PATIENCE_MS);
  const arrived = await Promise.all(answers.map(({ arrival }) => arrival));
  clearTimeout(late);
  arrivals.end();
  const sentMs = answers.flatMap(({ intendedAtMs }, at) => {
    const atMs = arrived[at] ?? Number.NaN;
    return Number.isNaN(atMs) ? [] : [atMs - intendedAtMs];
  });
  const inTime = arrived.filter((atMs) => atMs <= startedAtMs + forMs).length;
  return {
    sentPerSecond: inTime / (forMs / 1_000),
    written: summarizeLatency(writtenMs),
    sent: summarizeLatency(sentMs),
    cpuPerThousand: cpuPerThousand(before, readCpu(writer.processes), answers.length),
    count: answers.length,
    missing: answers.length - sentMs.length,
    repeated: arrivals.repeated,
  };
}

async function runLoad(
  load: OutboundLoad,
  stopAtMs: number,
  answer: (intendedAtMs: number) => Promise<void>,
): Promise<void> {
  if (load.kind === "closed") {
    const lane = async (): Promise<void> => {
      while (performance.now() < stopAtMs) await answer(performance.now());
    };
    await Promise.all(Array.from({ length: load.inFlight }, lane));
    return;
  }
  const open = new Set<Promise<void>>();
  for (let dueAtMs = performance.now(); dueAtMs < stopAtMs; ) {
    for (; dueAtMs <= performance.now() && dueAtMs < stopAtMs; dueAtMs += 1_000 / load.perSecond) {
      const one = answer(dueAtMs).finally(() => open.delete(one));
      open.add(one);
    }
    await pause(TICK_MS);
  }
  await Promise.all(open);
}

/** When each text was with the provider first; NaN for those that were not at the end. */
class Arrivals {
  #repeated = 0;
  readonly #waiting = new Map<string, (atMs: number) => void>();
  readonly #there = new Set<string>();

  get repeated(): number {
    return this.#repeated;
  }

  of(text: string): Promise<number> {
    return new Promise((resolve) => this.#waiting.set(text, resolve));
  }

  arrived(text: string): void {
    if (this.#there.has(text)) this.#repeated += 1;
    this.#there.add(text);
    this.#waiting.get(text)?.(performance.now());
    this.#waiting.delete(text);
  }

  end(): void {
    for (const resolve of this.#waiting.values()) resolve(Number.NaN);
    this.#waiting.clear();
  }
}
