import type { Database, Queryable } from "../database.ts";
import type { MediaStore } from "../media/media-store.ts";
import { type Erasure, postponeErasure, saveProgress } from "./erasure.ts";
import { hasFiles, spareNewlyShared } from "./spare-shared-files.ts";

/** A store that is slow takes a second each. */
const FILES_PER_CHUNK = 20;
/** So long a walk holds, with what was written since asked once more. */
const WALK_HOLDS = "1 hour";

/** Files that nobody else has, to be removed now. */
export interface FilesToRemove {
  readonly sha256s: readonly string[];
  /** Whoever put one at this instant or later relies on it. Ms since epoch. */
  readonly since: number;
}

/**
 * Takes the next files of an erasure in hand, for as long as `leaseMs`: they are removed once this is committed,
 * since a store may take its time, and a transaction may not.
 * @param settlesMs how long after bytes were put the row that names them may come
 * @returns `undefined`: there are none; the erasure is done, or goes on with another walk
 */
export async function takeFiles(
  tx: Queryable,
  erasure: Erasure,
  settlesMs: number,
  leaseMs: number,
): Promise<FilesToRemove | undefined> {
  if (await isWalkedLongAgo(tx, erasure)) {
    await saveProgress(tx, erasure, "files", "");
    return undefined;
  }
  await spareNewlyShared(tx, erasure);
  const { rows } = await tx.query<{ sha256: string; since: number }>({
    name: "take-files-to-remove",
    text: `select f.sha256, (extract(epoch from e.walked_at) * 1000)::float8 - $3 as since
      from erasure_files f join erasures e using (contact_id)
      where f.contact_id = $1 and f.sha256 > $2 order by f.sha256 limit ${FILES_PER_CHUNK}`,
    values: [erasure.contactId, erasure.cursor, settlesMs],
  });
  const [first] = rows;
  if (!first) {
    await endRound(tx, erasure, settlesMs);
    return undefined;
  }
  const sha256s = rows.map(({ sha256 }) => sha256);
  await saveProgress(tx, erasure, "removing", erasure.cursor);
  await postponeErasure(tx, erasure, leaseMs);
  return { sha256s, since: first.since };
}

/** A store was away: what was written since is more than one statement asks. */
async function isWalkedLongAgo(tx: Queryable, { contactId }: Erasure): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "is-walked-long-ago",
    text: `select from erasures
      where contact_id = $1 and walked_at < now() - interval '${WALK_HOLDS}'`,
    values: [contactId],
  });
  return rowCount === 1;
}

/** What somebody put again while it was walked is asked about again: they have it, or never will. */
async function endRound(tx: Queryable, erasure: Erasure, settlesMs: number): Promise<void> {
  if (await hasFiles(tx, erasure)) {
    await saveProgress(tx, erasure, "files", "");
    await postponeErasure(tx, erasure, settlesMs);
    return;
  }
  await tx.query("delete from erasure_keys where contact_id = $1", [erasure.contactId]);
  await saveProgress(tx, erasure, "done", "");
}

/** Bytes are gone before it is said that they are. */
export async function removeFiles(
  { database, media }: { readonly database: Database; readonly media: Pick<MediaStore, "remove"> },
  erasure: Erasure,
  { sha256s, since }: FilesToRemove,
): Promise<void> {
  const removed: string[] = [];
  for (const sha256 of sha256s) {
    if (await media.remove(sha256, since)) removed.push(sha256);
  }
  await database.transaction(async ({ client }) => {
    await client.query({
      name: "forget-removed-files",
      text: "delete from erasure_files where contact_id = $1 and sha256 = any($2::text[])",
      values: [erasure.contactId, removed],
    });
    await saveProgress(client, erasure, "removing", sha256s.at(-1) ?? "");
  });
}
