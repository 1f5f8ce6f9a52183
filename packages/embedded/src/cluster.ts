import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import type { Home } from "./places.ts";
import { serverEnvironment } from "./server-environment.ts";
import type { ServerUser } from "./server-user.ts";

/** Superuser and database of the embedded server. */
export const DATABASE_NAME = "circuito";

/** The provider that is the same on every system came with this version. */
const BUILTIN_LOCALE_SINCE_MAJOR = 17;

/**
 * Makes the cluster (`initdb`) if there is none.
 *
 * It grows under another name and is renamed when complete: a killed first start leaves nothing
 * half-made, and of two at the same time one wins.
 * @throws when there is one of another major version
 */
export async function ensureCluster(
  home: Home,
  binaries: Binaries,
  server: { readonly binDir: string; readonly user: ServerUser; readonly password: string },
): Promise<void> {
  if (existsSync(home.clusterDir)) {
    refuseOtherMajor(home, binaries);
    return;
  }
  const nursery = mkdtempSync(join(home.dir, "initdb-"));
  try {
    const passwordFile = join(nursery, "password");
    writeFileSync(passwordFile, `${server.password}\n`, { mode: 0o600 });
    if (server.user !== undefined) {
      chownSync(nursery, server.user.uid, server.user.gid);
      chownSync(passwordFile, server.user.uid, server.user.gid);
    }
    const cluster = join(nursery, "cluster");
    await runInitdb(join(server.binDir, "initdb"), nursery, server.user, [
      ...["-D", cluster, "-U", DATABASE_NAME, "--pwfile", passwordFile, "-A", "scram-sha-256"],
      // The files are written again and again from now on; a crash now only means: start again.
      "--no-sync",
      ...localeArguments(binaries.major),
    ]);
    try {
      renameSync(cluster, home.clusterDir);
    } catch (error) {
      if (!existsSync(home.clusterDir)) throw error;
    }
  } finally {
    rmSync(nursery, { recursive: true, force: true });
  }
}

function refuseOtherMajor(home: Home, binaries: Binaries): void {
  const major = Number.parseInt(readFileSync(join(home.clusterDir, "PG_VERSION"), "utf8"), 10);
  if (major !== binaries.major) {
    throw new Error(
      `the data in ${home.clusterDir} was made by PostgreSQL ${major} and the server here is ` +
        `${binaries.version}: move them with pg_dump and pg_restore, or set DATABASE_URL`,
    );
  }
}

/**
 * With plain `C` the server knows no letter beyond ASCII: `lower('ÇÃO')` would stay `ÇÃo` and a
 * search for `ção` would miss it.
 */
function localeArguments(major: number): string[] {
  if (major >= BUILTIN_LOCALE_SINCE_MAJOR) {
    const builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    return ["-E", "UTF8", ...builtin];
  }
  const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  return ["-E", "UTF8", `--locale=${locale}`];
}

function runInitdb(command: string, cwd: string, user: ServerUser, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd, // the clone's folder may be out of the server user's reach
      env: serverEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      ...user,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", (cause) => reject(new Error(`run ${command}`, { cause })));
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb failed: ${output.trim()}`)),
    );
  });
}
