import type { ArticleId, ArticleLocale } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Somebody answered whether it was useful. Only their count is kept. */
export async function addArticleVote(
  q: Queryable,
  vote: {
    readonly articleId: ArticleId;
    readonly locale: ArticleLocale;
    readonly isUseful: boolean;
  },
  at: number,
): Promise<void> {
  await q.query({
    name: "add-article-vote",
    text: `insert into article_votes (article_id, locale, day, useful, useless)
      values ($1, $2, $3, $4, $5)
      on conflict (article_id, locale, day) do update
        set useful = article_votes.useful + excluded.useful,
          useless = article_votes.useless + excluded.useless`,
    values: [vote.articleId, vote.locale, dayOf(at), vote.isUseful ? 1 : 0, vote.isUseful ? 0 : 1],
  });
}

/** Questions are kept as long as the figures look back. */
export const QUESTIONS_KEPT_DAYS = 90;
/** Different questions of one day and place: somebody who sends random words fills no disk. */
const QUESTIONS_A_DAY_MAX = 5_000;

/** Counts a question that was looked for. What is over its time goes with the first of a day. */
export async function countQuestion(
  q: Queryable,
  asked: {
    readonly place: "help" | "desk";
    readonly locale: ArticleLocale;
    /** As `countedQuestion` gives it. */
    readonly question: string;
    readonly isMissed: boolean;
  },
  at: number,
): Promise<void> {
  if (asked.question === "") return;
  await q.query({
    name: "count-question",
    text: `with old as (delete from article_questions
        where day < $1::date - ${QUESTIONS_KEPT_DAYS})
      insert into article_questions (day, place, locale, question, times, misses)
      select $1::date, $2, $3, $4, 1, $5::int
      where (select count(*) from article_questions where day = $1::date and place = $2)
        < ${QUESTIONS_A_DAY_MAX}
      on conflict (day, place, locale, question) do update
        set times = article_questions.times + 1,
          misses = article_questions.misses + excluded.misses`,
    values: [dayOf(at), asked.place, asked.locale, asked.question, asked.isMissed ? 1 : 0],
  });
}

/** In UTC: these are counts over weeks. */
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
