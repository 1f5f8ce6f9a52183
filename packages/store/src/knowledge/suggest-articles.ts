import type { ArticleLocale, AskedWord, CategoryId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type ArticleHit, wordForms } from "./search-articles.ts";

/** What a conversation is about, as far as articles are found by it. */
export interface ConversationMatter {
  readonly categoryId: CategoryId | null;
  /** What it is called, and the customer's own words, newest first. */
  readonly texts: readonly string[];
}

/** What was said last is what it is about now; a long story begins with a greeting. */
const MESSAGES_MAX = 5;
/** Of one message: who pastes a contract has said what they want before it. */
const TEXT_LENGTH_MAX = 2_000;

/** @returns `undefined` for a conversation that is not there */
export async function findConversationMatter(
  q: Queryable,
  conversationId: string,
): Promise<ConversationMatter | undefined> {
  const { rows } = await q.query<ConversationMatter>({
    name: "find-conversation-matter",
    text: `select c.category_id as "categoryId",
        array_remove(array[c.title, c.subject], null) || array(
          select left(m.text, $3) from messages m
          where m.conversation_id = c.id and m.direction = 'inbound' and m.text <> ''
          order by m.seq desc limit $2) as texts
      from conversations c where c.id = $1`,
    values: [conversationId, MESSAGES_MAX, TEXT_LENGTH_MAX],
  });
  return rows[0];
}

/** An article that fits, and what it was found by. */
export interface SuggestedArticle extends ArticleHit {
  /** The conversation's own category or the one above it, where the article stands in it. */
  readonly category: string | null;
  /** Words of the customer that it has, the most telling first. */
  readonly found: readonly string[];
}

/** One common word says nothing: of words alone, so many must be there, or one of them in title or keywords. */
const WORDS_MIN = 2;
/** A word that so many articles have tells none from another. */
const WORD_ARTICLES_MAX = 300;
/** The rarest of what a customer said: more of them cost more and change nothing. */
const TELLING_WORDS_MAX = 8;

/**
 * Published articles that fit a conversation: those of its category and with the customer's words first. A word
 * counts the more, the fewer articles have it.
 */
export async function suggestArticles(
  q: Queryable,
  matter: {
    readonly categoryId: CategoryId | null;
    readonly words: readonly AskedWord[];
    readonly locale: ArticleLocale;
  },
  limit: number,
): Promise<readonly SuggestedArticle[]> {
  const { categoryId, words, locale } = matter;
  // Words of every text ("de", "the") have no stems, and tell nothing.
  const telling = (await wordForms(q, locale, words)).filter(({ stems }) => stems.length > 0);
  const queries = telling.map(({ word, stems }) =>
    [...new Set([word, ...stems])].map((form) => `'${form}'`).join(" | "),
  );
  const { rows } = await q.query<SuggestedArticle>({
    name: "suggest-articles",
    text: `with asked as materialized (
        select word, query::tsquery as query,
          (select count(*) from (select from article_words w
            where w.locale = $1 and w.words @@ query::tsquery limit $4 + 1) n) as articles
        from unnest($2::text[], $3::text[]) as n(word, query)
      ), telling as materialized (
        select * from asked where articles between 1 and $4 order by articles, word limit $5
      ), met as materialized (
        select a.word, w.article_id, ts_rank(w.words, a.query, 1) / a.articles as weight,
          ts_rank('{0,0,0,1}', w.words, a.query) > 0 as is_named
        from telling a cross join lateral (select w.article_id, w.words from article_words w
          where w.locale = $1 and w.words @@ a.query) w
      ), by_words as (
        select article_id, array_agg(word order by weight desc, word) as found, sum(weight) as score
        from met group by article_id having count(*) >= $6 or bool_or(is_named)
      ), by_category as (
        select a.id as article_id, c.name as category from categories mine
          join categories c on c.id in (mine.id, mine.parent_id)
          join articles a on a.category_id = c.id
        where mine.id = $7
      ), fitting as (
        select article_id, c.category, coalesce(w.found, '{}') as found, coalesce(w.score, 0) as score,
          t.versions
        from by_words w full join by_category c using (article_id)
          join article_texts t using (article_id)
        where t.locale = $1 and t.state = 'published'
        order by c.category is not null and w.score > 0 desc nulls last, coalesce(w.score, 0) desc, article_id
        limit $8
      )
      select f.article_id as "articleId", v.locale, v.number, v.title, v.slug, a.audience,
        a.category_id as "categoryId", v.blocks, f.category, f.found
      from fitting f join articles a on a.id = f.article_id
        join article_versions v on v.article_id = f.article_id and v.locale = $1 and v.number = f.versions
      order by f.category is not null and f.score > 0 desc, f.score desc, f.article_id`,
    values: [
      ...[locale, telling.map(({ word }) => word), queries],
      ...[WORD_ARTICLES_MAX, TELLING_WORDS_MAX, WORDS_MIN, categoryId, limit],
    ],
  });
  return rows;
}
