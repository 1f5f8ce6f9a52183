import { cleanText } from "@circuito/connector";
import {
  claim,
  type Done,
  direct,
  escalate,
  giveBack,
  type Refusal,
  reopen,
  reply,
  resolve,
  snooze,
  transfer,
} from "@circuito/desk";
import type { ConversationView } from "@circuito/protocol";
import { loadConversationViews, loadMessageViews } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { conversationViewOf, messageViewOf } from "../views.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "reply"
  | "claim"
  | "transfer"
  | "direct"
  | "escalate"
  | "return"
  | "resolve"
  | "reopen"
  | "snooze";

/** A person's verbs. Each answers with the thing as it is now. */
export function deskHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { desk, database } = parts;

  async function shown(result: Done | Refusal): Promise<ConversationView> {
    if (result.kind === "refused") throw problemOfRefusal(result);
    const [view] = await loadConversationViews(database.pool, [result.conversationId]);
    if (!view) throw new Error(`read conversation ${result.conversationId} after a change`);
    return conversationViewOf(view);
  }

  return {
    async reply({ who, params, body }) {
      const text = cleanText(body.text);
      const said = await reply(desk, who, { ...body, text, conversationId: params.id });
      if (said.kind === "refused") throw problemOfRefusal(said);
      const [view] = await loadMessageViews(database.pool, [said.messageId]);
      if (!view) throw new Error(`read message ${said.messageId} after it was written`);
      return messageViewOf(view);
    },
    claim: async ({ who, params, body }) =>
      shown(await claim(desk, who, { conversationId: params.id, ...body })),
    transfer: async ({ who, params, body }) =>
      shown(await transfer(desk, who, { conversationId: params.id, ...body })),
    direct: async ({ who, params, body }) => {
      const { queueId, epoch, promisedAt, ...written } = body;
      const registration = { ...written, promisedAt: Date.parse(promisedAt) };
      const input = { conversationId: params.id, queueId, epoch, registration };
      return shown(await direct(desk, who, input));
    },
    escalate: async ({ who, params, body }) =>
      shown(await escalate(desk, who, { conversationId: params.id, ...body })),
    return: async ({ who, params, body }) =>
      shown(await giveBack(desk, who, { conversationId: params.id, ...body })),
    resolve: async ({ who, params, body }) =>
      shown(await resolve(desk, who, { conversationId: params.id, ...body })),
    reopen: async ({ who, params }) =>
      shown(await reopen(desk, who, { conversationId: params.id })),
    snooze: async ({ who, params, body }) => {
      const until = Date.parse(body.until);
      return shown(
        await snooze(desk, who, { conversationId: params.id, epoch: body.epoch, until }),
      );
    },
  };
}
