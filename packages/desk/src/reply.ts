import { isDeepStrictEqual } from "node:util";
import {
  type AskedMail,
  afterNote,
  afterReply,
  agentIdOf,
  asId,
  type Closing,
  type ComposedMail,
  type ConversationId,
  canSee,
  type DeskConversation,
  isLeasedAway,
  isOutsideWindow,
  MAIL_FILES_BYTES_MAX,
  type MessageId,
  type OutboundChat,
  type Principal,
  refuseOwnerAct,
  refuseReply,
  signed,
} from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import {
  type ArticleUse,
  addTriageAct,
  appendAuthoredMessage,
  type EarlierMessage,
  findAnswerSince,
  findAuthoredMessage,
  findReplyWindowEnd,
  isMentioned,
  isOptedOut,
  isShared,
  lockDeskConversation,
  lockUploads,
  type Notice,
  noteAssignment,
  type StoredUpload,
  saveAnswerMail,
  saveArticleUses,
  saveMentions,
  spendUploads,
  type Transaction,
} from "@circuito/store";
import { type AndThen, moveOn } from "./and-then.ts";
import { type Change, type Nudges, nudge, placesOf, saveChange } from "./change.ts";
import { type AskedChat, composeReplyChat, isOtherChat } from "./compose-reply-chat.ts";
import { composeReplyMail, isOtherMail } from "./compose-reply-mail.ts";
import { conflict, leased } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { draftNotice } from "./drafts.ts";
import { noteClosing } from "./note-closing.ts";
import { protocolFooterOf } from "./protocol-footer.ts";
import { invalid, NOT_FOUND, type Refusal } from "./refusal.ts";
import { refuseEnd } from "./refuse-end.ts";
import { signatureOf } from "./signature-of.ts";
import { actOf } from "./triage/act-of.ts";

export interface ReplyInput {
  readonly conversationId: string;
  /** The writer's own id for it: said again with it, it is the same message. */
  readonly clientId: string;
  readonly text: string;
  readonly kind: "reply" | "note";
  /** The owner's epoch the writer saw. */
  readonly epoch?: number | undefined;
  /** Newest message the writer saw: a colleague's answer after it holds theirs back. */
  readonly lastSeenSeq?: number | undefined;
  /** What becomes of the conversation with it: solved, or put off until the customer writes. */
  readonly andThen?: AndThen | undefined;
  /** What is said of the end, where it is one. */
  readonly closing?: Closing | undefined;
  /** Version of the writer's draft that this is. */
  readonly draftVersion?: number | undefined;
  /** Colleagues who are named in a note. */
  readonly mentions?: readonly string[] | undefined;
  /** Subject and recipients of a reply by mail; what is absent is as its draft proposes. */
  readonly mail?: AskedMail | undefined;
  /** Of a chat: what it answers, and what is sent in place of free words. */
  readonly chat?: AskedChat | undefined;
  /** Files that the writer uploaded, each for one message. */
  readonly mediaIds?: readonly string[] | undefined;
  /** Articles whose address or words are in it. */
  readonly articles?: readonly ArticleUse[] | undefined;
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
  crashPoint("O1");
  if (nudges) await nudge(desk, nudges);
  return result;
}

export interface Said {
  readonly result: Replied | Refusal;
  readonly nudges?: Nudges;
}

