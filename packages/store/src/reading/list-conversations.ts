import type { ListGroup, ListOrder, Principal } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import {
  CONVERSATION_COLUMNS,
  type ConversationReading,
  type ConversationReadingRow,
  conversationReading,
} from "./conversation-reading.ts";
import { type Cursor, cursorText } from "./cursor.ts";
import {
  type Bind,
  type ConversationFilter,
  filterConditions,
  GROUP_CONDITIONS,
  STATUS_CONDITIONS,
  seenBy,
} from "./list-conditions.ts";

export interface ConversationPage {
  readonly items: readonly ConversationReading[];
  readonly nextCursor: string | null;
}

/** Rows are compared as a whole with the last one of the page before, so that pages never overlap. */
interface Order {
  readonly at: string;
  /** The longest ago before the newest. */
  readonly oldestFirst: boolean;
  /** A higher priority goes before time. */
  readonly byPriority: boolean;
}

const oldest = (at: string): Order => ({ at, oldestFirst: true, byPriority: false });
const newest = (at: string): Order => ({ at, oldestFirst: false, byPriority: false });

const NEVER = "'9999-12-31 00:00:00+00'::timestamptz";
const WAITING_SINCE = "coalesce(c.waiting_since, c.arrived_at)";
const LAST_MESSAGE = "coalesce(c.last_message_at, c.arrived_at)";
const RESOLVED = "coalesce(c.resolved_at, c.arrived_at)";

const ORDERS: Readonly<Record<ListOrder, Order>> = {
  /** What nothing was promised of, or waits for others, comes last. */
  "next-breach": oldest(`coalesce(n.next_due_at, ${NEVER})`),
  "longest-wait": oldest(WAITING_SINCE),
  newest: newest(LAST_MESSAGE),
  /** Of one priority, what has waited longest is first, whoever it waits for. */
  priority: { ...oldest(WAITING_SINCE), byPriority: true },
};
/** Without an order of its own a list is read as what it holds is worked on. */
const USUAL: Readonly<Record<ListGroup, Order>> = {
  "to-do": ORDERS.priority,
  waiting: ORDERS.newest,
  resolved: newest(RESOLVED),
  queued: ORDERS.priority,
  "in-service": ORDERS.newest,
};
const STATUSES: Readonly<Record<ConversationReading["status"], Order>> = {
  open: ORDERS.priority,
  snoozed: ORDERS.newest,
  resolved: newest(RESOLVED),
  closed: newest(RESOLVED),
};
const EVERYTHING = newest("c.arrived_at");

function orderOf({ status, group, order }: ConversationFilter): Order {
  if (order) return ORDERS[order];
  return status ? STATUSES[status] : group ? USUAL[group] : EVERYTHING;
}

/** Conversations the viewer may see, one page after a cursor; no offset, however deep. */
export async function listConversations(
  q: Queryable,
  filter: ConversationFilter,
  viewer: Principal,
  page: { readonly after: Cursor | undefined; readonly limit: number; readonly now: number },
): Promise<ConversationPage> {
  const order = orderOf(filter);
  const { after: cursor, limit } = page;
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { status, group } = filter;
  const where = [
    status ? STATUS_CONDITIONS[status] : group ? GROUP_CONDITIONS[group] : "true",
    ...seenBy(viewer, bind),
    ...filterConditions(filter, viewer, page.now, bind),
  ];
  const from = `conversations c ${filter.search ? "join contacts p on p.id = c.contact_id" : ""}`;
  const rowsMax = `${bind(limit + 1)}::int`;
  const by = byOf(order);
  const cut =
    filter.order === "next-breach"
      ? promisedFirst(from, where, cursor, rowsMax, bind)
      : `select c.* from ${from}
          where ${[...where, ...(cursor ? [after(order, cursor, bind)] : [])].join(" and ")}
          order by ${by} limit ${rowsMax}`;
  const { rows } = await q.query<ConversationReadingRow & { rankedAt: Date }>({
    // The page is cut before names are looked up: they are needed for its rows only.
    text: `select ${CONVERSATION_COLUMNS}, ${order.at} as "rankedAt" from (${cut}) c
      join contacts p on p.id = c.contact_id left join agents a on a.id = c.assignee_id
      left join sla_promises n on n.conversation_id = c.id
      order by ${by}`,
    values,
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(({ rankedAt: _, ...row }) => conversationReading(row)),
    nextCursor: last ? cursorText(cursorOf(order, last)) : null,
  };
}

function byOf({ at, oldestFirst, byPriority }: Order): string {
  if (!oldestFirst) return `${at} desc, c.id desc`;
  return `${byPriority ? "-c.priority, " : ""}${at}, c.id`;
}

/**
 * A page by what breaks next. What has a promise is read in the order of the promises' own index;
 * what has none is looked for only where that did not fill the page, and a limit of 0 runs nothing.
 */
function promisedFirst(
  from: string,
  where: readonly string[],
  cursor: Cursor | undefined,
  rowsMax: string,
  bind: Bind,
): string {
  const at = cursor && `${bind(new Date(cursor.at).toISOString())}::timestamptz`;
  const id = cursor && `${bind(cursor.id)}::uuid`;
  const promised = [
    ...where,
    "n.next_due_at is not null",
    ...(cursor ? [`(n.next_due_at, n.conversation_id) > (${at}, ${id})`] : []),
  ];
  const others = [
    ...where,
    "not exists (select from sla_promises n where n.conversation_id = c.id and n.next_due_at is not null)",
    ...(cursor ? [`(${at} < ${NEVER} or c.id > ${id})`] : []),
  ];
  return `with promised as materialized (
      select c.* from ${from} join sla_promises n on n.conversation_id = c.id
      where ${promised.join(" and ")} order by n.next_due_at, n.conversation_id limit ${rowsMax}),
    others as materialized (
      select c.* from ${from} where ${others.join(" and ")}
      order by c.id limit ${rowsMax} - (select count(*) from promised))
    select * from promised union all select * from others`;
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
