import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");
/** From the sources, so that no build stands between an edit and its test. */
const PROGRAM = ["--conditions=@circuito/source", "--import", "tsx", "apps/gateway/src/main.ts"];
const READY_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 25;

export interface Spawned {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Exit code once the process is gone and its pipes are closed. */
  readonly ended: Promise<number | null>;
}

/** Runs `circuito` as a process of its own, with these settings and none of ours. */
export function spawnCircuito(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: { readonly ipc?: boolean } = {},
): Spawned {
  let output = "";
  let errors = "";
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe", ...(options.ipc ? (["ipc"] as const) : [])],
  });
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  // Not "close": after a disconnected channel it never comes.
  const exited = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  const said = [child.stdout, child.stderr].map((stream) => stream && once(stream, "close"));
  const ended = Promise.all([exited, ...said]).then(([code]) => code);
  return { child, output: () => output, errors: () => errors, ended };
}

/** Resolves when `/readyz` says 200. @throws with what the process said if it ends before */
export async function untilReady(spawned: Spawned, port: number): Promise<void> {
  for (const endsAt = Date.now() + READY_TIMEOUT_MS; Date.now() < endsAt; ) {
    if (spawned.child.exitCode !== null) break;
    if (await isReady(port)) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`not ready:\n${spawned.output()}${spawned.errors()}`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

export async function chooseFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