/** {@link reply} inside a transaction that decides more than that. */
export async function say(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  input: ReplyInput,
): Promise<Said> {
  const { conversationId, clientId } = input;
  // In one round trip, in this order: what is looked for is looked for under the lock.
  const [before, earlier] = await Promise.all([
    lockDeskConversation(tx, conversationId),
    findAuthoredMessage(tx.client, asId<ConversationId>(conversationId), clientId),
  ]);
  if (!before) return { result: NOT_FOUND };
  // Before anything that may have changed since: a repeat is answered as the first was.
  const repeat = earlier && (await answerRepeat(tx, who, before, earlier, input));
  if (repeat) return { result: repeat };
  const composed = await composeReply(desk, tx, who, before, input);
  if (composed.kind === "refused") return { result: composed };
  const { text, chat, media, mail } = composed;
  // After the last check of all: what is refused must not have cost the writer their files.
  await spendUploads(tx.client, input.mediaIds ?? []);

  const now = desk.now();
  const isPublic = input.kind === "reply";
  const shown = text === "" ? nameOfFile(media[0]) : text;
  const after = isPublic ? afterReply(before, who, shown, now) : afterNote(before, text, now);
  const moved = moveOn(after, input.andThen, now, input.closing ?? {});
  const act = input.andThen && actOf(desk, who, before, now);
  if (act) {
    const kind = input.andThen === "resolve" ? "answered" : "asked";
    await addTriageAct(tx.client, { ...act, kind });
  }
  if (before.status !== "resolved" && moved.after.status === "resolved") {
    await noteClosing(desk, tx, who, moved.after, input.closing ?? {}, now);
  }
  const messageId = asId<MessageId>(desk.newId());
  const told = isPublic ? await protocolFooterOf(tx.client, before, { text, chat }) : undefined;
  const signature =
    mail && input.mail?.isSigned !== false && (await signatureOf(tx.client, who, before));
  const below = [told, signature && signed(signature)].filter(Boolean);
  const { wasDraft } = await appendAuthoredMessage(tx.client, {
    id: messageId,
    conversationId: before.id,
    inboxId: before.inboxId,
    seq: after.lastSeq,
    previousPublicSeq: before.lastPublicSeq,
    direction: isPublic ? "outbound" : "note",
    agentId: agentIdOf(who),
    clientId: input.clientId,
    text,
    footer: below.length > 0 ? below.join("\n\n") : undefined,
    media,
    chat,
    draftVersion: input.draftVersion,
    at: now,
  });
  if (mail) {
    const { id: conversationId, inboxId } = before;
    await saveAnswerMail(tx.client, { messageId, conversationId, inboxId, mail });
  }
  const used = await saveArticleUses(
    tx.client,
    { messageId, conversationId: before.id, agentId: agentIdOf(who), at: now },
    isPublic ? (input.articles ?? []) : [],
  );
  const claimed = after.assigneeId !== before.assigneeId ? after.assigneeId : undefined;
  const change: Change = {
    before,
    after: told === undefined ? moved.after : { ...moved.after, protocolToldAt: now },
    message: { id: messageId, isPublic },
    ...(claimed && {
      activity: { kind: "claimed", because: "replied", data: { agentId: claimed } },
    }),
    further: moved.line,
    along: used.map((data) => ({ kind: "article-used", because: "with-reply", data })),
    notices: [
      ...(wasDraft ? [draftNotice(before.id, placesOf(before))] : []),
      ...(await mentionIn(tx, before.id, messageId, input.mentions ?? [], now)),
    ],
  };
  const nudges = await saveChange(tx, who, change, now);
  // Last of all: whoever answers many at once waits for this one row, and for the commit alone.
  if (claimed) await noteAssignment(tx.client, claimed, before.channel, now);
  return { result: { kind: "done", messageId, repeated: false }, nudges };
}

/** For lists: what somebody spoke has a name that nobody gave it. */
function nameOfFile(file: StoredUpload | undefined): string {
  if (file === undefined) return "";
  return file.isVoice ? file.mimeType : file.fileName;
}

interface ComposedReply {
  readonly kind: "composed";
  readonly text: string;
  readonly chat: OutboundChat | undefined;
  readonly mail: ComposedMail | undefined;
  readonly media: readonly StoredUpload[];
}

/** Checks all there is to check of a reply, and writes nothing. */
export async function composeReply(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  before: DeskConversation,
  input: ReplyInput,
): Promise<ComposedReply | Refusal> {
  if (!canSee(who, before) && !(await isNoteOfMentioned(tx, who, before, input))) return NOT_FOUND;
  const refused = await refuse(desk, tx, who, before, input);
  if (refused) return refused;
  const mail = await composeReplyMail(tx.client, before, input);
  if (mail.kind === "refused") return mail;
  const composed = await composeReplyChat(tx.client, before, input);
  if (composed.kind === "refused") return composed;
  const media = await lockUploads(tx.client, input.mediaIds ?? [], who.id, before.id);
  if (!media) return invalid("no-such-upload");
  if (
    mail.kind === "mail" &&
    media.reduce((sum, file) => sum + file.sizeBytes, 0) > MAIL_FILES_BYTES_MAX
  ) {
    return invalid("files-too-large");
  }
  const { text, chat } = composed;
  return {
    kind: "composed",
    text,
    chat,
    media,
    mail: mail.kind === "mail" ? mail.mail : undefined,
  };
}

