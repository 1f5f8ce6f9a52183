import { chooseWay, seesEverything } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import {
  type Asked,
  type AskedMessages,
  allOf,
  binding,
  onConversations,
  PLACES_MAX,
} from "./asked-messages.ts";
import { findAuthors } from "./find-authors.ts";
import { type Look, lookAtNewest, lookAtStretch } from "./look-further.ts";
import type { HitRow } from "./search-messages.ts";
import { authorsFirst, conversationsFirst, type Way, wordsFirst } from "./ways.ts";

/**
 * How many of the newest messages are looked at before anything else: some milliseconds. What is often said
 * fills a page with them, however many messages there are, and otherwise it is known how often.
 */
const FIRST_LOOK = 2_000;

/**
 * Messages that answer a question, newest first. PostgreSQL would choose between its indexes by what it
 * guesses of words, of beginnings of words above all, and of who may see what; it guesses wrong by hundreds of
 * times. So we look first, and choose (`chooseWay`).
 */
export async function findAnswers(
  q: Queryable,
  question: AskedMessages,
  firstLook: number = FIRST_LOOK,
): Promise<readonly HitRow[]> {
  const authors = await findAuthors(q, question.search.authorName);
  if (authors && authors.agentIds.length + authors.contactIds.length === 0) return [];
  const asked: Asked = { ...question, authors };
  const { contactId, conversationId } = asked.search;
  if (contactId !== undefined || conversationId !== undefined) {
    return ask(q, asked, conversationsFirst);
  }
  const found: HitRow[] = [];
  const told = { looked: 0, hits: 0, answers: 0 };
  const first = await lookAtNewest(q, asked, firstLook);
  const byAuthors = authors?.wrote;
  let inPlaces: number | undefined;
  let seen: Look = first;
  for (;;) {
    found.push(...seen.rows);
    told.looked += seen.looked;
    told.hits += seen.hits;
    told.answers = found.length;
    const wanted = asked.wanted - found.length;
    const { end, total } = seen;
    if (wanted === 0 || end === undefined) return found;
    inPlaces ??= authors ? undefined : await countSaidInPlaces(q, asked);
    const way = chooseWay(told, { wanted, total, inPlaces, byAuthors });
    const older = { ...asked, before: end, wanted };
    switch (way.kind) {
      case "newest":
        seen = await lookAtNewest(q, older, way.look);
        break;
      case "stretch": {
        const endAt = Date.parse(end.at);
        const msEach = ((first.newestAt?.getTime() ?? endAt) - endAt) / told.looked;
        const sinceAt = new Date(endAt - Math.ceil(msEach * way.look) - 1);
        seen = await lookAtStretch(q, older, sinceAt, way.look);
        break;
      }
      case "words":
        return [...found, ...(await ask(q, older, wordsFirst))];
      case "conversations":
        return [...found, ...(await ask(q, older, conversationsFirst))];
      case "authors":
        return [...found, ...(await ask(q, older, authorsFirst))];
    }
  }
}

async function ask(q: Queryable, asked: Asked, way: Way): Promise<readonly HitRow[]> {
  const { values, bind } = binding();
  const { rows } = await q.query<HitRow>({
    text: `${way(asked, bind)} order by at desc, "messageId" desc`,
    values,
  });
  return rows;
}

/**
 * Messages of the conversations that a question leaves, if those are few; undefined: it leaves none out.
 * A channel alone has no index by which few would be found.
 */
async function countSaidInPlaces(q: Queryable, asked: Asked): Promise<number | undefined> {
  const { values, bind } = binding();
  const where = onConversations(asked, bind);
  if (where.length === 0) return undefined;
  if (asked.search.queueId === undefined && seesEverything(asked.viewer)) {
    return Number.POSITIVE_INFINITY;
  }
  const { rows } = await q.query<{ readonly places: number; readonly messages: number }>({
    // Indexes conversations_queue, conversations_owned.
    text: `select count(*)::int as places, coalesce(sum(last_seq), 0)::int as messages from (
        select c.last_seq from conversations c where ${allOf(where)}
        limit ${bind(PLACES_MAX + 1)}) places`,
    values,
  });
  const [found] = rows;
  return found && found.places <= PLACES_MAX ? found.messages : Number.POSITIVE_INFINITY;
}
