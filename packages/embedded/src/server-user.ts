import { readFileSync, statSync } from "node:fs";

/** The system user the server runs as; `undefined` means ours. */
export type ServerUser = { readonly uid: number; readonly gid: number } | undefined;

/**
 * Chooses who the server runs as. Postgres refuses root, so root lends it to the owner of the data
 * if there is data, else to `nobody`, who exists everywhere (a bare number without a passwd entry
 * does not do: "could not look up effective user ID").
 * @param clusterDir may not exist yet
 * @throws when the data belongs to somebody whom we may not become
 */
export function chooseServerUser(clusterDir: string): ServerUser {
  const self = process.getuid?.();
  if (self === undefined) return undefined; // Windows has no such thing.
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (self !== 0) {
    if (owner !== undefined && owner.uid !== self) {
      throw new Error(
        `the data in ${clusterDir} belongs to user ${owner.uid}, not to you (${self}): ` +
          "start as that user, or give another data folder",
      );
    }
    return undefined;
  }
  return owner !== undefined && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

function nobody(): ServerUser {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name === "nobody") return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL refuses to run as root and there is no user `nobody`: run as a user");
}
