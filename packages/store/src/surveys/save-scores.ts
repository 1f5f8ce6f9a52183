import type { AskId, ConversationId, GivenScore, Level, SurveyKind } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A survey that goes out. */
export interface SentSurvey {
  readonly askId: AskId;
  readonly policyId: string;
  readonly version: number;
  readonly kind: SurveyKind;
  readonly level: Level;
  readonly question: string;
}

export async function insertSurvey(tx: Queryable, survey: SentSurvey): Promise<void> {
  await tx.query({
    name: "insert-survey",
    text: `insert into surveys (ask_id, policy_id, version, kind, level, question)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [
      survey.askId,
      survey.policyId,
      survey.version,
      survey.kind,
      survey.level,
      survey.question,
    ],
  });
}

/** Keeps scores, or other ones in their place; reasons stay until others are told. */
export async function saveScores(
  tx: Queryable,
  given: readonly (GivenScore & { readonly askId: AskId })[],
  now: number,
): Promise<void> {
  if (given.length === 0) return;
  await tx.query({
    name: "save-scores",
    text: `with g as (
        select * from unnest($1::uuid[], $2::int[], $3::text[]) as g(ask_id, score, comment)
      ), answer as (
        update asks a set answer = g.score::text from g
        where a.id = g.ask_id and a.state = 'answered'
      )
      update surveys s set score = g.score, comment = coalesce(g.comment, s.comment),
        answered_at = coalesce(s.answered_at, $4),
        changed_at = case when s.answered_at is not null then $4::timestamptz end
      from g where s.ask_id = g.ask_id`,
    values: [
      given.map(({ askId }) => askId),
      given.map(({ score }) => score),
      given.map(({ comment }) => comment ?? null),
      new Date(now).toISOString(),
    ],
  });
}

/**
 * Whether it is solved is known now, or asked no more: surveys that waited for it have their own time
 * again. Index asks_conversation.
 */
export async function hurrySurveys(
  tx: Queryable,
  conversationIds: readonly ConversationId[],
  now: number,
): Promise<void> {
  await tx.query({
    name: "hurry-surveys",
    text: `update dues d set at = greatest(a.due_at, $2::timestamptz) from asks a
      where a.conversation_id = any($1::uuid[]) and a.kind = 'survey' and a.state = 'planned'
        and d.kind = 'ask' and d.subject_id = a.id and d.at > greatest(a.due_at, $2::timestamptz)`,
    values: [conversationIds, new Date(now).toISOString()],
  });
}
