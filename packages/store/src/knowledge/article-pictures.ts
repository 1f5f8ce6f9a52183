import type { AgentId, PictureType } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A picture for articles, judged by its bytes. */
export interface ArticlePicture {
  readonly id: string;
  /** In the media store. */
  readonly sha256: string;
  readonly mimeType: PictureType;
  /** Px. */
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
}

const COLUMNS = `p.id, p.sha256, p.mime_type as "mimeType", p.width, p.height, p.size_bytes as "sizeBytes"`;

export async function addArticlePicture(
  tx: Queryable,
  picture: ArticlePicture,
  addedBy: AgentId | undefined,
  at: number,
): Promise<void> {
  await tx.query({
    name: "add-article-picture",
    text: `insert into article_pictures
        (id, sha256, mime_type, width, height, size_bytes, added_by, added_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      picture.id,
      picture.sha256,
      picture.mimeType,
      picture.width,
      picture.height,
      picture.sizeBytes,
      addedBy ?? null,
      new Date(at).toISOString(),
    ],
  });
}

/** For whoever works here. */
export async function findArticlePicture(
  q: Queryable,
  id: string,
): Promise<ArticlePicture | undefined> {
  const { rows } = await q.query<ArticlePicture>({
    name: "find-article-picture",
    text: `select ${COLUMNS} from article_pictures p where p.id = $1`,
    values: [id],
  });
  return rows[0];
}

/** For everybody: of an article that everybody reads, as it is read now. */
export async function findPublicPicture(
  q: Queryable,
  id: string,
): Promise<ArticlePicture | undefined> {
  const { rows } = await q.query<ArticlePicture>({
    name: "find-public-picture",
    text: `select ${COLUMNS} from article_pictures p where p.id = $1 and exists (
      select from article_picture_uses u
        join article_texts t on t.article_id = u.article_id and t.locale = u.locale
          and t.versions = u.number and t.state = 'published'
        join articles a on a.id = u.article_id and a.audience = 'public'
      where u.picture_id = p.id)`,
    values: [id],
  });
  return rows[0];
}

/** Those of them that are there. */
export async function findPictureIds(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await q.query<{ id: string }>({
    name: "find-picture-ids",
    text: "select id from article_pictures where id = any($1::uuid[])",
    values: [ids],
  });
  return new Set(rows.map(({ id }) => id));
}
