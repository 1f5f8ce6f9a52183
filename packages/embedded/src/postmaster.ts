import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Access, answers } from "./connect.ts";
import type { Home } from "./places.ts";
import { serverEnvironment } from "./server-environment.ts";
import type { ServerUser } from "./server-user.ts";

/** Every BullMQ object on Postgres brings its own pool and one LISTEN connection. */
const CONNECTIONS_MAX = 200;

/** A log beyond this is begun anew at a start: nobody reads older lines of an embedded server. */
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** Recovery after a crash of a full small database takes seconds; this allows for a slow disk. */
const START_TIMEOUT_MS = 60_000;

/** A start takes about 100 ms: looking this often adds little to it. */
const LOOK_EVERY_MS = 20;

export interface PostmasterOptions {
  readonly binDir: string;
  readonly user: ServerUser;
  readonly access: Access;
  readonly durable: boolean;
}

/** What became of a start; `locked` and `port-taken` may be tried again. */
export type Start =
  | { readonly kind: "ready"; readonly child: ChildProcess }
  | { readonly kind: "locked" | "port-taken" | "failed"; readonly said: string };

/**
 * Starts the server process and waits until it answers or ends.
 *
 * It has its own process group: Ctrl-C in a terminal reaches us alone, and the applications are
 * emptied before their database goes. It does not keep our event loop alive, and outlives us if we
 * are killed; the next start adopts it.
 */
export async function startPostmaster(home: Home, options: PostmasterOptions): Promise<Start> {
  const logBegins = beginLog(home.logFile);
  const child = spawnServer(home, options);
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });

  const endsAt = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < endsAt) {
    if (failure !== undefined) return { kind: "failed", said: failure.message };
    if (hasEnded(child)) return explain(readFileSync(home.logFile, "utf8").slice(logBegins));
    // Its port may be another server's, so the lock file has to name this process.
    if (writtenPid(home) === child.pid && (await answers(options.access, home.clusterDir))) {
      return { kind: "ready", child };
    }
    await sleep(LOOK_EVERY_MS);
  }
  child.kill("SIGQUIT");
  return { kind: "failed", said: `no answer within ${START_TIMEOUT_MS} ms` };
}

function beginLog(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_BYTES_MAX) return size;
  truncateSync(logFile);
  return 0;
}

function spawnServer(home: Home, options: PostmasterOptions): ChildProcess {
  const log = openSync(home.logFile, "a", 0o600);
  const child = spawn(
    join(options.binDir, "postgres"),
    ["-D", home.clusterDir, ...settings(options).flatMap((setting) => ["-c", setting])],
    {
      cwd: home.dir,
      env: serverEnvironment(),
      stdio: ["ignore", log, log],
      detached: true,
      ...options.user,
    },
  );
  closeSync(log);
  child.unref();
  return child;
}

function settings({ access, durable }: PostmasterOptions): string[] {
  return [
    "listen_addresses=127.0.0.1",
    `port=${access.port}`,
    // No socket file: no limit on the length of its path, no folder for it to be made.
    "unix_socket_directories=",
    `max_connections=${CONNECTIONS_MAX}`,
    "timezone=UTC",
    "log_timezone=UTC",
    ...(durable ? [] : ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]),
  ];
}

/** Reads off the log why a server did not come up; its messages are English in a C locale. */
function explain(said: string): Start {
  if (/lock file "postmaster.pid" already exists|shared memory block .* in use/.test(said)) {
    return { kind: "locked", said };
  }
  return { kind: /Address already in use/.test(said) ? "port-taken" : "failed", said };
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The server's process id as it wrote it down, `undefined` if none is written. */
export function writtenPid(home: Home): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(home.clusterDir, "postmaster.pid"), "utf8"), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined; // No file, so no server; or it is being removed at this moment.
  }
}
