import { type Principal, readProtocolNumber, seesEverything } from "@circuito/domain";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import {
  CONVERSATION_COLUMNS,
  type ConversationReading,
  type ConversationReadingRow,
  conversationReading,
} from "./conversation-reading.ts";
import { type Cursor, cursorText } from "./cursor.ts";

/** Allow-listed filters; nothing a caller says ever becomes SQL text. */
export interface ConversationFilter {
  readonly contactId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly status?: ConversationReading["status"] | undefined;
  readonly group?: "to-do" | "waiting" | "resolved" | undefined;
  readonly search?: string | undefined;
  /** Absent: as the group or status is read. */
  readonly order?: "next-breach" | undefined;
  /** In its canonical form. */
  readonly protocol?: string | undefined;
}

export interface ConversationPage {
  readonly items: readonly ConversationReading[];
  readonly nextCursor: string | null;
}

/** Rows are compared as a whole with the last one of the page before, so that pages never overlap. */
interface Order {
  readonly where: string;
  readonly at: string;
  /** The longest ago before the newest. */
  readonly oldestFirst: boolean;
  /** A higher priority goes before time. */
  readonly byPriority: boolean;
}

/** What has waited longest is first, whoever it waits for; a higher priority goes before that. */
const longestWait = (where: string): Order => ({
  where,
  at: "coalesce(c.waiting_since, c.arrived_at)",
  oldestFirst: true,
  byPriority: true,
});
const newest = (where: string, at: string): Order => ({
  where,
  at,
  oldestFirst: false,
  byPriority: false,
});
/** What breaks next is first; what nothing was promised of, or waits for others, comes last. */
const nextBreach = (where: string): Order => ({
  where,
  at: "coalesce(n.next_due_at, '9999-12-31 00:00:00+00'::timestamptz)",
  oldestFirst: true,
  byPriority: false,
});

const LAST_MESSAGE = "coalesce(c.last_message_at, c.arrived_at)";
const RESOLVED = "coalesce(c.resolved_at, c.arrived_at)";
const GROUPS = {
  "to-do": longestWait("c.status = 'open' and c.waiting_on = 'agent'"),
  waiting: newest(
    "c.status in ('open','snoozed') and (c.status = 'snoozed' or c.waiting_on <> 'agent')",
    LAST_MESSAGE,
  ),
  resolved: newest("c.status in ('resolved','closed')", RESOLVED),
};
const STATUSES = {
  open: longestWait("c.status = 'open'"),
  snoozed: newest("c.status = 'snoozed'", LAST_MESSAGE),
  resolved: newest("c.status = 'resolved'", RESOLVED),
  closed: newest("c.status = 'closed'", RESOLVED),
};
const EVERYTHING = newest("true", "c.arrived_at");

function orderOf({ status, group, order }: ConversationFilter): Order {
  const usual = status ? STATUSES[status] : group ? GROUPS[group] : EVERYTHING;
  return order === "next-breach" ? nextBreach(usual.where) : usual;
}

/** Conversations the viewer may see, one page after a cursor; no offset, however deep. */
export async function listConversations(
  q: Queryable,
  filter: ConversationFilter,
  viewer: Principal,
  cursor: Cursor | undefined,
  limit: number,
): Promise<ConversationPage> {
  const order = orderOf(filter);
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [order.where, ...conditions(filter, viewer, bind)];
  const by = order.oldestFirst
    ? `${order.byPriority ? "-c.priority, " : ""}${order.at}, c.id`
    : `${order.at} desc, c.id desc`;
  // Only who orders by promises looks at those of all rows; the others at those of a page.
  const promises = "left join sla_promises n on n.conversation_id = c.id";
  if (cursor) where.push(after(order, cursor, bind));
  const { rows } = await q.query<ConversationReadingRow & { rankedAt: Date }>({
    // The page is cut before names are looked up: they are needed for its rows only.
    text: `select ${CONVERSATION_COLUMNS}, ${order.at} as "rankedAt"
      from (select c.* from conversations c
        ${filter.search ? "join contacts p on p.id = c.contact_id" : ""}
        ${filter.order === "next-breach" ? promises : ""}
        where ${where.join(" and ")} order by ${by} limit ${bind(limit + 1)}) c
      join contacts p on p.id = c.contact_id left join agents a on a.id = c.assignee_id
        ${promises}
      order by ${by}`,
    values,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ rankedAt: _, ...row }) => conversationReading(row)),
    nextCursor: last ? cursorText(cursorOf(order, last)) : null,
  };
}

function after(order: Order, cursor: Cursor, bind: (value: unknown) => string): string {
  const at = `${bind(new Date(cursor.at).toISOString())}::timestamptz`;
  const id = `${bind(cursor.id)}::uuid`;
  if (!order.oldestFirst) return `(${order.at}, c.id) < (${at}, ${id})`;
  return order.byPriority
    ? `(-c.priority, ${order.at}, c.id) > (${bind(cursor.rank)}::int, ${at}, ${id})`
    : `(${order.at}, c.id) > (${at}, ${id})`;
}

function cursorOf(order: Order, last: { id: string; priority: number; rankedAt: Date }): Cursor {
  const rank = order.byPriority ? -last.priority : 0;
  return { rank, at: last.rankedAt.getTime(), id: last.id };
}

function conditions(
  filter: ConversationFilter,
  viewer: Principal,
  bind: (value: unknown) => string,
): string[] {
  const where = seenBy(viewer, bind);
  if (filter.contactId) {
    where.push(`c.contact_id = (select coalesce(merged_into_id, id) from contacts
      where id = ${bind(filter.contactId)})`);
  }
  if (filter.queueId) where.push(`c.queue_id = ${bind(filter.queueId)}`);
  if (filter.assigneeId === "none") where.push("c.assignee_id is null");
  else if (filter.assigneeId) where.push(`c.assignee_id = ${bind(filter.assigneeId)}`);
  if (filter.protocol) where.push(`c.protocol = ${bind(filter.protocol)}`);
  if (filter.search) {
    const read = readProtocolNumber(filter.search);
    const number = read.kind === "number" ? read.protocol : filter.search;
    const words = bind(`%${escapeLike(filter.search)}%`);
    where.push(
      `(p.name ilike ${words} or c.address ilike ${words} or c.protocol ilike ${bind(`%${escapeLike(number)}%`)}
        or c.title ilike ${words})`,
    );
  }
  return where;
}

/** Of conversation `c`: what narrows a list to what the viewer may see; nothing for who sees all. */
export function seenBy(viewer: Principal, bind: (value: unknown) => string): string[] {
  if (viewer.kind !== "agent" || seesEverything(viewer)) return [];
  const queues = `${bind(viewer.queueIds)}::uuid[]`;
  // Each arm by itself, for indexes on queues to be of use.
  return [
    `(c.queue_id = any(${queues}) or c.assignee_id = ${bind(viewer.id)}
      or (c.queue_id is null and ${QUEUE_TO_SEE} = any(${queues})))`,
  ];
}

/** Wildcards that somebody typed are characters (bad-inputs B-74). */
export function escapeLike(words: string): string {
  return words.replace(/[\\%_]/g, (character) => `\\${character}`);
}
