import { createHash } from "node:crypto";
import type { StoredBytes } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A picture that a mail names and that was fetched for its readers, or why it was not. */
export type RemotePicture =
  | { readonly kind: "kept"; readonly stored: StoredBytes; readonly mimeType: string }
  | { readonly kind: "refused"; readonly because: string };

/** A server that was away may be back after lunch; asking at every look would tell it of every look. */
const REFUSAL_KEPT_MS = 60 * 60_000;

/** What is known of a picture; `undefined`: it is to be fetched, for the first time or again. */
export async function findRemotePicture(
  q: Queryable,
  url: string,
): Promise<RemotePicture | undefined> {
  const { rows } = await q.query<{
    sha256: string | null;
    mimeType: string | null;
    sizeBytes: number | null;
    refused: string | null;
  }>({
    name: "find-remote-picture",
    text: `select sha256, mime_type as "mimeType", size_bytes as "sizeBytes", refused
      from remote_pictures where url_hash = $1
        and (refused is null or at > now() - $2 * interval '1 millisecond')`,
    values: [hashOf(url), REFUSAL_KEPT_MS],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { sha256, mimeType, sizeBytes } = row;
  if (sha256 === null || mimeType === null || sizeBytes === null) {
    return { kind: "refused", because: row.refused ?? "" };
  }
  return { kind: "kept", stored: { sha256, sizeBytes }, mimeType };
}

export async function saveRemotePicture(
  q: Queryable,
  url: string,
  picture: RemotePicture,
): Promise<void> {
  const kept = picture.kind === "kept" ? picture : undefined;
  await q.query({
    name: "save-remote-picture",
    text: `insert into remote_pictures (url_hash, sha256, mime_type, size_bytes, refused)
      values ($1, $2, $3, $4, $5)
      on conflict (url_hash) do update set sha256 = excluded.sha256, mime_type = excluded.mime_type,
        size_bytes = excluded.size_bytes, refused = excluded.refused, at = now()`,
    values: [
      hashOf(url),
      kept?.stored.sha256 ?? null,
      kept?.mimeType ?? null,
      kept?.stored.sizeBytes ?? null,
      picture.kind === "refused" ? picture.because : null,
    ],
  });
}

function hashOf(url: string): Buffer {
  return createHash("sha256").update(url).digest();
}
