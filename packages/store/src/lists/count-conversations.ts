import type { Principal } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import {
  type ConversationFilter,
  filterConditions,
  GROUP_CONDITIONS,
  seenBy,
} from "../reading/list-conditions.ts";

/**
 * How many active conversations each list holds that the viewer may see: all of them in one look at
 * the open and snoozed ones. What is over grows for ever, and is not counted.
 * @param lists by any name; one whose group or status is over has no count
 * @param now ms since epoch
 */
export async function countConversations<Name extends string>(
  q: Queryable,
  lists: ReadonlyMap<Name, ConversationFilter>,
  viewer: Principal,
  now: number,
): Promise<ReadonlyMap<Name, number>> {
  const active = [...lists].filter(([, filter]) => isActive(filter));
  if (active.length === 0) return new Map();
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const counts = active.map(([, filter], index) => {
    const { group, status } = filter;
    const where = [
      status ? `c.status = ${bind(status)}` : group ? GROUP_CONDITIONS[group] : "true",
      ...filterConditions(filter, viewer, now, bind),
    ];
    return `count(*) filter (where ${where.join(" and ")})::int as "${index}"`;
  });
  const where = ["c.status in ('open','snoozed')", ...seenBy(viewer, bind)];
  const { rows } = await q.query<Record<string, number>>({
    text: `select ${counts.join(", ")} from conversations c where ${where.join(" and ")}`,
    values,
  });
  return new Map(active.map(([name], index) => [name, rows[0]?.[index] ?? 0]));
}

function isActive({ group, status }: ConversationFilter): boolean {
  return status === undefined ? group !== "resolved" : status === "open" || status === "snoozed";
}
