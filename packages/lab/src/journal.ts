import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { z } from "zod";

/**
 * One line of a history: what a process of the *test* did or saw, never what the system says of
 * itself. `ok` = the accept point was seen, `fail` = definitely refused, `info` = unknown: it may
 * or may not have happened. Field names are those of the history format, one line of JSON each.
 */
export const historyEvent = z.object({
  run: z.string(),
  seed: z.string(),
  /** 0, 1, 2… within one journal. */
  i: z.int(),
  /** CLOCK_MONOTONIC: comparable between processes of one machine. */
  t_mono_ns: z.number(),
  actor: z.string(),
  type: z.enum(["invoke", "ok", "fail", "info"]),
  f: z.enum([
    ...(["send", "see", "submit", "receipt", "reply", "claim", "upload", "lost-position"] as const),
    // What somebody is told who may not be told of all; their right that ends; a customer's STOP in force.
    ...(["overhear", "revoke", "opt-out"] as const),
  ]),
  key: z.object({ account: z.string(), ext: z.string() }),
  /**
   * Customer's address on `send`; their number on `submit` and `opt-out`; conversation id on `see`,
   * `overhear`, `reply` and `claim`; on `revoke` the observer whose right ended.
   */
  conv_hint: z.string(),
  /** {@link contentHash}, or the hash of the raw bytes on `submit`. */
  hash: z.string(),
  extra: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type HistoryEvent = z.infer<typeof historyEvent>;

export type Happening = Pick<HistoryEvent, "type" | "f" | "key"> &
  Partial<Pick<HistoryEvent, "conv_hint" | "hash" | "extra">>;

export function monotonicNs(): number {
  return Number(process.hrtime.bigint());
}

/** What must arrive unchanged: who wrote, and the words. */
export function contentHash(address: string, text: string): string {
  return createHash("sha256")
    .update(JSON.stringify([address, text]))
    .digest("hex");
}

/** Lines wait in memory until there are so many: a write a line would be the load's own bottleneck. */
const BUFFERED_LINES_MAX = 500;

/** A process's own history, kept in memory and, if it has a path, in a file of JSON lines. */
export class Journal implements Disposable {
  readonly events: HistoryEvent[] = [];
  readonly #origin: Pick<HistoryEvent, "run" | "seed" | "actor">;
  readonly #file: number | undefined;
  #unwritten: string[] = [];

  constructor(origin: Pick<HistoryEvent, "run" | "seed" | "actor">, path?: string) {
    this.#origin = origin;
    this.#file = path === undefined ? undefined : openSync(path, "w");
  }

  add(happening: Happening): HistoryEvent {
    const event: HistoryEvent = {
      ...this.#origin,
      i: this.events.length,
      t_mono_ns: monotonicNs(),
      conv_hint: "",
      hash: "",
      extra: {},
      ...happening,
    };
    this.events.push(event);
    if (this.#file !== undefined) {
      this.#unwritten.push(JSON.stringify(event));
      if (this.#unwritten.length >= BUFFERED_LINES_MAX) this.#flush();
    }
    return event;
  }

  [Symbol.dispose](): void {
    if (this.#file === undefined) return;
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    if (this.#file === undefined || this.#unwritten.length === 0) return;
    writeSync(this.#file, `${this.#unwritten.join("\n")}\n`);
    this.#unwritten = [];
  }
}

export function parseJournal(lines: string): HistoryEvent[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => historyEvent.parse(JSON.parse(line)));
}
