import { setTimeout as pause } from "node:timers/promises";
import type { GatewayProcess } from "../../gateway/gateway-process.ts";

/** As an init system does: at once, and a little later when that was in vain. */
const START_AGAIN_MS = 500;

/** A process that ended without being killed by us. */
export interface OwnEnd {
  readonly name: string;
  /** What it said last. */
  readonly words: string;
}

/** One process of the gateway and who starts it again when it ends, for whatever reason. */
export class Supervised implements AsyncDisposable {
  readonly name: string;
  readonly process: GatewayProcess;
  /** Ends that were its own, oldest first. */
  readonly ownEnds: OwnEnd[] = [];
  #isWanted = true;
  #isOver = false;
  #isUp = true;
  readonly #watching: Promise<void>;

  constructor(name: string, process: GatewayProcess) {
    this.name = name;
    this.process = process;
    this.#watching = this.#watch();
  }

  /** Kills it, and keeps it away until it is allowed back. */
  async down(): Promise<void> {
    this.#isWanted = false;
    this.#isUp = false;
    await this.process.kill();
  }

  /** Allows it back, and resolves once it is there. */
  async up(): Promise<void> {
    this.#isWanted = true;
    await this.untilUp();
  }

  /** Tells it to end in order; it is started again once it is gone. */
  async restart(): Promise<void> {
    this.#isUp = false;
    this.#isWanted = false;
    this.process.signal("SIGTERM");
    await this.process.ended();
    await this.up();
  }

  async untilUp(): Promise<void> {
    while (!this.#isUp && !this.#isOver) await pause(50);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.process.signal("SIGCONT");
    await this.process[Symbol.asyncDispose]();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#isOver) {
      await this.process.ended();
      if (this.#isOver) return;
      if (this.#isWanted && this.#isUp) {
        this.#isUp = false;
        const words = this.process.output.slice(-1_000);
        this.ownEnds.push({ name: this.name, words });
      }
      if (!this.#isWanted) {
        await pause(50);
        continue;
      }
      try {
        await this.process.start();
        this.#isUp = true;
      } catch {
        // What it needs may be away.
        await pause(START_AGAIN_MS);
      }
    }
  }
}
