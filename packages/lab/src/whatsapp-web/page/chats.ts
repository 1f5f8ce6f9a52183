import type { WireMessage } from "../wire.ts";
import type { ChatModel } from "./chat-model.ts";
import { findChat, keepMessage } from "./collections.ts";
import { define } from "./modules.ts";
import { type MsgModel, messageFromWire } from "./msg-model.ts";
import { askServer } from "./server.ts";
import type { Wid } from "./wid.ts";

/** The messages before those that the page holds; none at the end of what the phone handed over. */
async function loadEarlierMsgs({ chat }: { chat: ChatModel }): Promise<MsgModel[]> {
  const first = chat.msgs.getModelsArray()[0];
  const wires = await askServer<readonly WireMessage[]>({
    kind: "earlier",
    chat: chat.id._serialized,
    before: first?.id._serialized ?? null,
  });
  const earlier = wires.map((wire) => messageFromWire(wire, false));
  for (const msg of earlier) keepMessage(msg);
  chat.msgs.keepBefore(earlier);
  return earlier;
}

define({
  WAWebFindChatAction: {
    findOrCreateLatestChat: async (wid: Wid) => ({ chat: await findChat(wid) }),
  },
  WAWebChatGetters: {
    getIsNewsletter: ({ id }: ChatModel) => id.isNewsletter(),
    getIsBroadcast: ({ id }: ChatModel) => id.isBroadcast(),
  },
  WAWebChatLoadMessages: { loadEarlierMsgs },
  WAWebSendNonMessageDataRequest: {
    /** The phone answers later, with a changed chat. */
    sendPeerDataOperationRequest: async (_kind: number, { chatId }: { chatId: Wid }) => {
      await askServer<null>({ kind: "ask-phone-for-history", chat: chatId._serialized });
    },
  },
});
