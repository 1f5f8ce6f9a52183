import { cleanText } from "@circuito/connector";
import {
  claim,
  type Done,
  direct,
  draftReplyMail,
  escalate,
  giveBack,
  type Refusal,
  reopen,
  reply,
  resolve,
  snooze,
  transfer,
} from "@circuito/desk";
import { MAIL_CHANNEL, type Principal } from "@circuito/domain";
import type { ConversationView } from "@circuito/protocol";
import { loadConversationViews, loadMessageViews } from "@circuito/store";
import { askedChat } from "../asked-chat.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { replyDraftOf } from "../reply-draft-view.ts";
import { conversationViewOf, messageViewOf } from "../views.ts";
import { visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "reply"
  | "replyDraft"
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

  function refused(refusal: Refusal, who: Principal, id: string): HttpProblem {
    // Not there and not theirs look the same from outside; whoever reads the log may ask.
    if (refusal.code === "not-found") {
      parts.log.warn("verb on what is not there or not theirs", {
        component: "api",
        by: who.id,
        id,
      });
    }
    return problemOfRefusal(refusal);
  }

  async function shown(
    result: Done | Refusal,
    who: Principal,
    id: string,
  ): Promise<ConversationView> {
    if (result.kind === "refused") throw refused(result, who, id);
    const [view] = await loadConversationViews(database.pool, [result.conversationId]);
    if (!view) throw new Error(`read conversation ${result.conversationId} after a change`);
    return conversationViewOf(view);
  }

  return {
    async reply({ who, params, body }) {
      const text = cleanText(body.text ?? "");
      const { chat, ...rest } = body;
      const said = await reply(desk, who, {
        ...rest,
        text,
        conversationId: params.id,
        ...(chat && { chat: await askedChat(parts, who, params.id, chat) }),
      });
      if (said.kind === "refused") throw refused(said, who, params.id);
      const [view] = await loadMessageViews(database.pool, [said.messageId]);
      if (!view) throw new Error(`read message ${said.messageId} after it was written`);
      return messageViewOf(view);
    },
    async replyDraft({ who, params }) {
      const { id, channel } = await visibleConversation(parts, who, params.id);
      if (channel !== MAIL_CHANNEL) {
        throw new HttpProblem("wrong-state", "only replies by mail have a draft", {
          details: { because: "not-a-mail" },
        });
      }
      return replyDraftOf(await draftReplyMail(database.pool, id));
    },
    claim: async ({ who, params: { id }, body }) =>
      shown(await claim(desk, who, { conversationId: id, ...body }), who, id),
    transfer: async ({ who, params: { id }, body }) =>
      shown(await transfer(desk, who, { conversationId: id, ...body }), who, id),
    direct: async ({ who, params: { id }, body }) => {
      const { queueId, epoch, promisedAt, ...written } = body;
      const registration = { ...written, promisedAt: Date.parse(promisedAt) };
      const input = { conversationId: id, queueId, epoch, registration };
      return shown(await direct(desk, who, input), who, id);
    },
    escalate: async ({ who, params: { id }, body }) =>
      shown(await escalate(desk, who, { conversationId: id, ...body }), who, id),
    return: async ({ who, params: { id }, body }) =>
      shown(await giveBack(desk, who, { conversationId: id, ...body }), who, id),
    resolve: async ({ who, params: { id }, body }) =>
      shown(await resolve(desk, who, { conversationId: id, ...body }), who, id),
    reopen: async ({ who, params: { id } }) =>
      shown(await reopen(desk, who, { conversationId: id }), who, id),
    snooze: async ({ who, params: { id }, body: { until, ...body } }) => {
      const input = { conversationId: id, ...body, until: Date.parse(until) };
      return shown(await snooze(desk, who, input), who, id);
    },
  };
}
