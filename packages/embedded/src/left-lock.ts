import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./places.ts";
import { writtenPid } from "./postmaster.ts";

/**
 * Removes the lock file of a server that was killed, once no Postgres process works in the cluster
 * any more.
 *
 * The server itself refuses as long as the file's process id exists; in a container whose first
 * process buries no dead, a zombie's id exists for ever. Only Linux lets us look closely (/proc);
 * elsewhere the file stays and starting is tried again until the id is gone.
 * @returns whether the way is free now
 */
export function removeLeftLock(home: Home): boolean {
  if (process.platform !== "linux") return false;
  const pid = writtenPid(home);
  if (hasLiveServer(home.clusterDir) || writtenPid(home) !== pid) return false;
  rmSync(join(home.clusterDir, "postmaster.pid"), { force: true });
  return true;
}

/** Every Postgres process, orphaned children too, has its cluster as working directory. */
function hasLiveServer(clusterDir: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        // "12 (postgres) Z …": a zombie has ended; it has no working directory any more.
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return (
          /\((postgres|postmaster)\) [^Z]/.test(stat) &&
          readlinkSync(`/proc/${pid}/cwd`) === clusterDir
        );
      } catch {
        return false; // Gone meanwhile, or somebody else's: then it is not on our data.
      }
    });
}
