import type { AgentId, Channel, ConversationId, FactId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { measuredStretches } from "./measured-stretches.ts";

export interface MeasuredFilter {
  readonly facts: readonly FactId[];
  /** Ms since epoch; `to` is not in it. */
  readonly from: number;
  readonly to: number;
  /** Of a share: those that did, or did not. */
  readonly hit?: boolean | undefined;
  readonly inboxId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly queueId?: string | undefined;
  readonly level?: number | undefined;
  readonly agentId?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly segment?: string | undefined;
  /**
   * Something of the same conversation was measured there, at whatever time. With an agent, `opened` is the only
   * fact that is listed.
   */
  readonly passed?: Place | undefined;
}

/** Where something happened; what is undefined does not matter. */
export interface Place {
  readonly queueId?: string | undefined;
  readonly level?: number | undefined;
  readonly agentId?: string | undefined;
}

/** A fact with the conversation it is of. */
export interface MeasuredConversation {
  readonly conversationId: ConversationId;
  readonly n: number;
  readonly protocol: string;
  readonly channel: Channel;
  readonly contactName: string | null;
  readonly title: string | null;
  readonly fact: FactId;
  readonly at: number;
  readonly queueId: QueueId | null;
  readonly level: number;
  readonly agentId: AgentId | null;
  readonly count: number;
  readonly hits: number | null;
  readonly value: number | null;
  readonly business: number | null;
}

/** Of which fact the page before ended. */
export interface MeasuredCursor {
  readonly at: number;
  readonly conversationId: string;
  readonly n: number;
}

export interface MeasuredPage {
  readonly after?: MeasuredCursor | undefined;
  readonly limit: number;
}

/** What a number is made of, the newest first. */
export async function listMeasured(
  q: Queryable,
  filter: MeasuredFilter,
  { after, limit }: MeasuredPage,
): Promise<readonly MeasuredConversation[]> {
  const { from, to, facts, passed: _, ...narrowed } = filter;
  const isAll = Object.values(narrowed).every((value) => value === undefined);
  if (isAll) return listWithin(q, filter, { after, limit });
  const found: MeasuredConversation[] = [];
  for await (const stretch of measuredStretches(q, filter, after ? after.at + 1 : to)) {
    const left = limit - found.length;
    found.push(...(await listWithin(q, { ...filter, ...stretch }, { after, limit: left })));
    if (found.length >= limit) break;
  }
  return found;
}

/** Index figure_facts_at; of a person that of what they had part in, which is a few of all conversations. */
async function listWithin(
  q: Queryable,
  filter: MeasuredFilter,
  page: MeasuredPage,
): Promise<readonly MeasuredConversation[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const instant = (at: number) => `${bind(new Date(at).toISOString())}::timestamptz`;
  const { after } = page;
  const participant = filter.passed?.agentId;
  const isOfOne = participant !== undefined;
  // Said of the table that is read first: PostgreSQL does not conclude from one column's bounds to its equal's.
  const [source, at, id] = isOfOne
    ? [PARTICIPATED, "a.began_at", "a.conversation_id"]
    : ["figure_facts f", "f.at", "f.conversation_id"];
  const conditions = [
    ...(isOfOne ? [`a.agent_id = ${bind(participant)}::uuid`] : []),
    "f.fact = k.fact",
    `${at} >= ${instant(filter.from)} and ${at} < ${instant(filter.to)}`,
    ...(after
      ? [
          // An index's; the next one is of two tables where it is somebody's.
          `(${at}, ${id}) <= (${instant(after.at)}, ${bind(after.conversationId)}::uuid)`,
          `(${at}, ${id}, f.n) < (${instant(after.at)}, ${bind(after.conversationId)}::uuid,
            ${bind(after.n)}::smallint)`,
        ]
      : []),
    ...(filter.hit === undefined ? [] : [`(f.hits > 0) = ${bind(filter.hit)}::bool`]),
    ...(filter.queueId === undefined ? [] : [`f.queue_id = ${bind(filter.queueId)}::uuid`]),
    ...(filter.level === undefined ? [] : [`f.level = ${bind(filter.level)}::smallint`]),
    ...(filter.agentId === undefined ? [] : [`f.agent_id = ${bind(filter.agentId)}::uuid`]),
    ...(filter.inboxId === undefined ? [] : [`s.inbox_id = ${bind(filter.inboxId)}::uuid`]),
    ...(filter.channel === undefined ? [] : [`s.channel = ${bind(filter.channel)}`]),
    ...(filter.categoryId === undefined
      ? []
      : [`s.category_id = ${bind(filter.categoryId)}::uuid`]),
    ...(filter.segment === undefined ? [] : [`${bind(filter.segment)} = any(s.segments)`]),
    ...passedThrough(filter.passed, bind),
  ];
  const limit = bind(page.limit);
  const { rows } = await q.query<MeasuredRow>({
    // Of each kind the newest, as the index has them, and of these the newest: whatever the period.
    text: `select f.conversation_id as "conversationId", f.n, c.protocol, c.channel,
        c."contactName", c.title, f.fact, f.at,
        f.queue_id as "queueId", f.level, f.agent_id as "agentId", f.count, f.hits, f.value, f.business
      from (
        select f.* from unnest(${bind(filter.facts)}::text[]) k(fact) cross join lateral (
          select f.* from ${source}
          join figure_subjects s on s.conversation_id = f.conversation_id
          where ${conditions.join(" and ")}
          order by ${at} desc, ${id} desc, f.n desc limit ${limit}
        ) f order by f.at desc, f.conversation_id desc, f.n desc limit ${limit}
      ) f
      -- Each by its key: all conversations together were read for a page of a thousand.
      cross join lateral (
        select c.protocol, c.channel, p.name as "contactName", coalesce(c.title, c.subject) as title
        from conversations c join contacts p on p.id = c.contact_id
        where c.id = f.conversation_id offset 0
      ) c
      order by f.at desc, f.conversation_id desc, f.n desc`,
    values,
  });
  return rows.map(({ at, value, business, ...row }) => ({
    ...row,
    at: at.getTime(),
    value: value === null ? null : Number(value),
    business: business === null ? null : Number(business),
  }));
}

const PARTICIPATED = `figure_participants a
            join figure_facts f on f.at = a.began_at and f.conversation_id = a.conversation_id`;

/** That somebody had part in it at all is what {@link listWithin} reads. */
function passedThrough(
  { queueId, level, agentId }: Place = {},
  bind: (value: unknown) => string,
): readonly string[] {
  if (queueId === undefined && level === undefined) return [];
  const conditions = [
    "w.conversation_id = f.conversation_id",
    ...(queueId === undefined ? [] : [`w.queue_id = ${bind(queueId)}::uuid`]),
    ...(level === undefined ? [] : [`w.level = ${bind(level)}::smallint`]),
    ...(agentId === undefined ? [] : [`w.agent_id = ${bind(agentId)}::uuid`]),
  ];
  return [`exists (select from figure_facts w where ${conditions.join(" and ")})`];
}

type MeasuredRow = Omit<MeasuredConversation, "at" | "value" | "business"> & {
  readonly at: Date;
  readonly value: string | null;
  readonly business: string | null;
};
