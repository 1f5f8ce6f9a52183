import type {
  AgentId,
  ArticleAudience,
  ArticleId,
  ArticleLocale,
  ArticleState,
  AskedWord,
  CategoryId,
  ConversationId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "../reading/cursor.ts";
import { wordForms, wordsQuery } from "./search-articles.ts";

export interface Article {
  readonly id: ArticleId;
  readonly categoryId: CategoryId | null;
  readonly audience: ArticleAudience;
  readonly conversationId: ConversationId | null;
}

/** One language of an article as a list shows it. */
export interface ArticleTextLine {
  readonly locale: ArticleLocale;
  readonly title: string;
  readonly state: ArticleState;
  readonly isChanged: boolean;
}

export interface ArticleLine extends Article {
  readonly texts: readonly ArticleTextLine[];
  /** Ms since epoch. */
  readonly updatedAt: number;
}

export interface ArticleFilter {
  /** All must be in it. */
  readonly words: readonly AskedWord[];
  /** Whose word forms are known. */
  readonly locale: ArticleLocale;
  readonly state?: ArticleState | undefined;
  readonly audience?: ArticleAudience | undefined;
  readonly categoryId?: string | undefined;
}

const COLUMNS = `a.id, a.category_id as "categoryId", a.audience, a.conversation_id as "conversationId"`;

/** Articles in any state, last changed first. */
export async function listArticles(
  q: Queryable,
  filter: ArticleFilter,
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ readonly items: readonly ArticleLine[]; readonly nextCursor: string | null }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where: string[] = ["true"];
  if (filter.words.length > 0) {
    const query = wordsQuery(await wordForms(q, filter.locale, filter.words));
    // In whatever language it is found: who lists articles looks for one, not for a reading.
    where.push(`a.id in (select article_id from article_words
      where words @@ ${bind(query.all)}::tsquery)`);
  }
  if (filter.state) {
    where.push(`exists (select from article_texts t
      where t.article_id = a.id and t.state = ${bind(filter.state)})`);
  }
  if (filter.audience) where.push(`a.audience = ${bind(filter.audience)}`);
  if (filter.categoryId) {
    where.push(`a.category_id in (select id from categories
      where ${bind(filter.categoryId)}::uuid in (id, parent_id))`);
  }
  if (cursor) {
    where.push(`(a.updated_at, a.id)
      < (${bind(new Date(cursor.at).toISOString())}::timestamptz, ${bind(cursor.id)}::uuid)`);
  }
  const { rows } = await q.query<Omit<ArticleLine, "updatedAt"> & { readonly updatedAt: Date }>({
    text: `select ${COLUMNS}, a.updated_at as "updatedAt",
        coalesce((select jsonb_agg(jsonb_build_object('locale', t.locale, 'title', t.title,
            'state', t.state, 'isChanged', t.is_changed) order by t.locale <> 'pt-BR', t.locale)
          from article_texts t where t.article_id = a.id), '[]') as texts
      from articles a where ${where.join(" and ")}
      order by a.updated_at desc, a.id desc limit ${bind(limit + 1)}`,
    values,
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({ ...row, updatedAt: row.updatedAt.getTime() })),
    nextCursor: last ? cursorText({ rank: 0, at: last.updatedAt.getTime(), id: last.id }) : null,
  };
}

export async function findArticle(q: Queryable, id: string): Promise<Article | undefined> {
  const { rows } = await q.query<Article>({
    name: "find-article",
    text: `select ${COLUMNS} from articles a where a.id = $1`,
    values: [id],
  });
  return rows[0];
}

/** Whoever writes on any of its languages holds it. */
export async function lockArticle(tx: Queryable, id: string): Promise<Article | undefined> {
  const { rows } = await tx.query<Article>({
    name: "lock-article",
    text: `select ${COLUMNS} from articles a where a.id = $1 for update`,
    values: [id],
  });
  return rows[0];
}

/** The article that was learned in a conversation. */
export async function findArticleOf(
  q: Queryable,
  conversationId: string,
): Promise<ArticleId | undefined> {
  const { rows } = await q.query<{ id: ArticleId }>({
    name: "find-article-of-conversation",
    text: "select id from articles where conversation_id = $1",
    values: [conversationId],
  });
  return rows[0]?.id;
}

/** @returns whether it is new: an id, or a conversation, makes one article */
export async function addArticle(
  tx: Queryable,
  article: Article,
  createdBy: AgentId | undefined,
  at: number,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "add-article",
    text: `insert into articles
        (id, category_id, audience, conversation_id, created_by, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing`,
    values: [
      article.id,
      article.categoryId,
      article.audience,
      article.conversationId,
      createdBy ?? null,
      new Date(at).toISOString(),
    ],
  });
  return rowCount === 1;
}

export async function placeArticle(
  tx: Queryable,
  { id, categoryId, audience }: Pick<Article, "id" | "categoryId" | "audience">,
  at: number,
): Promise<void> {
  await tx.query({
    name: "place-article",
    text: "update articles set category_id = $2, audience = $3, updated_at = $4 where id = $1",
    values: [id, categoryId, audience, new Date(at).toISOString()],
  });
}
