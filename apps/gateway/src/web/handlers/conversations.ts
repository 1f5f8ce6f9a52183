import { ELSEWHERE_WINDOW_MS, type Principal, readProtocolNumber } from "@circuito/domain";
import {
  currentPosition,
  findReadCursors,
  listActivities,
  listConversations,
  listElsewhere,
  listMessagesAfter,
  listMessagesBefore,
  type Queryable,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { cursorOf } from "../page-cursor.ts";
import { HttpProblem } from "../problem.ts";
import { searching } from "../searching.ts";
import { activityViewOf, conversationViewOf, elsewhereViewOf, messageViewOf } from "../views.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

export function conversationHandlers(
  parts: WebParts,
): Pick<
  Handlers,
  "listConversations" | "getConversation" | "listElsewhere" | "listMessages" | "listActivities"
> {
  const { pool } = parts.database;

  async function readsOf(who: Principal, ids: readonly string[]) {
    if (who.kind !== "agent") return [];
    const reads = await findReadCursors(pool, who.id, ids);
    return reads.map(({ conversationId, seq }) => ({ conversationId, seq }));
  }

  return {
    async listConversations({ who, query }) {
      const { cursor, limit, protocol: typed, ...rest } = query;
      const filter = { ...rest, protocol: typed && protocolOf(typed) };
      const from = cursorOf("uuid", cursor);
      // Before the list: what happens between the two is told again, and not missed.
      const position = await currentPosition(pool);
      const now = parts.desk.now();
      const list = (q: Queryable) => listConversations(q, filter, who, { after: from, limit, now });
      const page = await (filter.search ? searching(parts, list) : list(pool));
      const items = page.items.map(conversationViewOf);
      const reads = await readsOf(
        who,
        items.map(({ id }) => id),
      );
      return { items, nextCursor: page.nextCursor, position, reads };
    },

    async getConversation({ who, params }) {
      return conversationViewOf(await visibleConversation(parts, who, params.id));
    },

    async listElsewhere({ who, params }) {
      const { id } = await visibleConversation(parts, who, params.id);
      const others = await listElsewhere(pool, id, parts.desk.now() - ELSEWHERE_WINDOW_MS);
      return { items: others.map((other) => elsewhereViewOf(other, who)) };
    },

    async listMessages({ who, params, query }) {
      await visibleConversation(parts, who, params.id);
      const { before, after, limit } = query;
      const page =
        after === undefined
          ? await listMessagesBefore(pool, params.id, before, limit)
          : await listMessagesAfter(pool, params.id, after, limit);
      return { items: page.items.map(messageViewOf), hasMore: page.hasMore };
    },

    async listActivities({ who, params }) {
      await visibleConversation(parts, who, params.id);
      return { items: (await listActivities(pool, params.id)).map(activityViewOf) };
    },
  };
}

const NO_NUMBER = {
  "wrong-length": "a protocol number has fourteen digits and letters, such as 261126-ABCDEFG1",
  "wrong-character": "a protocol number begins with its date, six digits, and has no letter U",
  "check-failed": "this is no protocol number: one character is wrong, or two changed places",
};

function protocolOf(typed: string): string {
  const read = readProtocolNumber(typed);
  if (read.kind === "number") return read.protocol;
  throw new HttpProblem("invalid", `query.protocol: ${NO_NUMBER[read.because]}`, {
    details: { because: read.because },
  });
}
