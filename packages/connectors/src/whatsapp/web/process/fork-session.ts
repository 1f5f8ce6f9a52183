import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname, join } from "node:path";
import { describeLine } from "../child/describe-error.ts";
import {
  CallBrokenOff,
  CallFailed,
  CallRefused,
  CallTimedOut,
  type LaunchOptions,
  type WaCallName,
  type WaCalls,
  type WaEvent,
  type WaSession,
} from "../wa-session.ts";
import { memoryOf, processTree } from "./process-tree.ts";
import type { FromChild, ToChild } from "./session-words.ts";

/** A process that was killed is gone in milliseconds; after this it hangs in the kernel. */
const KILL_TIMEOUT_MS = 5_000;
/** What a browser needs of our surroundings. Not the database's password, which a page has no use for. */
const PASSED_ON = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "NODE_ENV"];
/** Of what the library prints, for people who look further. */
const STDERR_KEPT = 2_000;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A session in a process of its own. The library leaves rejections unhandled, hangs, and grows
 * (traps 4, 5, 24): all of it ends there, and takes the browser with it.
 */
export function forkSession(options: LaunchOptions, tell: (event: WaEvent) => void): WaSession {
  return new ForkedSession(options, tell);
}

class ForkedSession implements WaSession {
  readonly #child: ChildProcess;
  readonly #tell: (event: WaEvent) => void;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #browserPid: number | undefined;
  #hasEnded = false;
  #stderr = "";
  readonly #ended: Promise<unknown>;

  constructor(options: LaunchOptions, tell: (event: WaEvent) => void) {
    this.#tell = tell;
    this.#child = forkEntry();
    this.#ended = once(this.#child, "exit").catch(() => {});
    this.#child.on("error", () => this.#end());
    this.#child.once("exit", () => this.#end());
    this.#child.stderr?.on("data", (bytes: Buffer) => {
      this.#stderr = `${this.#stderr}${bytes}`.slice(-STDERR_KEPT);
    });
    // Our own code on the other side says only what session-words.ts has.
    this.#child.on("message", (message) => this.#hear(message as FromChild));
    this.#give({ kind: "launch", options });
  }

  call<Name extends WaCallName>(
    name: Name,
    args: WaCalls[Name]["args"],
    timeoutMs: number,
  ): Promise<WaCalls[Name]["result"]> {
    if (this.#hasEnded || !this.#child.connected) {
      return Promise.reject(new CallRefused(`${name}: the browser's process is gone`));
    }
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new CallTimedOut(`${name}: no answer within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#waiting.set(id, {
        // The other side answers each call with what wa-session.ts says of it.
        resolve: (result) => {
          clearTimeout(timer);
          resolve(result as WaCalls[Name]["result"]);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#give({ kind: "call", id, name, args });
    });
  }

  async memoryBytes(): Promise<number> {
    const { pid } = this.#child;
    return pid === undefined ? 0 : memoryOf(await processTree(pid));
  }

  async kill(): Promise<void> {
    const { pid } = this.#child;
    // Once it ended so did the browser, and its number may be somebody else's by now.
    if (this.#hasEnded || pid === undefined) return;
    // The browser's own processes, by their descent and never by name: machines are shared.
    const tree = await processTree(pid);
    for (const one of new Set([this.#browserPid, ...tree])) end(one);
    const late = new Promise((resolve) => setTimeout(resolve, KILL_TIMEOUT_MS).unref());
    await Promise.race([this.#ended, late]);
  }

  #hear(message: FromChild): void {
    switch (message.kind) {
      case "event":
        if (message.event.kind === "browser") this.#browserPid = message.event.pid;
        this.#tell(message.event);
        return;
      case "result":
        this.#take(message.id)?.resolve(message.result);
        return;
      case "refused":
        this.#take(message.id)?.reject(new CallFailed(message.message));
        return;
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #give(message: ToChild): void {
    this.#child.send(message, (error) => {
      if (!error || message.kind !== "call") return;
      this.#take(message.id)?.reject(new CallRefused(`${message.name}: ${error.message}`));
    });
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    end(this.#browserPid);
    for (const { reject } of this.#waiting.values()) {
      reject(new CallBrokenOff("the browser's process ended"));
    }
    this.#waiting.clear();
    const detail = describeLine(this.#stderr.trim().split("\n").at(-1) ?? "");
    this.#tell({ kind: "lost", because: "process-gone", detail });
  }
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function forkEntry(): ChildProcess {
  const isBuilt = extname(import.meta.filename) === ".js";
  const entry = join(import.meta.dirname, "..", "child", isBuilt ? "main.js" : "main.ts");
  const env = Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return fork(entry, [], {
    // From the sources a process needs a loader: it does not inherit ours.
    execArgv: isBuilt ? [] : ["--conditions=@circuito/source", "--import=tsx"],
    cwd: import.meta.dirname,
    env,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}
