import type { Channel, ConversationId, FactId } from "@circuito/domain";
import { byConversation } from "../by-conversation.ts";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import {
  listMeasured,
  type MeasuredCursor,
  type MeasuredFilter,
  type MeasuredPage,
} from "./list-measured.ts";

/** A conversation with what was measured of it, added up by fact. */
export interface WholeConversation {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly title: string | null;
  readonly inboxId: string;
  readonly categoryId: string | null;
  readonly queueId: string | null;
  readonly agentId: string | null;
  /** How it was solved, in the words of whoever ended it last. */
  readonly resolution: string | null;
  readonly beganAt: number;
  readonly facts: ReadonlyMap<FactId, FactTotal>;
}

/** Undefined of what the fact has not. Values in ms, or points. */
export interface FactTotal {
  readonly count: number;
  readonly hits: number | null;
  readonly value: number | null;
  readonly business: number | null;
}

interface TotalRow {
  readonly conversationId: ConversationId;
  readonly fact: FactId;
  readonly count: number;
  readonly hits: number | null;
  readonly value: string | null;
  readonly business: string | null;
}

interface PlaceRow {
  readonly resolution: string | null;
  readonly conversationId: ConversationId;
  readonly inboxId: string;
  readonly categoryId: string | null;
  readonly queueId: string | null;
  readonly agentId: string | null;
}

/**
 * A page of the conversations that began in a period, the newest first, each with those facts. Of a queue, a level or
 * an agent are those that came there at any time: none begins with an agent.
 */
export async function listWhole(
  q: Queryable,
  filter: Omit<MeasuredFilter, "facts" | "hit">,
  { facts: told, ...page }: MeasuredPage & { readonly facts: readonly FactId[] },
): Promise<{
  readonly conversations: readonly WholeConversation[];
  readonly next: MeasuredCursor | undefined;
}> {
  const { queueId, level, agentId, ...own } = filter;
  const passed = { queueId, level, agentId };
  const began = await listMeasured(q, { ...own, passed, facts: ["opened"] }, page);
  const ids = began.map(({ conversationId }) => conversationId);
  const places = await q.query<PlaceRow>({
    name: "list-whole-places",
    text: `select c.id as "conversationId", c.inbox_id as "inboxId", c.category_id as "categoryId",
        c.queue_id as "queueId", coalesce(c.assignee_id, c.sticky_agent_id) as "agentId",
        c.resolution
      from conversations c where c.id = any(${unseen("$1", "uuid[]")}::uuid[])`,
    values: [ids],
  });
  const totals = await q.query<TotalRow>({
    name: "list-whole-facts",
    text: `select conversation_id as "conversationId", fact, sum(count)::int as count,
        sum(hits)::int as hits, sum(value)::bigint as value, sum(business)::bigint as business
      from figure_facts where conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])
        and fact = any($2::text[])
      group by 1, 2`,
    values: [ids, told],
  });
  const placeOf = byConversation(places.rows);
  const factsOf = byConversation(totals.rows);
  const conversations = began.flatMap(({ conversationId, protocol, channel, title, at }) => {
    const place = placeOf.get(conversationId)?.[0];
    const facts = new Map(
      (factsOf.get(conversationId) ?? []).map(({ fact, count, hits, value, business }) => [
        fact,
        {
          ...{ count, hits },
          value: value === null ? null : Number(value),
          business: business === null ? null : Number(business),
        },
      ]),
    );
    return place ? [{ ...place, protocol, channel, title, beganAt: at, facts }] : [];
  });
  const last = began.length < page.limit ? undefined : began.at(-1);
  return { conversations, next: last };
}
