import { cleanText } from "@circuito/connector";
import { existsFor, mayChange, type Principal } from "@circuito/domain";
import {
  deleteQuickReply,
  existingQueues,
  findCompanyName,
  listQuickReplies,
  lockQuickReply,
  type Queryable,
  type QuickReply,
  saveQuickReply,
  tellConfigurationChanged,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { changedSince, reachOf, requireMayChange } from "../reach.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import { quickReplyViewOf } from "../writing-views.ts";

type Verb = "listQuickReplies" | "createQuickReply" | "updateQuickReply" | "deleteQuickReply";

/** Quick replies: one's own are one's own to change, all others a supervisor's. */
export function quickReplyHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk } = parts;
  return {
    async listQuickReplies({ who }) {
      const items = (await listQuickReplies(database.pool, who)).map(quickReplyViewOf);
      return { items, company: (await findCompanyName(database.pool)) ?? null };
    },

    async createQuickReply({ who, body }) {
      return change(async (tx) => {
        const reply = { ...written(who, body), id: body.id, version: 1 };
        requireMayChange(who, reply);
        const earlier = await lockQuickReply(tx, body.id);
        // Said again because the answer was lost; or an id that is somebody else's.
        if (earlier && !mayChange(who, earlier)) throw nothingHere();
        if (earlier) return earlier;
        await save(tx, reply);
        return { ...reply, updatedAt: desk.now() };
      });
    },

    async updateQuickReply({ who, params, body }) {
      return change(async (tx) => {
        const before = await lockQuickReply(tx, params.id);
        if (!before || !existsFor(who, before)) throw nothingHere();
        requireMayChange(who, before);
        if (before.version !== body.version) throw changedSince(before);
        const reply = { ...written(who, body), id: before.id, version: before.version + 1 };
        requireMayChange(who, reply);
        await save(tx, reply);
        return { ...reply, updatedAt: desk.now() };
      });
    },

    async deleteQuickReply({ who, params }) {
      await database.transaction(async ({ client }) => {
        const before = await lockQuickReply(client, params.id);
        if (!before || !existsFor(who, before)) return;
        requireMayChange(who, before);
        await deleteQuickReply(client, params.id);
        await tell(client, before);
      });
      desk.wake.publish("outbox");
      return {};
    },
  };

  async function change(verb: (tx: Queryable) => Promise<QuickReply>) {
    const saved = await database.transaction(({ client }) => verb(client));
    desk.wake.publish("outbox");
    return quickReplyViewOf(saved);
  }

  async function save(tx: Queryable, reply: Omit<QuickReply, "updatedAt">): Promise<void> {
    if (reply.queueId !== null && (await existingQueues(tx, [reply.queueId])).size === 0) {
      throw new HttpProblem("invalid", "body.queueId: there is no such queue", {
        details: { because: "no-such-queue" },
      });
    }
    await saveQuickReply(tx, reply, desk.now());
    await tell(tx, reply);
  }

  /** One's own are nobody else's business. */
  async function tell(tx: Queryable, { id, agentId }: Omit<QuickReply, "updatedAt">) {
    if (agentId === null) await tellConfigurationChanged(tx, id);
  }
}

interface Written {
  readonly name: string;
  readonly body: string;
  readonly scope: "everybody" | "queue" | "mine";
  readonly queueId: string | null;
  readonly channels: readonly string[];
}

function written(
  who: Principal,
  { name, body, channels, ...reach }: Written,
): Omit<QuickReply, "id" | "version" | "updatedAt"> {
  return {
    name: cleanText(name),
    body: cleanText(body),
    ...reachOf(who, reach),
    channels: [...new Set(channels)],
  };
}
