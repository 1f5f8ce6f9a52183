import type {
  AgentId,
  AskId,
  AskState,
  Channel,
  ConversationId,
  Level,
  QueueId,
  SurveyKind,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Which surveys are counted: those sent from `from` on and before `to`, ms since epoch. */
export interface SurveyFilter {
  readonly from: number;
  readonly to: number;
  readonly policyId?: string | undefined;
  readonly kind?: SurveyKind | undefined;
  readonly queueId?: string | undefined;
  readonly level?: number | undefined;
  readonly channel?: Channel | undefined;
  readonly agentId?: string | undefined;
}

export const SURVEY_GROUPS = ["queue", "level", "channel", "agent"] as const;
export type SurveyGroup = (typeof SURVEY_GROUPS)[number];

/** How many of a kind, of one queue or the like, had this score; null: no answer. */
export interface SurveyCount {
  readonly kind: SurveyKind;
  readonly group: string | null;
  readonly score: number | null;
  readonly count: number;
}

/** Index asks_surveys: by the length of the period. Answers that are given now count where they were asked. */
const FILTERED = `from asks a join surveys s on s.ask_id = a.id
  where a.kind = 'survey' and a.sent_at >= $1 and a.sent_at < $2
    and ($3::uuid is null or s.policy_id = $3) and ($4::text is null or s.kind = $4)
    and ($5::uuid is null or a.queue_id = $5) and ($6::int is null or s.level = $6)
    and ($7::text is null or a.channel = $7) and ($8::uuid is null or a.agent_id = $8)`;

function valuesOf({ from, to, ...filter }: SurveyFilter): readonly unknown[] {
  return [
    new Date(from).toISOString(),
    new Date(to).toISOString(),
    filter.policyId ?? null,
    filter.kind ?? null,
    filter.queueId ?? null,
    filter.level ?? null,
    filter.channel ?? null,
    filter.agentId ?? null,
  ];
}

export async function countSurveys(
  q: Queryable,
  filter: SurveyFilter,
  by: SurveyGroup | undefined,
): Promise<readonly SurveyCount[]> {
  const { rows } = await q.query<SurveyCount>({
    name: "count-surveys",
    text: `select s.kind, case $9::text when 'queue' then a.queue_id::text
          when 'level' then s.level::text when 'channel' then a.channel
          when 'agent' then a.agent_id::text end as "group", s.score, count(*)::int as count
      ${FILTERED} group by 1, 2, 3`,
    values: [...valuesOf(filter), by ?? null],
  });
  return rows;
}

/** One answer, with where it was given. Instants are ms since epoch. */
export interface SurveyAnswer {
  readonly id: AskId;
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly contactName: string | undefined;
  readonly kind: SurveyKind;
  readonly score: number;
  readonly comment: string | undefined;
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly queueId: QueueId | undefined;
  readonly level: Level;
  readonly channel: Channel;
  readonly agentId: AgentId | undefined;
  readonly agentName: string | undefined;
}

/** Newest question first. @param before the question that the page before ended with */
export async function listSurveyAnswers(
  q: Queryable,
  filter: SurveyFilter & { readonly score?: number | undefined },
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly SurveyAnswer[]> {
  const { rows } = await q.query<
    Omit<
      SurveyAnswer,
      "sentAt" | "answeredAt" | "contactName" | "comment" | "queueId" | "agentId" | "agentName"
    > & {
      sentAt: Date;
      answeredAt: Date;
      contactName: string | null;
      comment: string | null;
      queueId: QueueId | null;
      agentId: AgentId | null;
      agentName: string | null;
    }
  >({
    name: "list-survey-answers",
    text: `select p.id, p.conversation_id as "conversationId", c.protocol, t.name as "contactName",
        p.kind, p.score, p.comment, p.sent_at as "sentAt", p.answered_at as "answeredAt",
        p.queue_id as "queueId", p.level, p.channel, p.agent_id as "agentId", g.name as "agentName"
      from (
        select a.id, a.conversation_id, a.sent_at, a.queue_id, a.channel, a.agent_id, s.kind, s.score,
          s.comment, s.answered_at, s.level
        ${FILTERED} and s.score is not null and ($9::int is null or s.score = $9)
          and ($10::uuid is null
            or (a.sent_at, a.id) < (select b.sent_at, b.id from asks b where b.id = $10))
        order by a.sent_at desc, a.id desc limit $11
      ) p join conversations c on c.id = p.conversation_id join contacts t on t.id = c.contact_id
        left join agents g on g.id = p.agent_id
      order by p.sent_at desc, p.id desc`,
    values: [...valuesOf(filter), filter.score ?? null, before ?? null, limit],
  });
  return rows.map((row) => ({
    ...row,
    contactName: row.contactName ?? undefined,
    comment: row.comment ?? undefined,
    queueId: row.queueId ?? undefined,
    agentId: row.agentId ?? undefined,
    agentName: row.agentName ?? undefined,
    sentAt: row.sentAt.getTime(),
    answeredAt: row.answeredAt.getTime(),
  }));
}

/** A survey as the page of its link shows it, and as an answer to it is judged. */
export interface SurveyOfAsk {
  readonly askId: AskId;
  readonly state: AskState;
  readonly kind: SurveyKind;
  readonly question: string;
  readonly score: number | undefined;
  readonly comment: string | undefined;
  readonly answeredAt: number | undefined;
  readonly endsAt: number;
}

/** @returns `undefined` where none was sent */
export async function findSurvey(q: Queryable, id: string): Promise<SurveyOfAsk | undefined> {
  const { rows } = await q.query<{
    askId: AskId;
    state: AskState;
    kind: SurveyKind;
    question: string;
    score: number | null;
    comment: string | null;
    answeredAt: Date | null;
    endsAt: Date;
  }>({
    name: "find-survey",
    text: `select s.ask_id as "askId", a.state, s.kind, s.question, s.score, s.comment,
        s.answered_at as "answeredAt", a.ends_at as "endsAt"
      from surveys s join asks a on a.id = s.ask_id where s.ask_id = $1`,
    values: [id],
  });
  const [row] = rows;
  return (
    row && {
      ...row,
      score: row.score ?? undefined,
      comment: row.comment ?? undefined,
      answeredAt: row.answeredAt?.getTime(),
      endsAt: row.endsAt.getTime(),
    }
  );
}
