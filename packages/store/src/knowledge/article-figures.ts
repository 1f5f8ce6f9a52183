import type { ArticleId, ArticleLocale, CategoryId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What came of an article since an instant. */
export interface ArticleFigures {
  /** Replies that it went with. */
  readonly uses: number;
  /** Conversations of these that were solved after it, and were not opened again. */
  readonly held: number;
  /** Conversations of these that were solved, or opened again since: `held` is of these. */
  readonly settled: number;
  readonly useful: number;
  readonly useless: number;
}

/**
 * A conversation is settled by an article when it was solved after the article went out; it held
 * unless it is open again, or was opened again after that.
 */
const USES = `select u.article_id, count(distinct u.message_id)::int as uses,
    count(distinct u.conversation_id) filter (where o.is_settled)::int as settled,
    count(distinct u.conversation_id) filter (where o.is_settled and not o.is_reopened)::int as held
  from article_uses u
    join conversations c on c.id = u.conversation_id
    cross join lateral (select
        exists (select from activities y where y.conversation_id = c.id and y.kind = 'resolved'
          and y.at >= u.at) as is_settled,
        exists (select from activities y where y.conversation_id = c.id and y.kind = 'reopened'
          and y.at >= u.at) as is_reopened) o`;

export async function findArticleFigures(
  q: Queryable,
  articleId: ArticleId,
  since: number,
): Promise<ArticleFigures> {
  const { rows } = await q.query<ArticleFigures>({
    name: "find-article-figures",
    text: `with used as (${USES} where u.article_id = $1 and u.at >= $2 group by u.article_id),
        voted as (select sum(useful)::int as useful, sum(useless)::int as useless
          from article_votes where article_id = $1 and day >= $2::timestamptz::date)
      select coalesce((select uses from used), 0) as uses,
        coalesce((select settled from used), 0) as settled,
        coalesce((select held from used), 0) as held,
        coalesce((select useful from voted), 0) as useful,
        coalesce((select useless from voted), 0) as useless`,
    values: [articleId, new Date(since).toISOString()],
  });
  const [row] = rows;
  if (!row) throw new Error(`figures of article ${articleId}`);
  return row;
}

export interface UsedArticle extends ArticleFigures {
  readonly id: ArticleId;
  readonly title: string;
}

/** As many as a table shows. */
const TOP_MAX = 50;

/** Those that were used, or judged, most. */
export async function listUsedArticles(
  q: Queryable,
  since: number,
): Promise<readonly UsedArticle[]> {
  const { rows } = await q.query<UsedArticle>({
    name: "list-used-articles",
    text: `with used as (${USES} where u.at >= $1 group by u.article_id),
        voted as (select article_id, sum(useful)::int as useful, sum(useless)::int as useless
          from article_votes where day >= $1::timestamptz::date group by article_id)
      select article_id as id, coalesce(u.uses, 0) as uses, coalesce(u.settled, 0) as settled,
        coalesce(u.held, 0) as held, coalesce(v.useful, 0) as useful,
        coalesce(v.useless, 0) as useless,
        (select title from article_texts t where t.article_id = coalesce(u.article_id, v.article_id)
          order by t.locale <> 'pt-BR', t.locale limit 1) as title
      from used u full join voted v using (article_id)
      order by coalesce(u.uses, 0) desc, coalesce(v.useful, 0) + coalesce(v.useless, 0) desc, id
      limit ${TOP_MAX}`,
    values: [new Date(since).toISOString()],
  });
  return rows;
}

/** A question that found nothing. */
export interface MissedQuestion {
  readonly question: string;
  readonly locale: ArticleLocale;
  /** Times it was asked, and of these without anything that has all its words. */
  readonly times: number;
  readonly misses: number;
  /** Asked by customers, by us. */
  readonly places: readonly ("help" | "desk")[];
}

export async function listMissedQuestions(
  q: Queryable,
  since: number,
): Promise<readonly MissedQuestion[]> {
  const { rows } = await q.query<MissedQuestion>({
    name: "list-missed-questions",
    text: `select question, locale, sum(times)::int as times, sum(misses)::int as misses,
        array_agg(distinct place order by place desc) as places
      from article_questions where day >= $1::timestamptz::date and misses > 0
      group by question, locale order by sum(misses) desc, question, locale limit ${TOP_MAX}`,
    values: [new Date(since).toISOString()],
  });
  return rows;
}

/** How much a category is asked about, and how much is written for it. */
export interface CategoryGap {
  readonly categoryId: CategoryId;
  /** Conversations that came since. */
  readonly conversations: number;
  /** Published articles, those of categories under it included. */
  readonly articles: number;
  /** Conversations of these in which an article was used. */
  readonly helped: number;
}

/** Most conversations without help first: there an article is missing, or not found. */
export async function listCategoryGaps(
  q: Queryable,
  since: number,
): Promise<readonly CategoryGap[]> {
  const { rows } = await q.query<CategoryGap>({
    name: "list-category-gaps",
    text: `with asked as (select c.category_id, count(*)::int as conversations,
          count(*) filter (where exists (select from article_uses u
            where u.conversation_id = c.id and u.at >= $1))::int as helped
        from conversations c
        where c.category_id is not null and c.arrived_at >= $1 group by c.category_id)
      select k.category_id as "categoryId", k.conversations, k.helped,
        (select count(distinct a.id)::int from articles a
          join article_texts t on t.article_id = a.id and t.state = 'published'
          join categories g on g.id = a.category_id
          where k.category_id in (g.id, g.parent_id)) as articles
      from asked k order by k.conversations - k.helped desc, k.category_id limit ${TOP_MAX}`,
    values: [new Date(since).toISOString()],
  });
  return rows;
}
