import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findServers } from "./servers.ts";

const TESTS = join(import.meta.dirname, "../../../../tests");

const INSIDE = ["assignment", "knowledge", "search"] as const;
export type Inside = (typeof INSIDE)[number];

export function isInside(name: string | undefined): name is Inside {
  return INSIDE.some((inside) => inside === name);
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
    [...process.execArgv, join(TESTS, what, "bench/main.ts"), ...args],
    { stdio: "inherit", env: { ...process.env, DATABASE_URL: servers.databaseUrl } },
  );
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}
