import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Recovery after a crash of a database of minutes takes a second or two; the machine may be busy. */
const START_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 20;

export interface ServerProgram {
  readonly program: string;
  readonly args: readonly string[];
  /** Its clean-up finds it by where it works. */
  readonly cwd: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  /** Whether it answers by now. */
  readonly answers: () => Promise<boolean>;
}

/** A server program that is started, stopped, paused and killed at will. */
export class ServerProcess {
  #child: ChildProcess | undefined;

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("the server does not run");
    return pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && !hasEnded(this.#child);
  }

  /** Resolves once it answers. @throws when it ends instead, or takes too long */
  async start({ program, args, cwd, user, answers }: ServerProgram): Promise<void> {
    if (this.isRunning) return;
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
      stdio: "ignore",
      // Ctrl-C is for us: what runs is stopped in order.
      detached: true,
      ...user,
    });
    child.unref();
    this.#child = child;
    const endsAtMs = performance.now() + START_TIMEOUT_MS;
    while (!(await answers())) {
      if (hasEnded(child)) throw new Error(`${program} ended with code ${child.exitCode}`);
      if (performance.now() > endsAtMs) throw new Error(`${program} does not answer`);
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Sends it a signal; one that ends it is waited for. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    if (signal === "SIGSTOP" || signal === "SIGCONT") {
      child.kill(signal);
      return;
    }
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  /** The same signal to it and to every process that it has started. */
  signalTree(signal: "SIGSTOP" | "SIGCONT"): void {
    if (!this.isRunning) return;
    for (const pid of [this.pid, ...childrenOf(this.pid)]) {
      try {
        process.kill(pid, signal);
      } catch {
        // A child that has just gone needs no signal.
      }
    }
  }
}

/** Linux only, as is all that breaks servers here. */
function childrenOf(pid: number): number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return listed === "" ? [] : listed.split(" ").map(Number);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
