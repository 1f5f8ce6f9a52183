import { createDatabase } from "../../bench/database.ts";
import { findProofServers } from "../proof-servers.ts";
import { runProof } from "../run-proof.ts";
import { readCrashOptions } from "./crash-options.ts";
import { proveCases } from "./prove-cases.ts";

/** Redis's second database: the first may be somebody's. */
const REDIS_DATABASE = "/1";

/** @returns the exit code */
export async function proveCrash(args: readonly string[]): Promise<number> {
  const options = readCrashOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  await using servers = await findProofServers();
  const { databaseUrl } = servers;
  if (options.backend === "redis" && servers.redisUrl === undefined) {
    process.stderr.write(
      "there is no Redis on this machine: install redis-server, or set REDIS_URL\n",
    );
    return 2;
  }
  const redisUrl =
    options.backend === "redis" ? new URL(REDIS_DATABASE, servers.redisUrl).href : undefined;
  // Awaited here: the servers go with the end of this function.
  return await runProof(
    { proof: "crash", seed: options.seed, databaseUrl, json: options.json },
    (tools) =>
      proveCases(
        options,
        {
          redisUrl,
          createDatabase: async () => {
            const database = await createDatabase(databaseUrl, "circuito_crash");
            return { url: database.url, [Symbol.asyncDispose]: database.drop };
          },
        },
        tools,
      ),
  );
}
