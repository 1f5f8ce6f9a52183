import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";

/** Compiling the sources on a busy machine takes seconds; a minute means it hangs. */
const READY_TIMEOUT_MS = 60_000;
/** A child that does not end by itself is ended. */
const STOP_TIMEOUT_MS = 5_000;
/** TypeScript is run from source, as the bench itself is. */
const LOADER = ["--conditions=@circuito/source", "--import", "tsx"];

const answer = z.looseObject({ kind: z.string() });

/** A process of the bench, told what to do over IPC; it ends when we do. */
export class Child implements AsyncDisposable {
  readonly #process: ChildProcess;

  /** Starts a module of this folder and waits until it says `{kind: "ready"}`. */
  static async start(
    module: string,
    config: unknown,
    execArgv: readonly string[] = [],
  ): Promise<[Child, Record<string, unknown>]> {
    const child = new Child(
      fork(join(import.meta.dirname, module), [JSON.stringify(config)], {
        execArgv: [...LOADER, ...execArgv],
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      }),
    );
    return [child, await child.receive("ready")];
  }

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error("the process did not start");
    return this.#process.pid;
  }

  send(message: unknown): void {
    this.#process.send(message as object);
  }

  /** The next message of this kind. @throws when the child ends or takes too long */
  async receive(kind: string, timeoutMs = READY_TIMEOUT_MS): Promise<Record<string, unknown>> {
    const ended = new AbortController();
    const onExit = (code: number | null): void =>
      ended.abort(new Error(`process ended with code ${code} before it said ${kind}`));
    this.#process.once("exit", onExit);
    try {
      const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(timeoutMs)]);
      for (;;) {
        const [message] = await once(this.#process, "message", { signal });
        const parsed = answer.parse(message);
        if (parsed.kind === kind) return parsed;
      }
    } catch (error) {
      throw ended.signal.aborted ? ended.signal.reason : error;
    } finally {
      this.#process.off("exit", onExit);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, "exit");
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  }
}

/** The child's side: what the parent gave it at the start. Ends the process when the parent is gone. */
export function readConfig<T extends z.ZodType>(schema: T): z.infer<T> {
  process.once("disconnect", () => process.exit(0));
  return schema.parse(JSON.parse(process.argv[2] ?? "null"));
}

export function tellParent(message: {
  readonly kind: string;
  readonly [field: string]: unknown;
}): void {
  process.send?.(message);
}
