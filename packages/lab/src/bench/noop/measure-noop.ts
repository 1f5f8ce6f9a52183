import { setTimeout as pause } from "node:timers/promises";
import { Child } from "../child.ts";
import { cpuSecondsOf, type WatchedProcess } from "../cpu.ts";
import type { Servers } from "../system.ts";
import { addedAnswer, processedAnswer } from "./config.ts";

export interface NoopFigures {
  readonly addedPerSecond: number;
  /** Added in one process and processed in another, over the time until the last was processed. */
  readonly processedPerSecond: number;
  readonly cpuPerThousand: number;
}

/** What BullMQ itself can do here: the ceiling for anything that makes one job a message. */
export class NoopBench implements AsyncDisposable {
  readonly #producer: Child;
  readonly #worker: Child;
  readonly #redis: WatchedProcess;

  static async start(servers: Servers, redis: WatchedProcess): Promise<NoopBench> {
    const [worker] = await Child.start("noop/worker.ts", servers);
    const [producer] = await Child.start("noop/producer.ts", servers);
    return new NoopBench(producer, worker, redis);
  }

  private constructor(producer: Child, worker: Child, redis: WatchedProcess) {
    this.#producer = producer;
    this.#worker = worker;
    this.#redis = redis;
  }

  async measure(forMs: number): Promise<NoopFigures> {
    const before = await this.#processed();
    const cpuBefore = this.#cpuSeconds();
    this.#producer.send({ kind: "go", forMs });
    const added = addedAnswer.parse(await this.#producer.receive("added", forMs + 60_000));
    let processed = await this.#processed();
    while (processed.count - before.count < added.count) {
      await pause(5);
      processed = await this.#processed();
    }
    const seconds = (processed.lastNs - added.startedNs) / 1e9;
    return {
      addedPerSecond: added.count / ((added.endedNs - added.startedNs) / 1e9),
      processedPerSecond: added.count / seconds,
      cpuPerThousand: ((this.#cpuSeconds() - cpuBefore) / added.count) * 1_000,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#producer[Symbol.asyncDispose]();
    await this.#worker[Symbol.asyncDispose]();
  }

  async #processed(): Promise<{ count: number; lastNs: number }> {
    const answer = this.#worker.receive("processed");
    this.#worker.send({ kind: "count" });
    return processedAnswer.parse(await answer);
  }

  #cpuSeconds(): number {
    const own = (name: string, pid: number): WatchedProcess => ({ name, pid, isTree: false });
    const watched = [
      own("producer", this.#producer.pid),
      own("worker", this.#worker.pid),
      this.#redis,
    ];
    return watched.reduce((sum, one) => sum + (cpuSecondsOf(one) ?? Number.NaN), 0);
  }
}
