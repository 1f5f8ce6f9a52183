import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { findServers } from "../servers.ts";

/** What is measured lies inside, and the lab knows only the outside: it is a program of its own. */
const PROGRAM = join(import.meta.dirname, "../../../../../tests/assignment/bench/main.ts");

/** Runs the measurement of the assigner on servers of its own. @returns its exit code */
export async function benchAssignment(args: readonly string[]): Promise<number> {
  await using servers = await findServers();
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...args], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: servers.databaseUrl },
  });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}
