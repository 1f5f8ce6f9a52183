import {
  type AgentId,
  type ConversationState,
  type QueueId,
  queueToSee,
  type RequiredSkills,
  type Routing,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { previewOf } from "./message-row.ts";

/** The last state of a conversation in a batch: what is between never touches the database. */
export interface FinalConversation {
  readonly conversation: ConversationState;
  /** Opened in this batch. */
  readonly isNew: boolean;
  /** The attendant spoke, listened or ended: see `saveAttended`. */
  readonly isAttended: boolean;
  /** The customer was told the protocol number in this batch. */
  readonly isToldProtocol: boolean;
  readonly preview: string;
  readonly previewFrom: "customer" | "agent" | "note" | "system";
  /** Who must hear of it: where it is now, and whoever had it before the batch. */
  readonly audience: readonly (QueueId | AgentId)[];
}

export function finalConversations(routings: readonly Routing[]): readonly FinalConversation[] {
  const finals = new Map<string, FinalConversation>();
  for (const routing of routings) {
    const { routed, attended } = routing;
    const { conversation } = routed;
    const before = finals.get(conversation.id);
    finals.set(conversation.id, {
      conversation,
      isNew: before?.isNew ?? opens(routing),
      isAttended: before?.isAttended === true || attended !== undefined,
      isToldProtocol: before?.isToldProtocol === true || tellsProtocol(attended),
      preview: previewOf(routed.message),
      previewFrom: previewFrom(routed),
      audience: [
        ...new Set(
          [
            ...(before?.audience ?? []),
            queueToSee(conversation),
            conversation.assigneeId,
            conversation.stickyAgentId,
          ].filter((id) => id !== undefined),
        ),
      ],
    });
  }
  return [...finals.values()];
}

/** With an attendant, what opens a conversation does not route it yet, and what routes it opened none. */
function opens({ attended, trail }: Routing): boolean {
  if (attended === undefined) return trail.route !== undefined;
  return attended !== "taken-over" && trail.thread !== "open-conversation";
}

function tellsProtocol(attended: Routing["attended"]): boolean {
  if (attended === undefined || attended === "taken-over") return false;
  return attended.kind !== "listened" && attended.said?.tellsProtocol === true;
}

function previewFrom({
  direction,
  contactId,
}: Routing["routed"]): FinalConversation["previewFrom"] {
  if (direction === "inbound") return contactId === undefined ? "system" : "customer";
  return direction === "note" ? "note" : "agent";
}

/** A timestamptz parameter. */
export const at = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

/**
 * Adds the conversations that this batch, or one of us, opened. Fails where their contact was merged into another
 * meanwhile: routed again, the message finds the present one.
 */
export async function insertConversations(
  tx: Queryable,
  finals: readonly Pick<FinalConversation, "conversation" | "preview" | "previewFrom">[],
): Promise<void> {
  if (finals.length === 0) return;
  const of = <T>(pick: (c: ConversationState) => T) => finals.map((f) => pick(f.conversation));
  await tx.query({
    name: "insert-conversations",
    text: `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
        waiting_on, queue_id, level, priority, tags, required_skills, language, sla_policy_id, plan,
        plan_step, sticky_agent_id, epoch, version, last_seq, last_public_seq, arrived_at,
        last_inbound_at, last_message_at, waiting_since, resolved_at, follows_id, preview,
        preview_from)
      select id, protocol, inbox_id, channel, address,
        (select p.id from contacts p where p.id = c.contact_id and p.merged_into_id is null
          for key share),
        status, waiting_on, queue_id, level, priority, tags::text[], required_skills, language, sla_policy_id, plan, plan_step,
        sticky_agent_id, epoch, version, last_seq, last_public_seq,
        arrived_at, last_inbound_at, last_message_at, waiting_since, resolved_at, follows_id,
        preview, preview_from
      from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::uuid[],
        $7::text[], $8::text[], $9::uuid[], $10::int[], $11::int[], $12::text[], $13::uuid[],
        $14::int[], $15::int[], $16::int[], $17::int[], $18::timestamptz[], $19::timestamptz[],
        $20::timestamptz[], $21::timestamptz[], $22::uuid[], $23::text[], $24::timestamptz[],
        $25::text[], $26::jsonb[], $27::text[], $28::uuid[], $29::jsonb[], $30::int[])
        as c(id, protocol, inbox_id, channel, address, contact_id, status, waiting_on, queue_id,
          level, priority, tags, sticky_agent_id, epoch, version, last_seq, last_public_seq,
          arrived_at, last_inbound_at, waiting_since, resolved_at, follows_id, preview,
          last_message_at, preview_from, required_skills, language, sla_policy_id, plan,
          plan_step)`,
    values: [
      of((c) => c.id),
      of((c) => c.protocol),
      of((c) => c.inboxId),
      of((c) => c.channel),
      of((c) => c.address),
      of((c) => c.contactId),
      of((c) => c.status),
      of((c) => c.waitingOn),
      of((c) => c.queueId ?? null),
      of((c) => c.level),
      of((c) => c.priority),
      of((c) => arrayLiteral(c.tags)),
      of((c) => c.stickyAgentId ?? null),
      of((c) => c.epoch),
      of((c) => c.version),
      of((c) => c.lastSeq),
      of((c) => c.lastPublicSeq),
      of((c) => at(c.arrivedAt)),
      of((c) => at(c.lastInboundAt)),
      of((c) => at(c.waitingSince)),
      of((c) => at(c.resolvedAt)),
      of((c) => c.followsId ?? null),
      finals.map((f) => f.preview),
      of((c) => at(c.lastMessageAt)),
      finals.map((f) => f.previewFrom),
      of((c) => skillsOrNull(c.requiredSkills)),
      of((c) => c.language ?? null),
      of((c) => c.slaPolicyId ?? null),
      of((c) => (c.plan ? JSON.stringify(c.plan) : null)),
      of((c) => c.planStep ?? null),
    ],
  });
}

/** Null where nothing is asked. */
export const skillsOrNull = (skills: RequiredSkills): string | null =>
  Object.keys(skills).length === 0 ? null : JSON.stringify(skills);

/** Brings the others up to their last state. Their rows are locked by the caller. */
export async function updateConversations(
  tx: Queryable,
  finals: readonly FinalConversation[],
): Promise<void> {
  if (finals.length === 0) return;
  const of = <T>(pick: (c: ConversationState) => T) => finals.map((f) => pick(f.conversation));
  await tx.query({
    name: "update-conversations",
    text: `update conversations c set status = u.status, waiting_on = u.waiting_on,
        assignee_id = u.assignee_id, sticky_agent_id = u.sticky_agent_id, epoch = u.epoch,
        version = u.version, last_seq = u.last_seq, last_public_seq = u.last_public_seq,
        last_inbound_at = u.last_inbound_at, last_message_at = u.last_message_at,
        waiting_since = u.waiting_since, snoozed_until = u.snoozed_until,
        resolved_at = u.resolved_at, preview = u.preview, preview_from = u.preview_from
      from unnest(${unseen("$1", "uuid[]")}, $2::text[], $3::text[], $4::uuid[], $5::uuid[],
        $6::int[], $7::int[], $8::int[], $9::int[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
        $13::timestamptz[], $14::text[], $15::timestamptz[], $16::text[])
        as u(id, status, waiting_on, assignee_id, sticky_agent_id, epoch, version, last_seq,
          last_public_seq, last_inbound_at, waiting_since, snoozed_until, resolved_at, preview,
          last_message_at, preview_from)
      where c.id = u.id`,
    values: [
      of((c) => c.id),
      of((c) => c.status),
      of((c) => c.waitingOn),
      of((c) => c.assigneeId ?? null),
      of((c) => c.stickyAgentId ?? null),
      of((c) => c.epoch),
      of((c) => c.version),
      of((c) => c.lastSeq),
      of((c) => c.lastPublicSeq),
      of((c) => at(c.lastInboundAt)),
      of((c) => at(c.waitingSince)),
      of((c) => at(c.snoozedUntil)),
      of((c) => at(c.resolvedAt)),
      finals.map((f) => f.preview),
      of((c) => at(c.lastMessageAt)),
      finals.map((f) => f.previewFrom),
    ],
  });
}

/** `{"a","b"}`: arrays of different lengths do not fit into one array parameter. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((v) => `"${v.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;
}
