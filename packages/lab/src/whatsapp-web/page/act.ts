import type { ChatModel } from "./chat-model.ts";
import { Msg } from "./collections.ts";
import { Emitter } from "./emitter.ts";
import { define } from "./modules.ts";
import type { MsgModel } from "./msg-model.ts";
import { askServer, tellServer } from "./server.ts";
import { Cmd, me } from "./session.ts";
import { MsgKey, type Wid } from "./wid.ts";

/** A row of WhatsApp's table of reactions; the library listens where rows are written. */
export interface ReactionRow {
  readonly id: MsgKey;
  readonly reactionParentKey: MsgKey;
  readonly reactionText: string;
  /** Milliseconds. */
  readonly reactionTimestamp: number;
  readonly from: Wid | undefined;
  readonly orphan: 0;
  readonly read: boolean;
  readonly ack: number;
}

const reactionTableMode = { bulkUpsert: async (_rows: readonly ReactionRow[]) => undefined };

export function upsertReaction(row: ReactionRow): void {
  reactionTableMode.bulkUpsert([row]); // By its place: the library has put its own there.
}

async function sendReactionToMsg(msg: MsgModel, emoji: string): Promise<void> {
  await askServer<null>({ kind: "reaction", of: msg.id.toWire(), emoji });
  upsertReaction({
    id: new MsgKey({
      from: msg.id.remote,
      to: msg.id.remote,
      id: await MsgKey.newId(),
      selfDir: "out",
    }),
    reactionParentKey: msg.id,
    reactionText: emoji,
    reactionTimestamp: Date.now(),
    from: me.pn,
    orphan: 0,
    read: true,
    ack: 1,
  });
}

async function sendMessageEdit(msg: MsgModel, text: string): Promise<void> {
  await askServer<null>({ kind: "edit", of: msg.id.toWire(), text });
  const edited = msg.directPath === undefined ? { body: text } : { caption: text };
  msg.set({ ...edited, latestEditMsgKey: msg.id, latestEditSenderTimestampMs: Date.now() });
}

interface Chosen {
  readonly list: readonly MsgModel[];
}

async function sendRevokeMsgs(_chat: ChatModel, { list }: Chosen): Promise<void> {
  await askServer<null>({ kind: "revoke", of: list.map(({ id }) => id.toWire()) });
  for (const msg of list) msg.set(revokedPatch(msg));
}

async function sendDeleteMsgs(chat: ChatModel, { list }: Chosen): Promise<void> {
  await askServer<null>({ kind: "delete", of: list.map(({ id }) => id.toWire()) });
  for (const msg of list) {
    chat.msgs.remove(msg);
    Msg.remove(msg);
  }
}

export function revokedPatch(msg: MsgModel): Record<string, unknown> {
  return {
    type: "revoked",
    subtype: msg.id.fromMe ? "sender" : "admin",
    body: null,
    caption: undefined,
    protocolMessageKey: msg.id,
  };
}

/** Calls by id; the library listens where one is put in. */
class CallCollection extends Emitter {
  readonly calls = new Map<string, object>();
}

export const callCollection = new CallCollection();

Object.assign(Cmd, { sendRevokeMsgs, sendDeleteMsgs });
define({
  WAWebAddonReactionTableMode: { reactionTableMode },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: async () => undefined } },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => "text" },
  WAWebCallCollection: callCollection,
  WAWebSendReactionMsgAction: { sendReactionToMsg },
  WAWebSendMessageEditAction: { sendMessageEdit },
  WAWebMsgActionCapability: {
    canSenderRevokeMsg: (msg: MsgModel) => msg.id.fromMe && msg.type !== "revoked",
    canAdminRevokeMsg: () => false,
    canStarMsg: () => true,
    canEditText: (msg: MsgModel) => msg.id.fromMe && msg.type === "chat",
    canEditCaption: (msg: MsgModel) => msg.id.fromMe && msg.caption !== undefined,
  },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: {
    handlePlaceholderMsgsSeen: (msgs: readonly MsgModel[]) =>
      tellServer({ kind: "ask-sender-again", ids: msgs.map(({ id }) => id._serialized) }),
  },
});
