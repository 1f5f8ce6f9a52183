import {
  type AgentId,
  type ArticleBlock,
  type ArticleDraft,
  type ArticleId,
  type ArticleLocale,
  type ArticleState,
  type ArticleWord,
  picturesIn,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { STEMS } from "./search-articles.ts";

/** An article in one language, as it is written on. */
export interface ArticleText extends ArticleDraft {
  readonly locale: ArticleLocale;
  readonly state: ArticleState;
  readonly revision: number;
  readonly versions: number;
  readonly isChanged: boolean;
  /** Address of its newest version, under which it is read. */
  readonly publishedSlug: string | null;
  readonly updatedByName: string | null;
  /** Ms since epoch. */
  readonly updatedAt: number;
}

type Row = Omit<ArticleText, "updatedAt"> & { readonly updatedAt: Date };

const TEXTS = `select t.locale, t.state, t.title, t.slug, t.body, t.keywords, t.revision, t.versions,
    t.is_changed as "isChanged", v.slug as "publishedSlug", g.name as "updatedByName", t.updated_at as "updatedAt"
  from article_texts t left join agents g on g.id = t.updated_by
    left join article_versions v on v.article_id = t.article_id and v.locale = t.locale
      and v.number = t.versions`;

const textOf = (row: Row): ArticleText => ({ ...row, updatedAt: row.updatedAt.getTime() });

export async function listArticleTexts(
  q: Queryable,
  articleId: string,
): Promise<readonly ArticleText[]> {
  const { rows } = await q.query<Row>({
    name: "list-article-texts",
    text: `${TEXTS} where t.article_id = $1 order by t.locale <> 'pt-BR', t.locale`,
    values: [articleId],
  });
  return rows.map(textOf);
}

export async function findArticleText(
  q: Queryable,
  articleId: string,
  locale: ArticleLocale,
): Promise<ArticleText | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-article-text",
    text: `${TEXTS} where t.article_id = $1 and t.locale = $2`,
    values: [articleId, locale],
  });
  return rows[0] && textOf(rows[0]);
}

export interface SavedText extends ArticleDraft {
  readonly articleId: ArticleId;
  readonly locale: ArticleLocale;
  readonly state: ArticleState;
  readonly revision: number;
  readonly versions: number;
  readonly isChanged: boolean;
}

/** Puts this in its place. The caller holds `lockArticle`. */
export async function saveArticleText(
  tx: Queryable,
  text: SavedText,
  by: AgentId | undefined,
  at: number,
): Promise<void> {
  await tx.query({
    name: "save-article-text",
    text: `with article as (update articles set updated_at = $12 where id = $1)
      insert into article_texts (article_id, locale, state, title, slug, body, keywords, revision,
        versions, is_changed, updated_by, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (article_id, locale) do update set state = excluded.state, title = excluded.title,
        slug = excluded.slug, body = excluded.body, keywords = excluded.keywords,
        revision = excluded.revision, versions = excluded.versions,
        is_changed = excluded.is_changed, updated_by = excluded.updated_by,
        updated_at = excluded.updated_at`,
    values: [
      text.articleId,
      text.locale,
      text.state,
      text.title,
      text.slug,
      text.body,
      text.keywords,
      text.revision,
      text.versions,
      text.isChanged,
      by ?? null,
      new Date(at).toISOString(),
    ],
  });
}

export interface ArticleVersion extends ArticleDraft {
  readonly number: number;
  readonly note: string;
  readonly publishedByName: string;
  /** Ms since epoch. */
  readonly publishedAt: number;
}

/** As many as anybody compares. */
const VERSIONS_MAX = 100;

/** Newest first. */
export async function listArticleVersions(
  q: Queryable,
  articleId: string,
  locale: ArticleLocale,
): Promise<readonly ArticleVersion[]> {
  const { rows } = await q.query<
    Omit<ArticleVersion, "publishedAt"> & { readonly publishedAt: Date }
  >({
    name: "list-article-versions",
    text: `select number, title, slug, body, keywords, note, published_by_name as "publishedByName",
        published_at as "publishedAt"
      from article_versions where article_id = $1 and locale = $2
      order by number desc limit ${VERSIONS_MAX}`,
    values: [articleId, locale],
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.getTime() }));
}

