import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Binaries } from "./binaries.ts";
import { isReachable } from "./reachable.ts";
import type { ServerUser } from "./server-user.ts";

/** Where root keeps what `nobody` must reach and cannot reach in the clone. */
const SYSTEM_ROOT = "/var/lib/circuito";

/** Everything one installation owns. */
export interface Home {
  readonly dir: string;
  /** PGDATA: owned by the server's user, mode 0700. */
  readonly clusterDir: string;
  readonly passwordFile: string;
  readonly stateFile: string;
  readonly logFile: string;
}

/**
 * Chooses and makes the folder of one installation: the wanted one, or, where the server's user
 * cannot reach that, one under /var/lib/circuito named by the hash of the wanted path.
 * @param userOf tells who runs the server for a given cluster folder
 */
export function makeHome(
  dataDir: string,
  userOf: (clusterDir: string) => ServerUser,
): { home: Home; user: ServerUser } {
  const wanted = homeIn(resolve(dataDir));
  const user = userOf(wanted.clusterDir);
  if (isReachable(wanted.dir, user)) return { home: made(wanted), user };
  const hash = createHash("sha256").update(wanted.dir).digest("hex").slice(0, 16);
  const elsewhere = homeIn(join(SYSTEM_ROOT, hash));
  return { home: made(elsewhere), user: userOf(elsewhere.clusterDir) };
}

function homeIn(dir: string): Home {
  return {
    dir,
    clusterDir: join(dir, "cluster"),
    passwordFile: join(dir, "password"),
    stateFile: join(dir, "state.json"),
    logFile: join(dir, "postgres.log"),
  };
}

function made(home: Home): Home {
  makeOpenFolder(home.dir);
  return home;
}

/** Makes a folder others may walk through, whatever the umask says. */
function makeOpenFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) chmodSync(at, 0o755);
}

/**
 * The folder of executables the server's user can reach: the found one, or a copy of it.
 * @throws when a system's own installation is out of reach, which no distribution does
 */
export function reachableBinDir(binaries: Binaries, user: ServerUser): string {
  if (isReachable(binaries.binDir, user)) return binaries.binDir;
  if (binaries.portableDir === undefined) {
    throw new Error(`the server's user cannot reach ${binaries.binDir}: open its parent folders`);
  }
  const copy = join(SYSTEM_ROOT, `pg-${binaries.version}`);
  if (!existsSync(copy)) copyWhole(binaries.portableDir, copy);
  return join(copy, "bin");
}

/** Copies under another name and renames, so that the final name always holds a whole copy. */
function copyWhole(from: string, to: string): void {
  const part = `${to}.part-${process.pid}`;
  makeOpenFolder(SYSTEM_ROOT);
  cpSync(from, part, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(part, to);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // Otherwise another process was faster: same content.
  }
}
