import { z } from "zod";
import { Child } from "../bench/child.ts";

/** The composition root of the tests knows how to start them; the lab itself knows only addresses. */
const SERVERS_MODULE = "../../../../tests/setup/bench-servers.ts";

const started = z.object({ databaseUrl: z.string(), redisUrl: z.string().optional() });

/** Where a proof's own servers are; without Redis on this machine there is none. */
export type ProofServers = z.infer<typeof started>;

/** The servers of DATABASE_URL and REDIS_URL if the first is given, else private ones on free ports. */
export async function findProofServers(): Promise<ProofServers & AsyncDisposable> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  if (DATABASE_URL) {
    const nothing = async (): Promise<void> => undefined;
    const redis = REDIS_URL ? { redisUrl: REDIS_URL } : {};
    return { databaseUrl: DATABASE_URL, ...redis, [Symbol.asyncDispose]: nothing };
  }
  const [child, said] = await Child.start(SERVERS_MODULE, null);
  return { ...started.parse(said), [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}
