/**
 * Looked up in the page as expressions: what the library has no call for, or only one that asks the
 * network for every group. They use modules that the library itself uses.
 */
export const IS_SYNCED = `Boolean(window.require("WAWebSocketModel").Socket.hasSynced)`;

export const ANNOUNCE_SYNCED = `window.onAppStateHasSyncedEvent()`;

/** The library's own getChats() asks WhatsApp about every group there is. */
export const chatsSince = (seconds: number): string => `
  window.require("WAWebCollections").Chat.getModelsArray()
    .filter((chat) => Number(chat.t) >= ${Number(seconds)})
    .map((chat) => ({ wid: chat.id._serialized, timestamp: Number(chat.t) }))`;

/**
 * The newest of a chat, oldest first. The library's own fetchMessages() sorts by the second with a
 * comparison that turns those of one second round (Chat.js, 1.34.7): here they keep the page's order.
 */
export const newestMessages = (chat: string, limit: number): string => `(async () => {
  const chat = await window.WWebJS.getChat(${JSON.stringify(chat)}, { getAsModel: false });
  const isMessage = (message) => !message.isNotification;
  let messages = chat ? chat.msgs.getModelsArray().filter(isMessage) : [];
  while (chat && messages.length < ${Number(limit)}) {
    const earlier = await window.require("WAWebChatLoadMessages").loadEarlierMsgs({ chat });
    if (!earlier || earlier.length === 0) break;
    messages = [...earlier.filter(isMessage), ...messages];
  }
  return messages
    .sort((a, b) => a.t - b.t)
    .slice(-${Number(limit)})
    .map((message) => window.WWebJS.getMessageModel(message));
})()`;

/** The account's number and its hidden id. */
export const OWN_IDS = `(() => {
  const me = window.require("WAWebUserPrefsMeUser");
  return { wid: me.getMaybeMePnUser()?._serialized, lid: me.getMaybeMeLidUser()?._serialized };
})()`;
