import { type ConversationState, NO_SKILLS } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { PointSource } from "./point-source.ts";

/** The columns that decisions need, named as ConversationState names them; instants as ms. */
export const STATE_COLUMNS = `c.id, c.protocol, c.inbox_id as "inboxId", c.channel, c.address,
  c.contact_id as "contactId", c.status, c.waiting_on as "waitingOn", c.queue_id as "queueId",
  c.level, c.priority, c.tags, c.required_skills as "requiredSkills", c.language,
  c.sla_policy_id as "slaPolicyId", c.plan, c.plan_step as "planStep",
  c.assignee_id as "assigneeId",
  c.sticky_agent_id as "stickyAgentId", c.epoch, c.version, c.last_seq as "lastSeq",
  c.last_public_seq as "lastPublicSeq", c.arrived_at as "arrivedAt",
  c.last_inbound_at as "lastInboundAt", c.last_message_at as "lastMessageAt",
  c.waiting_since as "waitingSince", c.snoozed_until as "snoozedUntil",
  c.resolved_at as "resolvedAt", c.follows_id as "followsId", c.attendant, c.ask`;

export type ConversationRow = {
  [Key in keyof ConversationState]: ConversationState[Key] | null;
} & Pick<
  ConversationState,
  | "id"
  | "protocol"
  | "inboxId"
  | "channel"
  | "address"
  | "contactId"
  | "status"
  | "waitingOn"
  | "level"
  | "priority"
  | "tags"
  | "epoch"
  | "version"
  | "lastSeq"
  | "lastPublicSeq"
>;

const ms = (instant: unknown): number | undefined =>
  instant instanceof Date ? instant.getTime() : undefined;

export function conversationOf(row: ConversationRow): ConversationState {
  return {
    ...row,
    queueId: row.queueId ?? undefined,
    requiredSkills: row.requiredSkills ?? NO_SKILLS,
    language: row.language ?? undefined,
    slaPolicyId: row.slaPolicyId ?? undefined,
    plan: row.plan ?? undefined,
    planStep: row.planStep ?? undefined,
    assigneeId: row.assigneeId ?? undefined,
    stickyAgentId: row.stickyAgentId ?? undefined,
    followsId: row.followsId ?? undefined,
    attendant: row.attendant ?? undefined,
    ask: row.ask ?? undefined,
    arrivedAt: ms(row.arrivedAt) ?? 0,
    lastInboundAt: ms(row.lastInboundAt),
    lastMessageAt: ms(row.lastMessageAt),
    waitingSince: ms(row.waitingSince),
    snoozedUntil: ms(row.snoozedUntil),
    resolvedAt: ms(row.resolvedAt),
  };
}

/**
 * Locks the open conversation and the latest finished one of each contact point, in one statement
 * and in id order. Conversations by mail are left to `lockMailConversations`, a later class of locks.
 */
export async function lockConversationsOfPoints(
  tx: Queryable,
  points: PointSource,
): Promise<readonly ConversationState[]> {
  const { rows } = await tx.query<ConversationRow>({
    name: `lock-conversations-of-${points.name}`,
    text: `select ${STATE_COLUMNS} from conversations c
      where c.id in (
        select latest.id from (${points.text}) as p(inbox_id, address)
        cross join lateral (
          (select id from conversations o
            where o.inbox_id = p.inbox_id and o.address = p.address
              and o.status in ('open','snoozed') and o.channel not in ('email','form'))
          union all
          (select id from conversations f
            where f.inbox_id = p.inbox_id and f.address = p.address
              and f.status in ('resolved','closed') and f.channel not in ('email','form')
            order by f.arrived_at desc limit 1)
        ) as latest)
      order by c.id for update of c`,
    values: points.values,
  });
  return rows.map(conversationOf);
}