/** What is read now of a text; of what was never published nothing. */
export async function findNewestDraft(
  q: Queryable,
  articleId: string,
  locale: ArticleLocale,
): Promise<ArticleDraft | undefined> {
  const { rows } = await q.query<ArticleDraft>({
    name: "find-newest-draft",
    text: `select title, slug, body, keywords from article_versions
      where article_id = $1 and locale = $2 order by number desc limit 1`,
    values: [articleId, locale],
  });
  return rows[0];
}

export interface NewVersion extends Omit<ArticleVersion, "publishedAt"> {
  readonly articleId: ArticleId;
  readonly locale: ArticleLocale;
  readonly blocks: readonly ArticleBlock[];
  readonly publishedBy: AgentId | undefined;
}

export async function addArticleVersion(
  tx: Queryable,
  version: NewVersion,
  at: number,
): Promise<void> {
  await tx.query({
    name: "add-article-version",
    text: `with named as (insert into article_slugs (locale, slug, article_id) values ($2, $5, $1)
        on conflict (locale, slug) do nothing),
      shown as (insert into article_picture_uses (picture_id, article_id, locale, number)
        select id, $1::uuid, $2, $3::int from unnest($13::uuid[]) as shows(id))
      insert into article_versions (article_id, locale, number, title, slug, body, blocks, keywords,
        note, published_by, published_by_name, published_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      version.articleId,
      version.locale,
      version.number,
      version.title,
      version.slug,
      version.body,
      JSON.stringify(version.blocks),
      version.keywords,
      version.note,
      version.publishedBy ?? null,
      version.publishedByName,
      new Date(at).toISOString(),
      picturesIn(version.blocks),
    ],
  });
}

/** Whose these addresses are in a language: those that lead somewhere, by their slugs. */
export async function findSlugOwners(
  q: Queryable,
  slugs: readonly { readonly locale: string; readonly slug: string }[],
): Promise<
  readonly { readonly locale: string; readonly slug: string; readonly articleId: string }[]
> {
  if (slugs.length === 0) return [];
  const { rows } = await q.query<{ locale: string; slug: string; articleId: string }>({
    name: "find-slug-owners",
    text: `select s.locale, s.slug, s.article_id as "articleId" from article_slugs s
      join unnest($1::text[], $2::text[]) as n(locale, slug) using (locale, slug)`,
    values: [slugs.map(({ locale }) => locale), slugs.map(({ slug }) => slug)],
  });
  return rows;
}

/** Two publish under one address: the second waits, and finds it taken. */
export async function lockSlugs(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('article-slugs'))");
}

/** What a text is found by from now on; forms of its language's words are added here. */
export async function saveArticleWords(
  tx: Queryable,
  articleId: ArticleId,
  locale: ArticleLocale,
  words: readonly ArticleWord[],
): Promise<void> {
  await tx.query({
    name: "save-article-words",
    text: `insert into article_words (article_id, locale, words)
      select $1, $2, coalesce(string_agg(format('%s:%s%s', f.form, n.position, n.weight), ' '), '')::tsvector
      from unnest($4::text[], $5::text[], $6::int[], $7::text[]) as n(word, written, position, weight)
        cross join lateral (select n.word as form
          union select unnest(ts_lexize($3::regdictionary, n.word))
          union select unnest(ts_lexize($3::regdictionary, n.written))) f
      on conflict (article_id, locale) do update set words = excluded.words`,
    values: [
      articleId,
      locale,
      STEMS[locale],
      words.map(({ word }) => word),
      words.map(({ written }) => written),
      words.map(({ position }) => position),
      words.map(({ weight }) => weight),
    ],
  });
}
