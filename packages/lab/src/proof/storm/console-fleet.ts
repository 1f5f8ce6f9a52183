import { setTimeout as pause } from "node:timers/promises";
import { Child } from "../../bench/child.ts";
import {
  type ConsolesConfig,
  type ConsolesOrder,
  consolesSeen,
  consolesTold,
} from "./console-orders.ts";

const PROCESS = "../proof/storm/consoles-process.ts";
/** Beside a server that uses a whole core an answer over IPC may take long. */
const ANSWER_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 500;
/** More than two add nothing on two cores. */
const PROCESSES = 2;

export interface FleetSight {
  readonly up: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Consoles in processes of their own, each process with an address of its own. */
export class ConsoleFleet implements AsyncDisposable {
  readonly consoles: number;
  readonly #children: readonly Child[];
  /** Cookies of each. */
  readonly #shares: readonly (readonly string[])[];

  /** @param cookies one for each console; `undefined` at a server that asks for no ticket */
  static async start(options: {
    readonly port: number;
    readonly consoles: number;
    readonly cookies: readonly string[] | undefined;
    readonly seed: string;
  }): Promise<ConsoleFleet> {
    const { port, consoles, cookies = [], seed } = options;
    const children: Child[] = [];
    const shares: (readonly string[])[] = [];
    const each = Math.ceil(consoles / PROCESSES);
    try {
      for (let from = 0, i = 0; from < consoles; from += each, i++) {
        const config: ConsolesConfig = {
          ...{ port, seed, localAddress: `127.0.0.${i + 2}` },
          consoles: Math.min(each, consoles - from),
        };
        const [child] = await Child.start(PROCESS, config);
        children.push(child);
        // Not with its configuration: ten thousand are longer than an argument of a process may be.
        shares.push(cookies.slice(from, from + each));
      }
    } catch (error) {
      for (const child of children) await child[Symbol.asyncDispose]();
      throw error;
    }
    return new ConsoleFleet(consoles, children, shares);
  }

  private constructor(
    consoles: number,
    children: readonly Child[],
    shares: readonly (readonly string[])[],
  ) {
    this.consoles = consoles;
    this.#children = children;
    this.#shares = shares;
  }

  /** Begins to connect all of them, so many a second. */
  connect(perSecond: number): void {
    for (const [i, child] of this.#children.entries()) {
      const cookies = [...(this.#shares[i] ?? [])];
      const order: ConsolesOrder = {
        ...{ kind: "connect", cookies },
        perSecond: perSecond / this.#children.length,
      };
      child.send(order);
    }
  }

  async cut(): Promise<void> {
    await this.#ask({ kind: "cut" }, "cut");
  }

  async look(): Promise<FleetSight> {
    const all = (await this.#ask({ kind: "look" }, "seen")).map((one) => consolesSeen.parse(one));
    const counts: Record<string, number> = {};
    for (const [name, n] of all.flatMap((one) => Object.entries(one.counts))) {
      counts[name] = (counts[name] ?? 0) + n;
    }
    return { up: all.reduce((sum, { up }) => sum + up, 0), counts };
  }

  /** When each came up last, ms since epoch. */
  async upAtMs(): Promise<readonly number[]> {
    const all = await this.#ask({ kind: "times" }, "told");
    return all.flatMap((one) => consolesTold.parse(one).upAtMs);
  }

  /** Until all are up, or the time is over. @returns how it stood then */
  async untilUp(
    withinMs: number,
    signal: AbortSignal,
    onLook: (seen: FleetSight) => void = () => {},
  ): Promise<FleetSight> {
    const endsAtMs = performance.now() + withinMs;
    for (;;) {
      signal.throwIfAborted();
      const seen = await this.look();
      onLook(seen);
      if (seen.up === this.consoles || performance.now() > endsAtMs) return seen;
      await pause(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#children.map((child) => child[Symbol.asyncDispose]()));
  }

  #ask(order: ConsolesOrder, answer: string): Promise<Record<string, unknown>[]> {
    return Promise.all(
      this.#children.map((child) => {
        const answered = child.receive(answer, ANSWER_TIMEOUT_MS);
        child.send(order);
        return answered;
      }),
    );
  }
}
