import { z } from "zod";
import { Child } from "./child.ts";
import type { Servers } from "./system.ts";

/** The composition root of the tests knows how to start them; the lab itself knows only addresses. */
const SERVERS_MODULE = "../../../../tests/setup/bench-servers.ts";

const started = z.object({ databaseUrl: z.string(), redisUrl: z.string().optional() });

/** The servers of DATABASE_URL and REDIS_URL if both are given, else private ones on free ports. */
export async function findServers(): Promise<Servers & AsyncDisposable> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  if (DATABASE_URL && REDIS_URL) {
    const nothing = async (): Promise<void> => undefined;
    return { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, [Symbol.asyncDispose]: nothing };
  }
  const [child, said] = await Child.start(SERVERS_MODULE, null);
  const { databaseUrl, redisUrl } = started.parse(said);
  if (redisUrl === undefined) {
    await child[Symbol.asyncDispose]();
    throw new Error("the comparison needs Redis: install redis-server, or set REDIS_URL");
  }
  return { databaseUrl, redisUrl, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}
