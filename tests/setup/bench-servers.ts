import { join } from "node:path";
import { startPostgres } from "../../packages/embedded/src/index.ts";
import { makeRunFolder, removeRunFolder, sweepRunFolders } from "./run-folder.ts";
import { startRedis } from "./start-redis.ts";

/**
 * The servers of one benchmark, in a process of their own: like those of the tests, except that
 * PostgreSQL keeps every promise about the disk, since that is part of what is measured. Says where
 * they are over IPC, and removes them when the benchmark is gone.
 */
sweepRunFolders();
const folder = makeRunFolder();
process.once("exit", () => removeRunFolder(folder));
process.once("disconnect", () => process.exit(0));
// The terminal's Ctrl-C reaches us, too; the benchmark's end is what counts.
process.on("SIGINT", () => undefined);

const [database, redisUrl] = await Promise.all([
  startPostgres({ dataDir: join(folder, "postgres"), durable: true, log: () => undefined }),
  startRedis(join(folder, "redis")),
]);
process.send?.({ kind: "ready", databaseUrl: database.url, redisUrl });
