import type { Queryable } from "../database.ts";
import type { StoredMedia } from "../schema/index.ts";

/** A file that somebody of us uploaded and put into no message yet. */
export interface Upload {
  readonly id: string;
  readonly uploaderId: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly warning?: StoredMedia["warning"];
}

/** Who looks for a file they uploaded yesterday has sent it, or will not. */
const UNCLAIMED_KEPT_MS = 24 * 60 * 60_000;

/** Notes an upload whose bytes are in the media store already. */
export async function saveUpload(q: Queryable, upload: Upload): Promise<void> {
  await q.query({
    name: "save-upload",
    text: `insert into uploads (id, uploader_id, file_name, mime_type, size_bytes, sha256, warning)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      upload.id,
      upload.uploaderId,
      upload.fileName,
      upload.mimeType,
      upload.sizeBytes,
      upload.sha256,
      upload.warning ?? null,
    ],
  });
}

/**
 * Takes uploads for a message, in the order asked for; each can be taken once, and by its uploader.
 * @returns `undefined`, with nothing taken, when one is not there, not theirs, or named twice
 */
export async function takeUploads(
  tx: Queryable,
  ids: readonly string[],
  uploaderId: string,
): Promise<readonly StoredMedia[] | undefined> {
  if (ids.length === 0) return [];
  const { rows } = await tx.query<Omit<Upload, "warning"> & { warning: Upload["warning"] | null }>({
    name: "take-uploads",
    text: `with mine as (
        select id from uploads where id = any($1::uuid[]) and uploader_id = $2 for update
      )
      delete from uploads u using mine
      where u.id = mine.id and (select count(*) from mine) = $3
      returning u.id, u.file_name as "fileName", u.mime_type as "mimeType",
        u.size_bytes as "sizeBytes", u.sha256, u.warning`,
    values: [ids, uploaderId, ids.length],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (byId.size < ids.length) return undefined;
  return ids.flatMap((id): StoredMedia[] => {
    const row = byId.get(id);
    if (!row) return [];
    const { fileName, mimeType, sizeBytes, sha256, warning } = row;
    const kept = { fileName, mimeType, sizeBytes, sha256, state: "stored" } as const;
    return [{ ...kept, disposition: "attachment", ...(warning && { warning }) }];
  });
}

/** Forgets uploads that went into no message. Their bytes stay: others may have the same. */
export async function forgetUnclaimedUploads(q: Queryable): Promise<number> {
  const { rowCount } = await q.query({
    name: "forget-unclaimed-uploads",
    text: "delete from uploads where created_at < now() - $1 * interval '1 millisecond'",
    values: [UNCLAIMED_KEPT_MS],
  });
  return rowCount ?? 0;
}
