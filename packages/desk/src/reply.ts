import { isDeepStrictEqual } from "node:util";
import {
  type AskedMail,
  afterNote,
  afterReply,
  asId,
  type ConversationId,
  canSee,
  type DeskConversation,
  isOutsideWindow,
  MAIL_FILES_BYTES_MAX,
  type MessageId,
  type Principal,
  refuseReply,
} from "@circuito/domain";
import {
  appendAuthoredMessage,
  findAuthoredMessage,
  findReplyWindowEnd,
  isOptedOut,
  lockDeskConversation,
  lockUploads,
  noteAssignment,
  saveAnswerMail,
  spendUploads,
  type Transaction,
} from "@circuito/store";
import { type Change, type Nudges, nudge, saveChange } from "./change.ts";
import { type AskedChat, composeReplyChat, isOtherChat } from "./compose-reply-chat.ts";
import { composeReplyMail, isOtherMail } from "./compose-reply-mail.ts";
import { conflict } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { protocolFooterOf } from "./protocol-footer.ts";
import { invalid, NOT_FOUND, type Refusal } from "./refusal.ts";

export interface ReplyInput {
  readonly conversationId: string;
  /** The writer's own id for it: said again with it, it is the same message. */
  readonly clientId: string;
  readonly text: string;
  readonly kind: "reply" | "note";
  /** The owner's epoch the writer saw. */
  readonly epoch?: number | undefined;
  /** Subject and recipients of a reply by mail; what is absent is as its draft proposes. */
  readonly mail?: AskedMail | undefined;
  /** Of a chat: what it answers, and what is sent in place of free words. */
  readonly chat?: AskedChat | undefined;
  /** Files that the writer uploaded, each for one message. */
  readonly mediaIds?: readonly string[] | undefined;
}

export interface Replied {
  readonly kind: "done";
  readonly messageId: MessageId;
  /** It had been said before with this client id. */
  readonly repeated: boolean;
}

/**
 * Answers the customer, or leaves a note for colleagues. Repeatable: the same client id and words
 * give the stored message, however often it is asked. Answering a conversation that waits for
 * somebody makes it the writer's, whatever they hold already: they chose to.
 */
export async function reply(
  desk: Desk,
  who: Principal,
  input: ReplyInput,
): Promise<Replied | Refusal> {
  const { result, nudges } = await desk.database.transaction((tx) => say(desk, tx, who, input));
  if (nudges) await nudge(desk, nudges);
  return result;
}

interface Said {
  readonly result: Replied | Refusal;
  readonly nudges?: Nudges;
}

async function say(desk: Desk, tx: Transaction, who: Principal, input: ReplyInput): Promise<Said> {
  const before = await lockDeskConversation(tx, input.conversationId);
  if (!before) return { result: NOT_FOUND };
  // Before anything that may have changed since: a repeat is answered as the first was.
  const repeat = await findRepeat(tx, who, before, input);
  if (repeat) return { result: repeat };
  if (!canSee(who, before)) return { result: NOT_FOUND };

  const refused = await refuse(desk, tx, who, before, input);
  if (refused) return { result: refused };
  const mail = await composeReplyMail(tx.client, before, input);
  if (mail.kind === "refused") return { result: mail };
  const composed = await composeReplyChat(tx.client, before, input);
  if (composed.kind === "refused") return { result: composed };
  const { text, chat } = composed;
  const mediaIds = input.mediaIds ?? [];
  const media = await lockUploads(tx.client, mediaIds, who.id, before.id);
  if (!media) return { result: invalid("no-such-upload") };
  if (
    mail.kind === "mail" &&
    media.reduce((sum, file) => sum + file.sizeBytes, 0) > MAIL_FILES_BYTES_MAX
  ) {
    return { result: invalid("files-too-large") };
  }
  // After the last check of all: what is refused must not have cost the writer their files.
  await spendUploads(tx.client, mediaIds);

  const now = desk.now();
  const isPublic = input.kind === "reply";
  const shown = text === "" ? (media[0]?.fileName ?? "") : text;
  const after = isPublic ? afterReply(before, who, shown, now) : afterNote(before, text, now);
  const messageId = asId<MessageId>(desk.newId());
  const footer = isPublic ? await protocolFooterOf(tx.client, before, { text, chat }) : undefined;
  await appendAuthoredMessage(tx.client, {
    id: messageId,
    conversationId: before.id,
    inboxId: before.inboxId,
    seq: after.lastSeq,
    previousPublicSeq: before.lastPublicSeq,
    direction: isPublic ? "outbound" : "note",
    agentId: who.kind === "agent" ? who.id : undefined,
    clientId: input.clientId,
    text,
    footer,
    media,
    chat,
    at: now,
  });
  if (mail.kind === "mail") {
    const { id: conversationId, inboxId } = before;
    await saveAnswerMail(tx.client, { messageId, conversationId, inboxId, mail: mail.mail });
  }
  const claimed = after.assigneeId !== before.assigneeId ? after.assigneeId : undefined;
  if (claimed) await noteAssignment(tx.client, claimed, before.channel, now);
  const change: Change = {
    before,
    after: footer === undefined ? after : { ...after, protocolToldAt: now },
    message: { id: messageId, isPublic },
    ...(claimed && {
      activity: { kind: "claimed", because: "replied", data: { agentId: claimed } },
    }),
  };
  const nudges = await saveChange(tx, who, change, now);
  return { result: { kind: "done", messageId, repeated: false }, nudges };
}

/** The writer may always see again what they wrote themself, wherever the conversation is now. */
async function findRepeat(
  tx: Transaction,
  who: Principal,
  conversation: DeskConversation,
  input: ReplyInput,
): Promise<Replied | Refusal | undefined> {
  const id: ConversationId = conversation.id;
  const earlier = await findAuthoredMessage(tx.client, id, input.clientId);
  if (!earlier) return undefined;
  const isOwn = who.kind === "agent" && earlier.agentId === who.id;
  if (!isOwn && !canSee(who, conversation)) return undefined;
  const direction = input.kind === "reply" ? "outbound" : "note";
  const isTemplate = input.chat?.template !== undefined;
  const isOther =
    (earlier.text !== input.text && !isTemplate) ||
    earlier.direction !== direction ||
    !isDeepStrictEqual(earlier.uploadIds, input.mediaIds ?? []) ||
    (await isOtherMail(tx.client, earlier.id, input.mail)) ||
    (await isOtherChat(tx.client, earlier.id, input.chat));
  if (isOther) {
    return conflict(tx.client, conversation, "client-id-reused");
  }
  return { kind: "done", messageId: earlier.id, repeated: true };
}

async function refuse(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  conversation: DeskConversation,
  input: ReplyInput,
): Promise<Refusal | undefined> {
  if (input.kind === "note") {
    return conversation.status === "closed" ? { kind: "refused", code: "closed" } : undefined;
  }
  const optedOut = await isOptedOut(tx.client, conversation.address, conversation.channel);
  const windowEndsAt = await findReplyWindowEnd(tx.client, conversation);
  const code = refuseReply(conversation, who, {
    epoch: input.epoch,
    optedOut,
    isOutsideWindow:
      input.chat?.template === undefined && isOutsideWindow(windowEndsAt, desk.now()),
  });
  switch (code) {
    case undefined:
      return undefined;
    case "outside-window":
      return { kind: "refused", code, endedAt: windowEndsAt ?? 0 };
    case "other-owner":
    case "stale-epoch":
      return conflict(tx.client, conversation, code);
    case "closed":
    case "opted-out":
    case "not-routable":
      return { kind: "refused", code };
  }
}
