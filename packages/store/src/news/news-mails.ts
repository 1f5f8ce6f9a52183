import {
  type AgentId,
  type BulletinLanguage,
  type ConversationId,
  type NewsKind,
  PRESENCE_GRACE_MS,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What somebody chose to be told of by mail, and in which language. */
export interface NewsMailChoice {
  readonly kinds: readonly NewsKind[];
  readonly language: BulletinLanguage;
}

export async function findNewsMail(
  q: Queryable,
  agentId: string,
): Promise<NewsMailChoice | undefined> {
  const { rows } = await q.query<NewsMailChoice>({
    name: "find-news-mail",
    text: "select kinds, language from news_mails where agent_id = $1",
    values: [agentId],
  });
  return rows[0];
}

/** What came before somebody first chose anything is no news. */
export async function saveNewsMail(
  q: Queryable,
  agentId: string,
  { kinds, language }: NewsMailChoice,
): Promise<void> {
  await q.query({
    name: "save-news-mail",
    text: `insert into news_mails (agent_id, kinds, language) values ($1, $2, $3)
      on conflict (agent_id) do update set kinds = excluded.kinds, language = excluded.language,
        told_up_to = case when news_mails.kinds = '{}' then now() else news_mails.told_up_to end`,
    values: [agentId, kinds, language],
  });
}

/** What is new to somebody who is not connected. Ms since epoch. */
export interface UntoldNews {
  readonly agentId: AgentId;
  readonly email: string;
  readonly language: BulletinLanguage;
  readonly seenAt: number | undefined;
  readonly mailedAt: number | undefined;
  /** Oldest first. */
  readonly news: readonly {
    readonly kind: NewsKind;
    readonly conversationId: ConversationId;
    readonly protocol: string;
    readonly at: number;
  }[];
}

type Row = Omit<UntoldNews, "seenAt" | "mailedAt"> & {
  readonly seenAt: Date | null;
  readonly mailedAt: Date | null;
};

/**
 * Of everybody who wants mail and has no connection what came since they went, or since they were told.
 * Locked: two processes that look at once write to nobody twice. What somebody saw is judged by when their
 * devices were last there.
 */
export async function lockUntoldNews(tx: Queryable): Promise<readonly UntoldNews[]> {
  const { rows } = await tx.query<Row>({
    name: "lock-untold-news",
    text: `with gone as materialized (
        select n.agent_id, n.kinds, n.language, n.mailed_at, a.email, a.seen_at,
          greatest(n.told_up_to, a.seen_at) as since
        from news_mails n join agents a on a.id = n.agent_id
        where n.kinds <> '{}' and a.disabled_at is null
          and not coalesce(a.seen_at > now() - $1 * interval '1 millisecond', false)
        order by n.agent_id for no key update of n skip locked
      ), news as (
        select g.agent_id, 'assigned' as kind, c.id, c.protocol, c.assigned_at as at
          from gone g join conversations c on c.assignee_id = g.agent_id
          where c.status = 'open' and c.assigned_at > g.since
        union all
        select g.agent_id, 'message', c.id, c.protocol, c.waiting_since
          from gone g join conversations c on c.assignee_id = g.agent_id
          where c.status = 'open' and c.waiting_on = 'agent' and c.waiting_since > g.since
            and c.assigned_at <= g.since
        union all
        select g.agent_id, 'mention', c.id, c.protocol, m.at
          from gone g join mentions m on m.agent_id = g.agent_id
            join conversations c on c.id = m.conversation_id
          where m.read_at is null and m.at > g.since
        union all
        select g.agent_id, 'sla', c.id, c.protocol, v.at
          from gone g join conversations c on c.assignee_id = g.agent_id
            join activities v on v.conversation_id = c.id
          where c.status = 'open' and v.kind like 'promise-%' and v.data->'did' ? 'notify-agent'
            and v.at > g.since
        union all
        select g.agent_id, 'queue', c.id, c.protocol, c.arrived_at
          from gone g join queue_members m on m.agent_id = g.agent_id
            join conversations c on c.queue_id = m.queue_id
          where c.status = 'open' and c.assignee_id is null and c.arrived_at > g.since
      )
      select g.agent_id as "agentId", g.email, g.language, g.seen_at as "seenAt",
        g.mailed_at as "mailedAt", jsonb_agg(jsonb_build_object('kind', n.kind,
          'conversationId', n.id, 'protocol', n.protocol,
          'at', (extract(epoch from n.at) * 1000)::bigint) order by n.at, n.id) as news
      from gone g join news n on n.agent_id = g.agent_id and n.kind = any(g.kinds)
      group by 1, 2, 3, 4, 5`,
    values: [PRESENCE_GRACE_MS],
  });
  return rows.map((row) => ({
    ...row,
    seenAt: row.seenAt?.getTime(),
    mailedAt: row.mailedAt?.getTime(),
  }));
}

/** They are told of all that came until now. */
export async function noteNewsMailed(
  tx: Queryable,
  agentIds: readonly AgentId[],
  now: number,
): Promise<void> {
  await tx.query({
    name: "note-news-mailed",
    text: "update news_mails set told_up_to = $2, mailed_at = $2 where agent_id = any($1::uuid[])",
    values: [agentIds, new Date(now).toISOString()],
  });
}
