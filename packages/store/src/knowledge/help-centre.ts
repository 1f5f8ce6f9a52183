import type {
  ArticleAudience,
  ArticleBlock,
  ArticleId,
  ArticleLocale,
  CategoryId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A published article as somebody reads it. */
export interface ReadableArticle {
  readonly id: ArticleId;
  readonly locale: ArticleLocale;
  readonly number: number;
  readonly title: string;
  readonly slug: string;
  readonly audience: ArticleAudience;
  readonly categoryId: CategoryId | null;
  readonly blocks: readonly ArticleBlock[];
  /** Ms since epoch: when it was first published, and this version of it. */
  readonly firstPublishedAt: number;
  readonly publishedAt: number;
  /** Its addresses in all languages it is published in. */
  readonly languages: readonly { readonly locale: ArticleLocale; readonly slug: string }[];
}

type Row = Omit<ReadableArticle, "firstPublishedAt" | "publishedAt"> & {
  readonly firstPublishedAt: Date;
  readonly publishedAt: Date;
};

/** Where its former addresses lead to it, too. */
export async function findPublished(
  q: Queryable,
  by: { readonly locale: ArticleLocale } & (
    | { readonly slug: string; readonly id?: undefined }
    | { readonly id: string; readonly slug?: undefined }
  ),
): Promise<ReadableArticle | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-published-article",
    text: `select a.id, t.locale, v.number, v.title, v.slug, a.audience,
        a.category_id as "categoryId", v.blocks, f.published_at as "firstPublishedAt",
        v.published_at as "publishedAt",
        (select jsonb_agg(jsonb_build_object('locale', o.locale, 'slug', ov.slug) order by o.locale)
          from article_texts o join article_versions ov on ov.article_id = o.article_id
            and ov.locale = o.locale and ov.number = o.versions
          where o.article_id = a.id and o.state = 'published') as languages
      from articles a
        join article_texts t on t.article_id = a.id and t.locale = $1 and t.state = 'published'
        join article_versions v on v.article_id = a.id and v.locale = t.locale
          and v.number = t.versions
        join article_versions f on f.article_id = a.id and f.locale = t.locale and f.number = 1
      where a.id = coalesce($3::uuid,
        (select article_id from article_slugs where locale = $1 and slug = $2))`,
    values: [by.locale, by.slug ?? null, by.id ?? null],
  });
  const [row] = rows;
  return (
    row && {
      ...row,
      firstPublishedAt: row.firstPublishedAt.getTime(),
      publishedAt: row.publishedAt.getTime(),
    }
  );
}

/** A line of the help centre's list. */
export interface PublishedLine {
  readonly id: ArticleId;
  readonly title: string;
  readonly slug: string;
  readonly categoryId: CategoryId | null;
  /** Ms since epoch. */
  readonly publishedAt: number;
}

/** More than a help centre's pages show is found by its search. */
const LINES_MAX = 5_000;

/** What the help centre has in a language, by title; of one category and those under it. */
export async function listPublished(
  q: Queryable,
  locale: ArticleLocale,
  categoryId?: string,
): Promise<readonly PublishedLine[]> {
  const { rows } = await q.query<Omit<PublishedLine, "publishedAt"> & { publishedAt: Date }>({
    name: "list-published-articles",
    text: `select a.id, v.title, v.slug, a.category_id as "categoryId", v.published_at as "publishedAt"
      from article_texts t join articles a on a.id = t.article_id
        join article_versions v on v.article_id = t.article_id and v.locale = t.locale
          and v.number = t.versions
      where t.locale = $1 and t.state = 'published' and a.audience = 'public'
        and ($2::uuid is null or a.category_id in
          (select id from categories where $2::uuid in (id, parent_id)))
      order by lower(v.title), a.id limit ${LINES_MAX}`,
    values: [locale, categoryId ?? null],
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.getTime() }));
}

/** One address of the help centre, for those who list it whole. */
export interface PublishedAddress {
  readonly id: ArticleId;
  readonly locale: ArticleLocale;
  readonly slug: string;
  readonly publishedAt: number;
}

/** A sitemap holds no more (sitemaps.org). */
const SITEMAP_MAX = 50_000;

export async function listPublishedAddresses(q: Queryable): Promise<readonly PublishedAddress[]> {
  const { rows } = await q.query<Omit<PublishedAddress, "publishedAt"> & { publishedAt: Date }>({
    name: "list-published-addresses",
    text: `select a.id, t.locale, v.slug, v.published_at as "publishedAt"
      from article_texts t join articles a on a.id = t.article_id
        join article_versions v on v.article_id = t.article_id and v.locale = t.locale
          and v.number = t.versions
      where t.state = 'published' and a.audience = 'public'
      order by a.id, t.locale limit ${SITEMAP_MAX}`,
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.getTime() }));
}
