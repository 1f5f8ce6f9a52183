import type { Down } from "../wire.ts";
import { callCollection, upsertReaction } from "./act.ts";
import { chatFromWire } from "./chat-model.ts";
import { Chat, chatOf, keepChat, keepContact, keepMessage, Msg } from "./collections.ts";
import { forgetDevice, keepDevice, keepDeviceLate } from "./device-store.ts";
import { firstMediaState, messageFromWire } from "./msg-model.ts";
import { tellServer } from "./server.ts";
import { Cmd, Conn, conduct, Socket, signIn, tellProgress } from "./session.ts";
import { createWid, MsgKey, Wid } from "./wid.ts";

/** Does in the page what the phone or the network did. */
export function takeFromServer(down: Down): void {
  switch (down.kind) {
    case "hello":
    case "conduct":
      conduct.now = down.conduct;
      if (conduct.now.media !== "reuploading") endReuploads();
      return;
    case "unpaired":
      Conn.set({ ref: down.ref });
      Socket.set({ state: "UNPAIRED" });
      return;
    case "ref":
      Conn.set({ ref: down.ref });
      return;
    case "connect":
      connect(down);
      return;
    case "message":
      addMessage(down);
      return;
    case "ack":
      raiseAck(down.id, down.ack);
      return;
    case "change":
      Msg.get(down.id)?.set(modelPatch(down.patch));
      return;
    case "remove":
      remove(down.id);
      return;
    case "reaction":
      addReaction(down);
      return;
    case "call":
      callCollection.calls.set(down.id, incomingCall(down));
      return;
    case "chat":
      changeChat(down.chat);
      return;
    case "state":
      Socket.set({ state: down.state });
      return;
    case "resync":
      Socket.assign({ hasSynced: false });
      Socket.set({ hasSynced: true });
      return;
    case "logout":
      leave();
      return;
    case "echo":
      tellServer({ kind: "echo", mark: down.mark });
      return;
    case "busy":
      compute(down.forMs);
      return;
    case "navigate":
      location.hash = `#${Math.random()}`;
  }
}

type DownOf<K extends Down["kind"]> = Extract<Down, { kind: K }>;

function connect(down: DownOf<"connect">): void {
  const { account, chats, messages, people, loseReady } = down;
  signIn(account);
  for (const person of people) keepContact(person);
  for (const chat of chats) keepChat(chat);
  for (const wire of messages) {
    const msg = messageFromWire(wire, false);
    keepMessage(msg);
    const chat = chatOf(msg.id.remote);
    chat?.msgs.keep(msg);
    chat?.assign({ lastReceivedKey: msg.id });
  }
  if (loseReady) Socket.assign({ hasSynced: true });
  if (Socket.state === "UNPAIRED") Socket.set({ state: "PAIRING" });
  Socket.set({ state: "CONNECTED" });
  const kept = keep(down);
  if (!loseReady) sync(kept);
}

async function keep({ device, keepsLinkLate }: DownOf<"connect">): Promise<void> {
  if (keepsLinkLate) keepDeviceLate(device);
  else await keepDevice(device);
}

/** The real page takes seconds for this; ours waits for the library instead, whose listener it needs. */
async function sync(kept: Promise<void>): Promise<void> {
  await kept;
  await Socket.whenHeard("change:hasSynced");
  await new Promise((resolve) => setTimeout(resolve)); // It attaches others beside that one.
  for (const percent of [0, 100]) tellProgress(percent);
  Socket.set({ hasSynced: true });
}

function addMessage({ message, chat: wireChat }: DownOf<"message">): void {
  const msg = messageFromWire(message, true);
  const known = chatOf(msg.id.remote);
  const chat = known ?? (wireChat ? keepChat(wireChat) : undefined);
  chat?.msgs.keep(msg);
  chat?.assign({ lastReceivedKey: msg.id });
  Msg.add(msg);
  if (!chat || !wireChat) return;
  // A new chat has its count from the start, and the library is to hear of it all the same.
  if (!known) chat.assign({ unreadCount: 0 });
  chat.set({ t: wireChat.t, unreadCount: wireChat.unreadCount });
}

function raiseAck(id: string, ack: number): void {
  const msg = Msg.get(id);
  if (msg && (ack < 0 || ack > msg.ack)) msg.set({ ack });
}

/** Keys and addresses come as text. */
function modelPatch(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { from, author, ...rest } = patch;
  return {
    ...rest,
    // A message that can be read only now may turn out to have a medium.
    ...(typeof rest.directPath === "string" && {
      mediaData: firstMediaState(),
    }),
    ...(typeof from === "string" && { from: createWid(from) }),
    ...(typeof author === "string" && { author: createWid(author) }),
  };
}

function remove(id: string): void {
  const msg = Msg.get(id);
  if (!msg) return;
  chatOf(msg.id.remote)?.msgs.remove(msg);
  Msg.remove(msg);
}

function addReaction({ id, of, from, emoji, at }: DownOf<"reaction">): void {
  upsertReaction({
    id: MsgKey.fromWire(id),
    reactionParentKey: MsgKey.fromWire(of),
    reactionText: emoji,
    reactionTimestamp: at,
    from: new Wid(from),
    orphan: 0,
    read: false,
    ack: 2,
  });
}

function incomingCall({ id, from, isVideo, isGroup }: DownOf<"call">): object {
  return {
    id,
    peerJid: from,
    isVideo,
    isGroup,
    canHandleLocally: false,
    outgoing: false,
    webClientShouldHandle: false,
    participants: [],
  };
}

function changeChat(wire: DownOf<"chat">["chat"]): void {
  const chat = Chat.get(wire.id);
  if (!chat) {
    keepChat(wire);
    return;
  }
  const { unreadCount, archive, endOfHistoryTransferType, formattedTitle } = chatFromWire(wire);
  chat.set({ unreadCount, archive, endOfHistoryTransferType, formattedTitle });
}

/** The phone sent the bytes again: they can be had. */
function endReuploads(): void {
  for (const { mediaData } of Msg.getModelsArray()) {
    if (mediaData?.mediaStage === "REUPLOADING") mediaData.set({ mediaStage: "NEED_POKE" });
  }
}

/** Logged out on the phone: the page forgets its device, says so, and starts anew. */
async function leave(): Promise<void> {
  await forgetDevice();
  Cmd.trigger("logout");
  location.href = "/?post_logout=1&logout_reason=0";
}

function compute(forMs: number): void {
  const end = Date.now() + forMs;
  while (Date.now() < end);
}
