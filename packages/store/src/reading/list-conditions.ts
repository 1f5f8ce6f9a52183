import {
  MINUTE_MS,
  type Principal,
  priorityOf,
  readProtocolNumber,
  seesEverything,
  type ViewFilter,
} from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";

/** Allow-listed filters; nothing a caller says ever becomes SQL text. */
export interface ConversationFilter extends Omit<ViewFilter, "queueId" | "channel"> {
  readonly queueId?: string | undefined;
  readonly channel?: string | undefined;
  readonly contactId?: string | undefined;
  readonly search?: string | undefined;
  /** In its canonical form. */
  readonly protocol?: string | undefined;
}

/** Adds a value to a statement's parameters, and is its name there. */
export type Bind = (value: unknown) => string;

/** What a list of this stretch of life holds, of conversations `c`. */
export const GROUP_CONDITIONS = {
  "to-do": "c.status = 'open' and c.waiting_on = 'agent'",
  waiting: "c.status in ('open','snoozed') and (c.status = 'snoozed' or c.waiting_on <> 'agent')",
  resolved: "c.status in ('resolved','closed')",
  queued: "c.status = 'open' and c.assignee_id is null",
  "in-service": "c.status in ('open','snoozed') and c.assignee_id is not null",
} as const;

/** Written out, for the planner to know which partial indexes hold them. */
export const STATUS_CONDITIONS = {
  open: "c.status = 'open'",
  snoozed: "c.status = 'snoozed'",
  resolved: "c.status = 'resolved'",
  closed: "c.status = 'closed'",
} as const;

/** What somebody may see, of conversations `c`; nothing for those who see everything. */
export function seenBy(viewer: Principal, bind: Bind): string[] {
  if (viewer.kind !== "agent" || seesEverything(viewer)) return [];
  const queues = `${bind(viewer.queueIds)}::uuid[]`;
  // Each arm by itself, for indexes on queues to be of use.
  return [
    `(c.queue_id = any(${queues}) or c.assignee_id = ${bind(viewer.id)}
      or (c.queue_id is null and ${QUEUE_TO_SEE} = any(${queues})))`,
  ];
}

/**
 * What a filter asks of conversations `c`, in SQL; its group and status apart. A search joins the
 * contact `p`.
 * @param now ms since epoch
 */
export function filterConditions(
  filter: ConversationFilter,
  viewer: Principal,
  now: number,
  bind: Bind,
): string[] {
  return [
    ...placeConditions(filter, viewer, bind),
    ...pressureConditions(filter, now, bind),
    ...ownConditions(filter, viewer, bind),
    ...searchConditions(filter, bind),
  ];
}

/** Whose it is, and where. */
function placeConditions(
  { contactId, queueId, assigneeId, channel, label, segment }: ConversationFilter,
  viewer: Principal,
  bind: Bind,
): string[] {
  const where: string[] = [];
  if (contactId) {
    where.push(`c.contact_id = (select coalesce(merged_into_id, id) from contacts
      where id = ${bind(contactId)})`);
  }
  if (queueId) where.push(`c.queue_id = ${bind(queueId)}`);
  if (assigneeId === "none") where.push("c.assignee_id is null");
  else if (assigneeId) {
    where.push(isOf("c.assignee_id", assigneeId === "me" ? agentOf(viewer) : assigneeId, bind));
  }
  if (channel) where.push(`c.channel = ${bind(channel)}`);
  if (label) {
    where.push(
      `exists (select from unnest(c.tags) as label where lower(label) = lower(${bind(label)}))`,
    );
  }
  if (segment) {
    where.push(`exists (select from contacts s where s.id = c.contact_id
      and s.segments @> array[${bind(segment)}]::text[])`);
  }
  return where;
}

function pressureConditions(
  { priority, waitingMinutes }: ConversationFilter,
  now: number,
  bind: Bind,
): string[] {
  const where: string[] = [];
  // Everything is as pressing as the least, or more.
  if (priority && priority !== "low")
    where.push(`c.priority >= ${bind(priorityOf(priority))}::int`);
  if (waitingMinutes !== undefined) {
    const since = new Date(now - waitingMinutes * MINUTE_MS).toISOString();
    where.push(`c.status = 'open' and c.waiting_since <= ${bind(since)}::timestamptz`);
  }
  return where;
}

/** What is between the viewer and the conversation alone: a program reads and follows nothing. */
function ownConditions(
  { unread, following }: ConversationFilter,
  viewer: Principal,
  bind: Bind,
): string[] {
  const where: string[] = [];
  const agentId = agentOf(viewer);
  if (unread) {
    where.push(
      agentId === undefined
        ? "false"
        : `c.preview_from = 'customer' and c.last_seq > coalesce((select r.seq from read_cursors r
            where r.agent_id = ${bind(agentId)} and r.conversation_id = c.id), 0)`,
    );
  }
  if (following) {
    where.push(
      agentId === undefined
        ? "false"
        : `c.follower_ids @> array[${bind(agentId)}]::uuid[]
        and c.follower_ids <> '{}'`,
    );
  }
  return where;
}

function searchConditions({ protocol, search }: ConversationFilter, bind: Bind): string[] {
  const where: string[] = [];
  if (protocol) where.push(`c.protocol = ${bind(protocol)}`);
  if (search) {
    const read = readProtocolNumber(search);
    const number = read.kind === "number" ? read.protocol : search;
    const words = bind(`%${escapeLike(search)}%`);
    where.push(
      `(p.name ilike ${words} or c.address ilike ${words} or c.protocol ilike ${bind(`%${escapeLike(number)}%`)}
        or c.title ilike ${words})`,
    );
  }
  return where;
}

const agentOf = (viewer: Principal) => (viewer.kind === "agent" ? viewer.id : undefined);

const isOf = (column: string, id: string | undefined, bind: Bind) =>
  id === undefined ? "false" : `${column} = ${bind(id)}`;

/** Wildcards that somebody typed are characters (bad-inputs B-74). */
export function escapeLike(words: string): string {
  return words.replace(/[\\%_]/g, (character) => `\\${character}`);
}
