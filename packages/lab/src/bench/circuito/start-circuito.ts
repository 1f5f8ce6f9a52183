import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DemoGateway, startDemoGateway } from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import type { WatchedProcess } from "../cpu.ts";
import { createDatabase } from "../database.ts";
import type { BenchOptions } from "../options.ts";
import type { Servers, System } from "../system.ts";
import { untilFollowed } from "./until-followed.ts";

const PROGRAM = join(import.meta.dirname, "../../../../../apps/gateway/dist/main.js");
/** Redis's second database: the compared systems have the first. */
const REDIS_DATABASE = "/1";

/** Which roles share a process. `two`: all but the door. `apart`: what a message waits for is alone. */
const LAYOUTS = {
  two: {},
  apart: { workerRoles: "router", otherRoles: ["connectors,delivery", "timers"] },
} as const;

export interface CircuitoSystem extends System {
  readonly gateway: DemoGateway;
}

export interface CircuitoOptions extends Pick<BenchOptions, "backend" | "roles"> {
  /** What its database is called, where there are several. */
  readonly database?: string;
}

/** The gateway as it is deployed: built, web and router apart, on the same servers as the others. */
export async function startCircuito(
  servers: Servers,
  shared: readonly WatchedProcess[],
  { backend, roles, database: name = "circuito_bench" }: CircuitoOptions,
): Promise<CircuitoSystem> {
  if (!existsSync(PROGRAM)) throw new Error("the gateway is not built: run pnpm build");
  const database = await createDatabase(servers.databaseUrl, name);
  const gateway = await startDemoGateway({
    program: [PROGRAM, "start"],
    databaseUrl: database.url,
    ...(backend === "redis" ? { redisUrl: new URL(REDIS_DATABASE, servers.redisUrl).href } : {}),
    providerJournal: new Journal({ run: "bench", seed: "", actor: "provider" }),
    ...LAYOUTS[roles],
  });
  const [sender, timers] = gateway.others;
  return {
    name: "circuito",
    target: gateway.target,
    databaseUrl: database.url,
    gateway,
    observe: gateway.observe,
    settled: () => untilFollowed(database.url),
    processes: [
      { name: "web", pid: gateway.web.pid, isTree: false },
      { name: "router", pid: gateway.router.pid, isTree: false },
      ...(sender ? [{ name: "sender", pid: sender.pid, isTree: false }] : []),
      ...(timers ? [{ name: "timers", pid: timers.pid, isTree: false }] : []),
      ...shared,
    ],
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      await database.drop();
    },
  };
}
