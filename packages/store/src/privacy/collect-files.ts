import { createHash } from "node:crypto";
import type { ContactId, MailHtml } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { StoredMedia } from "../schema/index.ts";

/** What names files of a message. */
export interface NamesFiles {
  readonly media: readonly StoredMedia[];
  readonly html: MailHtml | null;
}

/** Notes the files of messages before these forget them: whether anybody else has the same is asked later. */
export async function collectFiles(
  tx: Queryable,
  contactId: ContactId,
  messages: readonly NamesFiles[],
): Promise<void> {
  const files = messages.flatMap(({ media, html }) => [
    ...media.flatMap(({ sha256 }) => sha256 ?? []),
    ...(html && "full" in html ? [html.full.sha256, html.visible.sha256] : []),
  ]);
  const pictures = messages
    .flatMap(({ html }) => html?.remoteImages ?? [])
    .map((url) => createHash("sha256").update(url).digest());
  await noteFiles(tx, contactId, files);
  if (pictures.length === 0) return;
  await tx.query({
    name: "erase-remote-pictures",
    text: `with gone as (delete from remote_pictures where url_hash = any($2::bytea[]) returning sha256)
      insert into erasure_files (contact_id, sha256)
      select distinct $1::uuid, sha256 from gone where sha256 is not null on conflict do nothing`,
    values: [contactId, pictures],
  });
}

export async function noteFiles(
  tx: Queryable,
  contactId: ContactId,
  sha256s: readonly string[],
): Promise<void> {
  if (sha256s.length === 0) return;
  await tx.query({
    name: "note-files-to-erase",
    text: `insert into erasure_files (contact_id, sha256) select distinct $1::uuid, f from
      unnest($2::text[]) f on conflict do nothing`,
    values: [contactId, sha256s],
  });
}
