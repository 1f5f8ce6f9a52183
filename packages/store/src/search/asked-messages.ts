import { type Principal, seesEverything } from "@circuito/domain";
import { type Bind, seenBy } from "../reading/list-conditions.ts";
import type { Authors } from "./find-authors.ts";
import type { MessageSearch } from "./search-messages.ts";

export interface AskedMessages {
  /** A tsquery. */
  readonly match: string;
  readonly search: MessageSearch;
  readonly viewer: Principal;
  /** Only what is older than this one. */
  readonly before: MessagePlace | undefined;
  readonly wanted: number;
}

/** A question whose author, if it names one, is known by who they are. */
export interface Asked extends AskedMessages {
  readonly authors: Authors | undefined;
}

/** So many conversations are looked through at most: beyond them another way is the cheaper one. */
export const PLACES_MAX = 2_000;

export interface MessagePlace {
  /** ISO 8601. */
  readonly at: string;
  readonly id: string;
}

export function binding(): { readonly values: unknown[]; readonly bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

export const allOf = (conditions: readonly string[]): string => conditions.join(" and ") || "true";

/** Of words `w`: when it was said. */
export function inPeriod({ search: { since, until }, before }: Asked, bind: Bind): string {
  return allOf([
    ...(since ? [`w.at >= ${bind(since)}::timestamptz`] : []),
    ...(until ? [`w.at < ${bind(until)}::timestamptz`] : []),
    ...(before
      ? [`(w.at, w.message_id) < (${bind(before.at)}::timestamptz, ${bind(before.id)}::uuid)`]
      : []),
  ]);
}

/** Of conversations `c`: which of them, and who may see them. */
export function onConversations({ search, viewer }: Asked, bind: Bind): readonly string[] {
  const { queueId, channel, contactId, conversationId } = search;
  const where: string[] = seesEverything(viewer) ? [] : seenBy(viewer, bind);
  if (conversationId) where.push(`c.id = ${bind(conversationId)}`);
  if (contactId) {
    where.push(`c.contact_id = (select coalesce(merged_into_id, id) from contacts
      where id = ${bind(contactId)})`);
  }
  if (queueId) where.push(`c.queue_id = ${bind(queueId)}`);
  if (channel) where.push(`c.channel = ${bind(channel)}`);
  return where;
}

/** Of messages `m`: who wrote it. */
export function onAuthors({ authors }: Asked, bind: Bind): readonly string[] {
  if (!authors) return [];
  return [
    `(m.agent_id = any(${bind(authors.agentIds)}::uuid[]) or m.direction = 'inbound'
      and m.agent_id is null and m.contact_id = any(${bind(authors.contactIds)}::uuid[]))`,
  ];
}
