import {
  dismiss,
  endLease,
  keepLease,
  recall,
  skip,
  takeNextInTriage,
  triageQueuesOf,
} from "@circuito/desk";
import { DAY_MS, type Principal } from "@circuito/domain";
import {
  findTriageFigures,
  listDirectors,
  listSkips,
  listTriageQueues,
  loadConversationViews,
  type TriageFigures,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { invalid } from "../problem.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { loadTriageFacts } from "../triage-facts.ts";
import { verbAnswer } from "../verb-answer.ts";
import { conversationViewOf } from "../views.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** A day of anybody's, wherever their midnight is. */
const SINCE_MAX_MS = 2 * DAY_MS;

type Triage =
  | "getTriage"
  | "takeNextInTriage"
  | "listSkips"
  | "getTriageFacts"
  | "keepLease"
  | "endLease"
  | "skip"
  | "dismiss"
  | "recall";

/** What a director does: one item at a time, nobody else's meanwhile. */
export function triageHandlers(parts: WebParts): Pick<Handlers, Triage> {
  const { desk, database } = parts;
  const { pool } = database;

  return {
    async getTriage({ who, query }) {
      const now = desk.now();
      const since = Date.parse(query.since);
      if (since < now - SINCE_MAX_MS) throw invalid("query.since: a day began later than that");
      const queueIds = await triageQueuesOf(pool, who);
      const queues = await listTriageQueues(pool, queueIds, now);
      const mine = await figuresOf(who, since);
      return {
        queues: queues.map(({ oldestWaitingSince, ...queue }) => ({
          ...queue,
          oldestWaitingSince: isoOrNull(oldestWaitingSince),
        })),
        mine: {
          done: mine.done,
          medianSeconds: mine.medianMs === undefined ? null : Math.round(mine.medianMs / 1_000),
          returned: mine.returned,
          skipped: mine.skipped,
        },
        team: [...(await listDirectors(pool, queueIds, since))],
      };
    },

    async takeNextInTriage({ who }) {
      const next = await takeNextInTriage(desk, who);
      if (next.kind === "refused") throw problemOfRefusal(next);
      const ids = next.conversationId === undefined ? [] : [next.conversationId];
      const [view] = await loadConversationViews(pool, ids);
      return { conversation: view ? conversationViewOf(view) : null };
    },

    async listSkips() {
      const skips = await listSkips(pool, desk.now() - DAY_MS);
      return { items: skips.map((one) => ({ ...one, at: iso(one.at) })) };
    },

    async getTriageFacts({ who, params, query }) {
      const conversation = await visibleConversation(parts, who, params.id);
      return loadTriageFacts(parts, who, conversation, query.categoryId);
    },

    keepLease: async ({ who, params: { id } }) =>
      verbAnswer(parts, await keepLease(desk, who, id), who, id),
    endLease: async ({ who, params: { id } }) =>
      verbAnswer(parts, await endLease(desk, who, id), who, id),
    skip: async ({ who, params: { id }, body }) =>
      verbAnswer(parts, await skip(desk, who, { conversationId: id, ...body }), who, id),
    dismiss: async ({ who, params: { id }, body }) =>
      verbAnswer(parts, await dismiss(desk, who, { conversationId: id, ...body }), who, id),
    recall: async ({ who, params: { id } }) =>
      verbAnswer(parts, await recall(desk, who, id), who, id),
  };

  async function figuresOf(who: Principal, since: number): Promise<TriageFigures> {
    if (who.kind === "agent") return findTriageFigures(pool, who.id, since);
    return { done: 0, medianMs: undefined, returned: 0, skipped: 0 };
  }
}
