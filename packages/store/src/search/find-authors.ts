import type { Queryable } from "../database.ts";
import { escapeLike } from "../reading/list-conditions.ts";
import { PLACES_MAX } from "./asked-messages.ts";

/** Whom a question names. */
export interface Authors {
  readonly agentIds: readonly string[];
  readonly contactIds: readonly string[];
  /** Conversations that the customers among them may have written in. */
  readonly placeIds: readonly string[];
  /** Messages that all of them wrote, at most; of more than are looked through one by one, infinitely many. */
  readonly wrote: number;
}

/** Names are read once, and not for each message: people have fewer names than they write messages. */
export async function findAuthors(
  q: Queryable,
  name: string | undefined,
): Promise<Authors | undefined> {
  if (!name) return undefined;
  const { rows } = await q.query<{ readonly id: string; readonly isAgent: boolean }>({
    name: "find-authors",
    text: `select id, true as "isAgent" from agents where name ilike $1
      union all select id, false from contacts where name ilike $1`,
    values: [`%${escapeLike(name)}%`],
  });
  const ids = (agents: boolean) =>
    rows.filter(({ isAgent }) => isAgent === agents).map(({ id }) => id);
  const [agentIds, contactIds] = [ids(true), ids(false)];
  const places = await findPlaces(q, contactIds);
  const placeIds = places.map(({ id }) => id);
  const written = places.reduce((sum, { messages }) => sum + messages, 0);
  const isFew = placeIds.length <= PLACES_MAX && written <= WRITTEN_MAX;
  const wrote = isFew ? written + (await countWritten(q, agentIds)) : Number.POSITIVE_INFINITY;
  return {
    agentIds,
    contactIds,
    placeIds,
    wrote: wrote <= WRITTEN_MAX ? wrote : Number.POSITIVE_INFINITY,
  };
}

/** Beyond so many messages another way is the cheaper one, whatever is asked. */
const WRITTEN_MAX = 20_000;

/** Where customers may have written: in their own conversations, and by mail in those that they take part in. */
async function findPlaces(
  q: Queryable,
  contactIds: readonly string[],
): Promise<readonly { readonly id: string; readonly messages: number }[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await q.query<{ readonly id: string; readonly messages: number }>({
    name: "find-places-of-authors",
    // Indexes conversations_contact, identities_contact, mail_participants_address.
    text: `select id, last_seq as messages from conversations where id in (
        select id from conversations where contact_id = any($1::uuid[])
        union select p.conversation_id from identities i
          join mail_participants p on p.address = substr(i.address, length('mailto:') + 1)
          where i.contact_id = any($1::uuid[]) and i.address like 'mailto:%'
        limit $2)`,
    values: [contactIds, PLACES_MAX + 1],
  });
  return rows;
}

/** Messages of ours, and one more than are looked through at most. */
async function countWritten(q: Queryable, agentIds: readonly string[]): Promise<number> {
  if (agentIds.length === 0) return 0;
  const { rows } = await q.query<{ readonly messages: number }>({
    name: "count-written-by-authors",
    // Index messages_author.
    text: `select count(*)::int as messages from (
        select from messages where agent_id = any($1::uuid[]) limit $2) written`,
    values: [agentIds, WRITTEN_MAX + 1],
  });
  return rows[0]?.messages ?? 0;
}
