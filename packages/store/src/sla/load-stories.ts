import type {
  AgentId,
  Channel,
  ConversationId,
  ConversationStatus,
  Level,
  QueueId,
  SpokenLine,
  StoryRecord,
} from "@circuito/domain";
import { byConversation } from "../by-conversation.ts";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { ms } from "../reading/instants.ts";
import { together } from "../together.ts";
import { STORY_LINE_COLUMNS, type StoryLineRow, storyLineOf } from "./story-line.ts";

/** A conversation's past, and by which terms it is judged. */
export interface LoadedStory {
  readonly conversationId: ConversationId;
  readonly record: StoryRecord;
  readonly assigneeId: AgentId | undefined;
  /** The policy that a rule gave it. */
  readonly policyId: string | undefined;
  /** `undefined`: nobody looked at it yet. `null`: it was promised nothing. */
  readonly termsId: string | null | undefined;
}

interface HeadRow {
  readonly id: ConversationId;
  readonly channel: Channel;
  readonly status: ConversationStatus;
  readonly arrivedAt: Date;
  readonly resolvedAt: Date | null;
  readonly queueId: QueueId | null;
  readonly level: Level;
  readonly assigneeId: AgentId | null;
  readonly policyId: string | null;
  readonly isKnown: boolean;
  readonly termsId: string | null;
}

interface SpokenRow {
  readonly conversationId: ConversationId;
  readonly direction: "inbound" | "outbound";
  readonly agentId: AgentId | null;
  readonly text: string | null;
  readonly at: Date;
}

interface LineRow extends StoryLineRow {
  readonly conversationId: ConversationId;
}

/**
 * The pasts of conversations, in three statements however many there are. What a customer wrote is
 * placed at its arrival in the ledger, however long it took to route it.
 */
export async function loadStories(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly LoadedStory[]> {
  if (ids.length === 0) return [];
  const [heads, spoken, lines] = await together(q, () => [
    q.query<HeadRow>({ name: "load-story-heads", text: HEADS, values: [ids] }),
    q.query<SpokenRow>({ name: "load-story-messages", text: SPOKEN, values: [ids] }),
    q.query<LineRow>({ name: "load-story-lines", text: LINES, values: [ids] }),
  ]);
  const spokenOf = byConversation(spoken.rows);
  const linesOf = byConversation(lines.rows);
  return heads.rows.map((head) => ({
    conversationId: head.id,
    assigneeId: head.assigneeId ?? undefined,
    policyId: head.policyId ?? undefined,
    termsId: head.isKnown ? head.termsId : undefined,
    record: {
      channel: head.channel,
      status: head.status,
      arrivedAt: head.arrivedAt.getTime(),
      resolvedAt: ms(head.resolvedAt) ?? undefined,
      queueId: head.queueId ?? undefined,
      level: head.level,
      lines: (linesOf.get(head.id) ?? []).map(storyLineOf),
      spoken: (spokenOf.get(head.id) ?? []).map(spokenOfRow),
    },
  }));
}

/**
 * Of these new messages, the conversations whose clocks they may move. Who writes on while an answer is
 * owed to them owes and ends nothing, and nearly all messages of a busy day are that. Right for whoever
 * has folded all that was there before them.
 */
export async function findMovedStories(
  q: Queryable,
  messageIds: readonly string[],
): Promise<readonly ConversationId[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await q.query<{ id: ConversationId }>({
    name: "find-moved-stories",
    text: `select distinct m.conversation_id as id
      from messages m left join ledger l on l.id = m.ledger_id
      where m.id = any(${unseen("$1", "uuid[]")}::uuid[])
        and case m.direction when 'outbound' then ${BY_PERSON}
          when 'inbound' then not exists (select from sla_clocks k
            where k.conversation_id = m.conversation_id and k.ended_at is null
              and k.measure in ('first-response', 'next-response')
              and k.started_at <= coalesce(l.received_at, m.created_at))
          else false end`,
    values: [messageIds],
  });
  return rows.map(({ id }) => id);
}

// An agent wrote it, here or elsewhere, whence it came back to the ledger.
const BY_PERSON = "(m.agent_id is not null or m.ledger_id is not null)";

const HEADS = `select c.id, c.channel, c.status, c.arrived_at as "arrivedAt",
    c.resolved_at as "resolvedAt", c.queue_id as "queueId", c.level, c.assignee_id as "assigneeId",
    c.sla_policy_id as "policyId", p.conversation_id is not null as "isKnown", p.terms_id as "termsId"
  from conversations c left join sla_promises p on p.conversation_id = c.id
  where c.id = any(${unseen("$1", "uuid[]")}::uuid[])`;

// Mail of machines neither starts nor stops a clock (rules §4).
const SPOKEN = `select m.conversation_id as "conversationId", m.direction, m.agent_id as "agentId",
    case when length(m.text) <= 40 then m.text end as text,
    coalesce(case when m.direction = 'inbound' then l.received_at end, m.created_at) as at
  from messages m left join ledger l on l.id = m.ledger_id left join message_mails x on x.message_id = m.id
  where m.conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])
    and case m.direction when 'inbound' then m.contact_id is not null
      when 'outbound' then ${BY_PERSON} end
    and coalesce(x.class, 'human') in ('human', 'auto-notice')
  order by m.conversation_id, m.seq`;

// Index activities_conversation.
const LINES = `select v.conversation_id as "conversationId", ${STORY_LINE_COLUMNS}
  from activities v where v.conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])
  order by v.conversation_id, v.id`;

function spokenOfRow({ direction, agentId, text, at }: SpokenRow): SpokenLine {
  return {
    by: direction === "inbound" ? "customer" : "person",
    agentId: agentId ?? undefined,
    text: text ?? undefined,
    at: at.getTime(),
  };
}
