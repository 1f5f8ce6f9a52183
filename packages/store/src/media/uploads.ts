import type { ConversationId, StoredBytes } from "@circuito/domain";
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
  readonly lengthMs?: number;
  readonly isVoice?: true;
}

/** Who looks for a file they uploaded yesterday has sent it, or will not. */
const UNCLAIMED_KEPT_MS = 24 * 60 * 60_000;

/** Notes an upload whose bytes are in the media store already. */
export async function saveUpload(q: Queryable, upload: Upload): Promise<void> {
  await q.query({
    name: "save-upload",
    text: `insert into uploads (id, uploader_id, file_name, mime_type, size_bytes, sha256, warning,
        length_ms, is_voice)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      upload.id,
      upload.uploaderId,
      upload.fileName,
      upload.mimeType,
      upload.sizeBytes,
      upload.sha256,
      upload.warning ?? null,
      upload.lengthMs ?? null,
      upload.isVoice === true,
    ],
  });
}

/**
 * Finds and locks the files of a message that is about to be written, in the order asked for. Each is
 * its uploader's and in no message yet, or went with an answer here that reached nobody and is tried
 * again: whoever writes here has seen it. {@link spendUploads} then makes them the message's.
 * @returns `undefined` when one is not there, not theirs, or named twice
 */
export async function lockUploads(
  tx: Queryable,
  ids: readonly string[],
  uploaderId: string,
  conversationId: ConversationId,
): Promise<readonly StoredUpload[] | undefined> {
  if (ids.length === 0) return [];
  const { rows } = await tx.query<UploadRow>({
    name: "lock-uploads",
    text: `select u.id, u.file_name as "fileName", u.mime_type as "mimeType",
        u.size_bytes as "sizeBytes", u.sha256, u.warning,
        u.length_ms as "lengthMs", u.is_voice as "isVoice"
      from uploads u where u.id = any($1::uuid[]) and u.uploader_id = $2
      order by u.id for update`,
    values: [ids, uploaderId],
  });
  const found = new Map(rows.map((row) => [row.id, mediaOf(row)]));
  const rest = ids.filter((id) => !found.has(id));
  if (rest.length > 0) {
    for (const file of await findUndelivered(tx, rest, conversationId)) {
      found.set(file.uploadId, file);
    }
  }
  if (found.size < ids.length) return undefined;
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Takes an upload of theirs for what is no message; it is nobody else's any more once this is committed. */
export async function takeUpload(
  tx: Queryable,
  id: string,
  uploaderId: string,
): Promise<StoredBytes | undefined> {
  const { rows } = await tx.query<StoredBytes>({
    name: "take-upload",
    text: `delete from uploads where id = $1 and uploader_id = $2
      returning sha256, size_bytes as "sizeBytes"`,
    values: [id, uploaderId],
  });
  return rows[0];
}

/** They are in a message now, and in no second one. */
export async function spendUploads(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query({
    name: "spend-uploads",
    text: "delete from uploads where id = any($1::uuid[])",
    values: [ids],
  });
}

/** A file of ours, as its message has it. */
export type StoredUpload = StoredMedia & {
  readonly uploadId: string;
  readonly sizeBytes: number;
};

type UploadRow = Omit<Upload, "warning" | "lengthMs" | "isVoice"> & {
  readonly warning: NonNullable<Upload["warning"]> | null;
  readonly lengthMs: number | null;
  readonly isVoice: boolean;
};

function mediaOf({
  id,
  fileName,
  mimeType,
  sizeBytes,
  sha256,
  warning,
  lengthMs,
  isVoice,
}: UploadRow): StoredUpload {
  const kept = { fileName, mimeType, sizeBytes, sha256, state: "stored", uploadId: id } as const;
  return {
    ...kept,
    disposition: "attachment",
    ...(warning && { warning }),
    ...(lengthMs !== null && { lengthMs }),
    ...(isVoice && { isVoice }),
  };
}

async function findUndelivered(
  tx: Queryable,
  ids: readonly string[],
  conversationId: ConversationId,
): Promise<readonly StoredUpload[]> {
  const { rows } = await tx.query<{ file: StoredUpload }>({
    name: "find-undelivered-files",
    text: `select f.file from deliveries d join messages m on m.id = d.message_id
        cross join jsonb_array_elements(m.media) as f(file)
      where d.conversation_id = $1 and d.status = 'failed' and f.file->>'uploadId' = any($2::text[])`,
    values: [conversationId, ids],
  });
  return rows.map(({ file }) => file);
}

/** Forgets uploads that went into no message and wait for none. Their bytes stay: others may have the same. */
export async function forgetUnclaimedUploads(q: Queryable): Promise<number> {
  const { rowCount } = await q.query({
    name: "forget-unclaimed-uploads",
    text: `delete from uploads u where created_at < now() - $1 * interval '1 millisecond'
      and not exists (select from held_replies h where h.state in ('held','refused')
        and h.agent_id = u.uploader_id and h.words->'mediaIds' ? u.id::text)`,
    values: [UNCLAIMED_KEPT_MS],
  });
  return rowCount ?? 0;
}
