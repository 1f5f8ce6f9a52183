import { existsSync } from "node:fs";
import { type Binaries, findBinaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import { type Access, answers, ensureDatabase, urlOf } from "./connect.ts";
import { chooseFreePort } from "./free-port.ts";
import { isAlive } from "./is-alive.ts";
import { type Launch, launch } from "./launch.ts";
import { type Home, makeHome, reachableBinDir } from "./places.ts";
import { writtenPid } from "./postmaster.ts";
import { keepAlive } from "./revive.ts";
import { chooseServerUser } from "./server-user.ts";
import { readOrMakePassword, readState, writeState } from "./state.ts";
import { stopServer } from "./stop-server.ts";

export interface StartOptions {
  /** Everything is kept in here, or in /var/lib/circuito when the server cannot reach it. */
  readonly dataDir: string;
  /** `false` trades survival of a power cut for speed: tests only. */
  readonly durable: boolean;
  /** Told in sentences what is being done. */
  readonly log: (sentence: string) => void;
  /** The server to run; found if not given. */
  readonly binaries?: Binaries;
}

export interface RunningPostgres extends AsyncDisposable {
  /** Connection string of the superuser, database `circuito`. */
  readonly url: string;
  /** `running`: one was left by a killed launcher, or belongs to a living one. */
  readonly found: "started" | "running";
  /** Ends connections and the server; does nothing for one that a living launcher owns. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of one installation, or finds it running.
 *
 * The port is free, bound to the loopback address and kept from start to start; the password is
 * made once. Starting twice at the same time is safe: one starts, the other finds. A server that
 * dies while we live is started again on the same port.
 * @throws with a sentence for the operator: no binary, another major version, somebody else's data
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const { log } = options;
  const { home, user } = makeHome(options.dataDir, chooseServerUser);
  const password = readOrMakePassword(home.passwordFile);

  const left = await findRunning(home, password);
  if (left !== undefined) return adopt(home, left, log);

  const binaries = options.binaries ?? findBinaries();
  const binDir = reachableBinDir(binaries, user);
  if (!existsSync(home.clusterDir)) log(`making a PostgreSQL ${binaries.version} in ${home.dir}`);
  await ensureCluster(home, binaries, { binDir, user, password });

  const port = await chooseFreePort(readState(home.stateFile)?.port);
  return run(home, { binDir, user, password, port, durable: options.durable, mayMove: true }, log);
}

async function run(home: Home, plan: Launch, log: StartOptions["log"]): Promise<RunningPostgres> {
  const isBeaten = async (): Promise<boolean> =>
    (await findRunning(home, plan.password)) !== undefined;
  const launched = await launch(home, plan, isBeaten);
  if (launched.kind === "failed") {
    throw new Error(`PostgreSQL did not start (log: ${home.logFile}): ${launched.said.trim()}`);
  }
  if (launched.kind === "beaten") {
    const other = await findRunning(home, plan.password);
    return other === undefined ? run(home, plan, log) : adopt(home, other, log);
  }

  const { port } = launched;
  const access = { port, password: plan.password };
  writeState(home.stateFile, { port, owner: process.pid });
  await ensureDatabase(access);
  log(`PostgreSQL runs on port ${port}`);

  let reviving: Promise<unknown> = Promise.resolve();
  const endWatch = keepAlive(
    launched.child,
    () => {
      const again = launch(home, { ...plan, port, mayMove: false }, async () => false);
      reviving = again;
      return again;
    },
    log,
  );
  const stop = async (): Promise<void> => {
    endWatch();
    await reviving;
    await stopServer(home);
  };
  return { url: urlOf(access), found: "started", stop, [Symbol.asyncDispose]: stop };
}

async function findRunning(home: Home, password: string): Promise<Access | undefined> {
  const state = readState(home.stateFile);
  if (state === undefined || writtenPid(home) === undefined) return undefined;
  const access = { port: state.port, password };
  return (await answers(access, home.clusterDir)) ? access : undefined;
}

function adopt(home: Home, access: Access, log: StartOptions["log"]): RunningPostgres {
  const owner = readState(home.stateFile)?.owner;
  const isGuest = owner !== undefined && isAlive(owner);
  if (!isGuest) writeState(home.stateFile, { port: access.port, owner: process.pid });
  log(`PostgreSQL was found running on port ${access.port}`);
  const stop = isGuest ? async (): Promise<void> => undefined : () => stopServer(home);
  return { url: urlOf(access), found: "running", stop, [Symbol.asyncDispose]: stop };
}
