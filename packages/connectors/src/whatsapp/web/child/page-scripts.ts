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

/** The account's number and its hidden id. */
export const OWN_IDS = `(() => {
  const me = window.require("WAWebUserPrefsMeUser");
  return { wid: me.getMaybeMePnUser()?._serialized, lid: me.getMaybeMeLidUser()?._serialized };
})()`;
