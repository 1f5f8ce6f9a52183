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
  signatureOf,
  snooze,
  transfer,
} from "@circuito/desk";
import { isMailLike, type Principal } from "@circuito/domain";
import { loadMessageViews } from "@circuito/store";
import { askedChat } from "../asked-chat.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { replyDraftOf } from "../reply-draft-view.ts";
import { refusedVerb, verbAnswer } from "../verb-answer.ts";
import { messageViewOf } from "../views.ts";
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

  const refused = (refusal: Refusal, who: Principal, id: string) =>
    refusedVerb(parts, refusal, who, id);
  const shown = (result: Done | Refusal, who: Principal, id: string) =>
    verbAnswer(parts, result, who, id);

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
      if (!isMailLike(channel)) {
        throw new HttpProblem("wrong-state", "only replies by mail have a draft", {
          details: { because: "not-a-mail" },
        });
      }
      const draft = await draftReplyMail(database.pool, id);
      return replyDraftOf(draft, await signatureOf(database.pool, who, { id, channel }));
    },
    claim: async ({ who, params: { id }, body }) =>
      shown(await claim(desk, who, { conversationId: id, ...body }), who, id),
    transfer: async ({ who, params: { id }, body }) =>
      shown(await transfer(desk, who, { conversationId: id, ...body }), who, id),
    direct: async ({ who, params: { id }, body }) => {
      const { queueId, epoch, promisedAt, note, notice, ...written } = body;
      const registration = { ...written, promisedAt: Date.parse(promisedAt) };
      const input = { conversationId: id, queueId, epoch, registration, note, notice };
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
