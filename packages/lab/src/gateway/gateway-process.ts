import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { chooseFreePort } from "../servers/free-port.ts";

/** A first start migrates and seeds a database; on a busy machine that takes a while. */
const READY_TIMEOUT_MS = 60_000;
/** Where its machine is kept busy on purpose, or its servers are away meanwhile. */
export const READY_UNDER_LOAD_TIMEOUT_MS = 180_000;
const READY_LOOK_EVERY_MS = 20;
/** Told to stop, it finishes what it has in hand; a container gives it 30 s. */
const STOP_TIMEOUT_MS = 30_000;
/** Of what it printed, to explain a failed start. */
const OUTPUT_KEPT_CHARS = 8_000;

export interface GatewayOptions {
  /** Program and arguments after `node`, such as the built `main.js start`. */
  readonly program: readonly string[];
  /** One role or several, as ROLES takes them. */
  readonly roles: string;
  /** Settings; PUBLIC_URL is this process's own origin unless given. */
  readonly env: Readonly<Record<string, string>>;
  /** A start that takes longer has failed. */
  readonly readyWithinMs?: number;
}

/** One process of the gateway that can be killed at any moment and started again where it was. */
export class GatewayProcess implements AsyncDisposable {
  /** Kept over restarts: providers and browsers know it. */
  readonly port: number;
  readonly #options: GatewayOptions;
  #process: ChildProcess | undefined;
  #output = "";
  /** What it answered last to whether it is ready. */
  #unready = "nothing";
  /** Whatever becomes of us, no process of ours is left behind. */
  readonly #onExit = (): void => void this.#process?.kill("SIGKILL");

  /** Starts it and waits until it says that it is ready. @throws with its last words if it ends */
  static async start(options: GatewayOptions): Promise<GatewayProcess> {
    const gateway = new GatewayProcess(options, await chooseFreePort());
    try {
      await gateway.start();
      return gateway;
    } catch (error) {
      await gateway[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(options: GatewayOptions, port: number) {
    this.#options = options;
    this.port = port;
    process.once("exit", this.#onExit);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error("the gateway does not run");
    return pid;
  }

  /** What it printed last. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#process !== undefined && !hasEnded(this.#process);
  }

  /** Resolves once the process that runs now is gone, whoever ended it. */
  async ended(): Promise<void> {
    const child = this.#process;
    if (child && !hasEnded(child)) await once(child, "exit");
  }

  /**
   * Starts it (again) on the same port; resolves once `/readyz` answers 200.
   * @param onlyNow more settings, of this start alone
   */
  async start(onlyNow: Readonly<Record<string, string>> = {}): Promise<void> {
    const { program, roles, env, readyWithinMs = READY_TIMEOUT_MS } = this.#options;
    this.#output = "";
    this.#unready = "nothing";
    const child = spawn(process.execPath, program, {
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "production",
        PUBLIC_URL: this.origin,
        ...env,
        ...onlyNow,
        ROLES: roles,
        PORT: String(this.port),
        BIND_ADDRESS: "127.0.0.1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_KEPT_CHARS);
      });
    }
    const endsAtMs = performance.now() + readyWithinMs;
    while (!(await this.#isReady())) {
      if (hasEnded(child) || performance.now() > endsAtMs) {
        await this.kill();
        throw new Error(
          `gateway ${roles} did not become ready, it said ${this.#unready}:\n${this.#output}`,
        );
      }
      await pause(READY_LOOK_EVERY_MS);
    }
  }

  /** Sends it a signal, and does not wait for what that does. */
  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** `kill -9`: no handler runs, nothing is flushed. Resolves once it is gone. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const timer = setTimeout(() => void this.kill(), STOP_TIMEOUT_MS);
    await this.#end("SIGTERM");
    clearTimeout(timer);
    process.off("exit", this.#onExit);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || hasEnded(child)) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.origin}/readyz`, { signal: AbortSignal.timeout(2_000) });
      this.#unready = await answer.text();
      return answer.ok;
    } catch (error) {
      // Not listening yet.
      this.#unready = `nothing (${error instanceof Error ? error.message : String(error)})`;
      return false;
    }
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
