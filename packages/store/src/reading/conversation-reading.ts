import type {
  Address,
  AgentId,
  CategoryId,
  Channel,
  ContactId,
  ConversationId,
  ConversationStatus,
  FieldValues,
  HandOver,
  InboxId,
  QueueId,
  SlaMeasure,
  Urgency,
  WaitingOn,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { ms } from "./instants.ts";

/** A conversation as it is shown: names resolved, instants in ms since epoch. */
export interface ConversationReading {
  readonly id: ConversationId;
  readonly protocol: string;
  readonly channel: Channel;
  readonly inboxId: InboxId;
  readonly contact: {
    readonly id: ContactId;
    readonly name: string | null;
    readonly address: Address;
  };
  readonly status: ConversationStatus;
  readonly waitingOn: WaitingOn;
  /** While `inMenu`, the queue where it would be: it waits in none. */
  readonly queueId: QueueId | null;
  /** The attendant still asks the customer what it is about. */
  readonly inMenu: boolean;
  readonly level: number;
  readonly priority: number;
  readonly assignee: { readonly id: AgentId; readonly name: string } | null;
  readonly epoch: number;
  readonly version: number;
  readonly lastSeq: number;
  readonly lastPublicSeq: number;
  /** Of its last mail; other channels have none. */
  readonly subject: string | null;
  readonly title: string | null;
  readonly category: string | null;
  readonly categoryId: CategoryId | null;
  readonly categoryFields: FieldValues | null;
  readonly summary: string | null;
  readonly urgency: Urgency | null;
  readonly promisedAt: number | null;
  readonly tags: readonly string[];
  readonly followerIds: readonly AgentId[];
  readonly arrivedAt: number;
  readonly lastMessageAt: number | null;
  readonly waitingSince: number | null;
  readonly snoozedUntil: number | null;
  readonly resolvedAt: number | null;
  readonly preview: string;
  /** Of the recording that the newest message is; null while it is not known, and of others. */
  readonly previewLengthMs: number | null;
  readonly previewFrom: "customer" | "agent" | "note" | "system" | null;
  readonly handOver: HandOver | null;
  /** The director who has it before them until then, unless they are heard of again. */
  readonly lease: {
    readonly agent: { readonly id: AgentId; readonly name: string };
    readonly until: number;
  } | null;
  /** Until when free words may be sent; null where the channel has no such end. */
  readonly replyWindowEndsAt: number | null;
  /** When the customer asked for no more messages on this channel; null: they did not, or took it back. */
  readonly optedOutAt: number | null;
  /** What was promised and breaks next, or broke longest ago; null while no promise's time goes by. */
  readonly nextDue: {
    readonly measure: SlaMeasure;
    readonly warningAt: number | null;
    readonly at: number;
  } | null;
  /** Grows with every change of `nextDue`. */
  readonly promisesRevision: number;
}

type Instants =
  | "promisedAt"
  | "arrivedAt"
  | "lastMessageAt"
  | "waitingSince"
  | "snoozedUntil"
  | "resolvedAt"
  | "replyWindowEndsAt"
  | "optedOutAt"
  | "leasedUntil"
  | "nextDueAt"
  | "nextWarningAt";

/** One row of {@link CONVERSATION_COLUMNS}. */
export type ConversationReadingRow = Omit<
  ConversationReading,
  Instants | "contact" | "assignee" | "lease" | "nextDue"
> & {
  readonly [Name in Instants]: Date | null;
} & {
  readonly arrivedAt: Date;
  readonly nextMeasure: SlaMeasure | null;
  readonly contactId: ContactId;
  readonly contactName: string | null;
  readonly address: Address;
  readonly assigneeId: AgentId | null;
  readonly assigneeName: string | null;
  readonly leasedById: AgentId | null;
  readonly leasedByName: string | null;
};

/** Of conversation `c`, its contact `p`, its owner `a` and its promises `n`. */
export const CONVERSATION_COLUMNS = `c.id, c.protocol, c.channel, c.inbox_id as "inboxId",
  c.contact_id as "contactId", p.name as "contactName", c.address, c.status,
  c.waiting_on as "waitingOn", ${QUEUE_TO_SEE} as "queueId",
  coalesce(c.attendant ? 'talk' and c.queue_id is null, false) as "inMenu", c.level, c.priority,
  c.assignee_id as "assigneeId", a.name as "assigneeName", c.epoch, c.version,
  c.last_seq as "lastSeq", c.last_public_seq as "lastPublicSeq", c.subject, c.title, c.category,
  c.category_id as "categoryId", c.category_fields as "categoryFields", c.summary,
  c.urgency, c.promised_at as "promisedAt", c.tags,
  c.follower_ids as "followerIds", c.arrived_at as "arrivedAt",
  c.last_message_at as "lastMessageAt", c.waiting_since as "waitingSince",
  c.snoozed_until as "snoozedUntil", c.resolved_at as "resolvedAt", c.preview,
  case when c.preview ~* '^audio/|[.](aac|amr|m4a|mp3|oga|ogg|opus|wav|weba)$'
    then (select (m.media -> 0 ->> 'lengthMs')::int from messages m
      where m.conversation_id = c.id and m.seq = c.last_seq) end as "previewLengthMs",
  c.preview_from as "previewFrom", c.hand_over as "handOver", c.leased_by_id as "leasedById",
  c.leased_until as "leasedUntil",
  case when c.leased_by_id is not null
    then (select l.name from agents l where l.id = c.leased_by_id) end as "leasedByName",
  (select w.ends_at from reply_windows w where w.inbox_id = c.inbox_id and w.address = c.address)
    as "replyWindowEndsAt",
  (select o.at from opt_outs o where o.address = c.address and o.channel = c.channel) as "optedOutAt",
  n.next_due_at as "nextDueAt", n.next_warning_at as "nextWarningAt",
  n.next_measure as "nextMeasure", coalesce(n.revision, 0) as "promisesRevision"`;
const CONVERSATION_TABLES = `conversations c join contacts p on p.id = c.contact_id
  left join agents a on a.id = c.assignee_id
  left join sla_promises n on n.conversation_id = c.id`;

/** Written out: leaving columns out of a copy costs more than all the rest of reading a row. */
export function conversationReading(row: ConversationReadingRow): ConversationReading {
  return {
    id: row.id,
    protocol: row.protocol,
    channel: row.channel,
    inboxId: row.inboxId,
    contact: { id: row.contactId, name: row.contactName, address: row.address },
    status: row.status,
    waitingOn: row.waitingOn,
    queueId: row.queueId,
    inMenu: row.inMenu,
    level: row.level,
    priority: row.priority,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "" },
    epoch: row.epoch,
    version: row.version,
    lastSeq: row.lastSeq,
    lastPublicSeq: row.lastPublicSeq,
    subject: row.subject,
    title: row.title,
    category: row.category,
    categoryId: row.categoryId,
    categoryFields: row.categoryFields,
    summary: row.summary,
    urgency: row.urgency,
    promisedAt: ms(row.promisedAt),
    tags: row.tags,
    followerIds: row.followerIds,
    arrivedAt: row.arrivedAt.getTime(),
    lastMessageAt: ms(row.lastMessageAt),
    waitingSince: ms(row.waitingSince),
    snoozedUntil: ms(row.snoozedUntil),
    resolvedAt: ms(row.resolvedAt),
    preview: row.preview,
    previewLengthMs: row.previewLengthMs,
    previewFrom: row.previewFrom,
    handOver: row.handOver,
    lease:
      row.leasedById === null || row.leasedUntil === null
        ? null
        : {
            agent: { id: row.leasedById, name: row.leasedByName ?? "" },
            until: row.leasedUntil.getTime(),
          },
    replyWindowEndsAt: ms(row.replyWindowEndsAt),
    optedOutAt: ms(row.optedOutAt),
    nextDue:
      row.nextDueAt && row.nextMeasure
        ? {
            measure: row.nextMeasure,
            warningAt: ms(row.nextWarningAt),
            at: row.nextDueAt.getTime(),
          }
        : null,
    promisesRevision: row.promisesRevision,
  };
}

/** Conversations as they are now, in no particular order; ids of none are left out. */
export async function loadConversationViews(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly ConversationReading[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<ConversationReadingRow>({
    name: "load-conversation-views",
    text: `select ${CONVERSATION_COLUMNS} from ${CONVERSATION_TABLES}
      where c.id = any(${unseen("$1", "uuid[]")}::uuid[])`,
    values: [ids],
  });
  return rows.map(conversationReading);
}
