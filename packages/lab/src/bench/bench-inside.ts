import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findServers } from "./servers.ts";

const TESTS = join(import.meta.dirname, "../../../../tests");

/** Where a measurement lies, by the name it is called by. */
const FOLDERS = {
  assignment: "assignment",
  growth: "growth",
  knowledge: "knowledge",
  reports: "figures",
  search: "search",
} as const;
export type Inside = keyof typeof FOLDERS;

export function isInside(name: string | undefined): name is Inside {
  return name !== undefined && Object.hasOwn(FOLDERS, name);
}

/**
 * Runs a measurement of what lies inside, on servers of its own. The lab knows only the outside: these are
 * programs of their own.
 * @returns its exit code
 */
export async function benchInside(what: Inside, args: readonly string[]): Promise<number> {
  await using servers = await findServers();
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(TESTS, FOLDERS[what], "bench/main.ts"), ...args],
    {
      stdio: "inherit",
      env: { ...process.env, DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl },
    },
  );
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}