/** Whoever was named in a conversation may add to it what they know, and answer nobody. */
async function isNoteOfMentioned(
  tx: Transaction,
  who: Principal,
  { id }: DeskConversation,
  { kind }: ReplyInput,
): Promise<boolean> {
  return kind === "note" && who.kind === "agent" && (await isMentioned(tx.client, id, who.id));
}

/** Names colleagues in a note: each learns it. */
async function mentionIn(
  tx: Transaction,
  conversationId: ConversationId,
  messageId: MessageId,
  agentIds: readonly string[],
  at: number,
): Promise<readonly Notice[]> {
  const named = await saveMentions(tx.client, { messageId, conversationId, agentIds, at });
  return named.map((id) => ({
    type: "mention.changed",
    subjectId: id,
    conversationId,
    audience: [id],
  }));
}

/** The writer may always see again what they wrote themself, wherever the conversation is now. */
async function answerRepeat(
  tx: Transaction,
  who: Principal,
  conversation: DeskConversation,
  earlier: EarlierMessage,
  input: ReplyInput,
): Promise<Replied | Refusal | undefined> {
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
    if (input.andThen !== undefined) return invalid("not-a-reply");
    return conversation.status === "closed" ? { kind: "refused", code: "closed" } : undefined;
  }
  if (input.mentions && input.mentions.length > 0) return invalid("not-a-note");
  if (isLeasedAway(conversation, who, desk.now())) return leased(tx.client, conversation);
  const [optedOut, windowEndsAt, isSharedQueue] = await Promise.all([
    isOptedOut(tx.client, conversation.address, conversation.channel),
    findReplyWindowEnd(tx.client, conversation),
    isSharedWith(tx, who, conversation),
  ]);
  const code = refuseReply(conversation, who, {
    epoch: input.epoch,
    optedOut,
    isShared: isSharedQueue,
    isOutsideWindow:
      input.chat?.template === undefined && isOutsideWindow(windowEndsAt, desk.now()),
  });
  switch (code) {
    case undefined:
      return (
        (await findCollision(tx, who, conversation, input)) ??
        (await refuseMove(tx, who, conversation, input))
      );
    case "outside-window":
      return { kind: "refused", code, endedAt: windowEndsAt };
    case "other-owner":
    case "stale-epoch":
      return conflict(tx.client, conversation, code);
    case "closed":
    case "opted-out":
    case "not-routable":
      return { kind: "refused", code };
  }
}

/** Asked only where it decides: of what a colleague has. */
async function isSharedWith(
  tx: Transaction,
  who: Principal,
  { assigneeId, queueId }: DeskConversation,
): Promise<boolean> {
  if (assigneeId === undefined || assigneeId === who.id || queueId === undefined) return false;
  return isShared(tx.client, queueId);
}

/** A colleague answered since the writer looked: theirs waits until they have read it. */
async function findCollision(
  tx: Transaction,
  who: Principal,
  conversation: DeskConversation,
  { lastSeenSeq }: ReplyInput,
): Promise<Refusal | undefined> {
  if (lastSeenSeq === undefined || who.kind !== "agent") return undefined;
  if (conversation.lastPublicSeq <= lastSeenSeq) return undefined;
  const answer = await findAnswerSince(tx.client, conversation.id, lastSeenSeq, who.id);
  if (!answer) return undefined;
  return { ...(await conflict(tx.client, conversation, "answered-meanwhile")), answer };
}

/** Solving and putting off are the owner's, also where colleagues answer for each other. */
async function refuseMove(
  tx: Transaction,
  who: Principal,
  conversation: DeskConversation,
  { andThen, closing = {} }: ReplyInput,
): Promise<Refusal | undefined> {
  if (andThen === undefined) return undefined;
  const refused = refuseOwnerAct(conversation, who, undefined);
  if (refused) return conflict(tx.client, conversation, refused);
  return andThen === "resolve" ? refuseEnd(tx.client, conversation, closing) : undefined;
}
