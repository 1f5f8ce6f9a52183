import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { findBinaries } from "../../packages/embedded/src/binaries.ts";
import { ensureCluster } from "../../packages/embedded/src/cluster.ts";
import { makeHome, reachableBinDir } from "../../packages/embedded/src/places.ts";
import { chooseServerUser } from "../../packages/embedded/src/server-user.ts";
import { readOrMakePassword } from "../../packages/embedded/src/state.ts";
import { makeRunFolder, removeRunFolder, sweepRunFolders } from "./run-folder.ts";
import { findRedis } from "./start-redis.ts";

/**
 * What a proof needs to run servers of its own and break them: an empty cluster, programs, a folder.
 * Says so over IPC, and ends what runs there and removes it when the proof is gone, however it went.
 */
sweepRunFolders();
const folder = makeRunFolder();
process.once("exit", () => removeRunFolder(folder));
process.once("disconnect", () => process.exit(0));
// The terminal's Ctrl-C reaches us, too; the proof's end is what counts.
process.on("SIGINT", () => undefined);

const binaries = findBinaries();
const { home, user } = makeHome(join(folder, "postgres"), chooseServerUser);
const binDir = reachableBinDir(binaries, user);
const password = readOrMakePassword(home.passwordFile);
await ensureCluster(home, binaries, { binDir, user, password });

const redis = findRedis();
const redisFolder = join(folder, "redis");
mkdirSync(redisFolder);
if (user !== undefined) chownSync(redisFolder, user.uid, user.gid);
process.send?.({
  kind: "ready",
  folder,
  postgres: { program: join(binDir, "postgres"), clusterDir: home.clusterDir, password, user },
  ...(redis !== undefined && { redis: { program: redis, folder: redisFolder, user } }),
});
