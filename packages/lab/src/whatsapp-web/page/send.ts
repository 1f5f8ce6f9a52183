import type { ChatModel } from "./chat-model.ts";
import { chatOf, Msg } from "./collections.ts";
import { contentOf } from "./content.ts";
import { define } from "./modules.ts";
import { MediaState, MsgModel } from "./msg-model.ts";
import { askServer, tellServer } from "./server.ts";
import { conduct } from "./session.ts";
import { createWid, MsgKey, type Wid, type WidLike } from "./wid.ts";

interface Sent {
  readonly messageSendResult: "OK";
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * What the library sends with.
 * @param message attributes: the key is made, the type is known, the ack is 0
 * @returns when the page has it, and when the network has it
 */
function addAndSendMsgToChat(
  chat: ChatModel,
  message: Readonly<Record<string, unknown>>,
): [Promise<MsgModel>, Promise<Sent>] {
  switch (conduct.now.send) {
    case "refuse":
      throw new Error("the simulator refuses to send");
    case "hang":
      return [never(), never()];
    case "deliver":
      return post(chat, message);
    case "lose":
      return [post(chat, message)[0], never()];
    case "hang-after-sending":
      post(chat, message);
      return [never(), never()];
  }
}

function post(
  chat: ChatModel,
  message: Readonly<Record<string, unknown>>,
): [Promise<MsgModel>, Promise<Sent>] {
  const msg = new MsgModel(contentOf(message));
  if (msg.directPath !== undefined) {
    msg.mediaData = new MediaState({ mediaStage: "RESOLVED" });
  }
  chat.msgs.keep(msg);
  chat.set({ t: msg.t, lastReceivedKey: msg.id });
  Msg.add(msg);
  const sent = askServer<null>({ kind: "send", message: msg.toWire() }).then((): Sent => {
    if (msg.directPath !== undefined) msg.set({ isUnsentMedia: false });
    return { messageSendResult: "OK" };
  });
  return [Promise.resolve(msg), sent];
}

const LINK = /https?:\/\/[^\s<>"]+/g;

function findLinks(text: unknown): { href: string }[] {
  if (typeof text !== "string") return [];
  return (text.match(LINK) ?? []).map((href) => ({ href }));
}

function tellChatState(chat: Wid, state: "composing" | "recording" | "paused"): void {
  tellServer({ kind: "chat-state", chat: chat._serialized, state });
}

define({
  WALinkify: { findLinks, findLink: (text: unknown) => findLinks(text)[0] },
  WAWebMsgKey: MsgKey,
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebLinkPreviewChatAction: { getLinkPreview: async () => undefined },
  WAWebMsgReply: { canReplyMsg: (msg: MsgModel) => msg.canReply() },
  WAWebQuotedMsgModelUtils: { getQuotedMsgObj: quotedBy },
  WAWebUpdateUnreadChatAction: {
    sendSeen: async ({ chat }: { chat: ChatModel }) => {
      await askServer<null>({ kind: "seen", chat: chat.id._serialized });
      chat.set({ unreadCount: 0 });
    },
  },
  WAWebChatStateBridge: {
    sendChatStateComposing: (chat: Wid) => tellChatState(chat, "composing"),
    sendChatStateRecording: (chat: Wid) => tellChatState(chat, "recording"),
    sendChatStatePaused: (chat: Wid) => tellChatState(chat, "paused"),
  },
  WAWebWidFactory: {
    createWid,
    createWidFromWidLike: createWid,
    asUserWidOrThrow: (like: WidLike) => {
      const wid = createWid(like);
      if (!wid.isUser()) throw new Error(`${wid} is no user`);
      return wid;
    },
  },
});

/** The message that another one quotes: our own copy, or what the quote itself says. */
function quotedBy(msg: MsgModel): MsgModel | undefined {
  const own = chatOf(msg.id.remote)
    ?.msgs.getModelsArray()
    .find(({ id }) => id.id === msg.quotedStanzaID);
  if (own || !msg.quotedMsg || msg.quotedStanzaID === undefined) return own;
  const from = msg.quotedParticipant ?? msg.from;
  const id = new MsgKey({ from: msg.id.remote, to: msg.to, id: msg.quotedStanzaID, selfDir: "in" });
  return new MsgModel({ ...msg.quotedMsg, id, from, to: msg.to, t: msg.t, ack: 1 });
}
