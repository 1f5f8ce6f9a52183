import { type Principal, sendTimeOf } from "@circuito/domain";
import {
  findAuthoredMessage,
  findHeldByClient,
  findPrincipal,
  forgetDraft,
  type HeldReply,
  insertHeldReply,
  lockDeskConversation,
  lockDueReplies,
  lockHeldReply,
  type Notice,
  nameOfDue,
  setDue,
  settleHeldReply,
  type Transaction,
  takeDue,
  writeNotices,
} from "@circuito/store";
import { type Nudges, nudge, placesOf } from "./change.ts";
import { conflict } from "./conflict.ts";
import type { Desk } from "./desk.ts";
import { draftNotice } from "./drafts.ts";
import { invalid, NOT_FOUND, type Refusal, wrongState } from "./refusal.ts";
import { composeReply, type ReplyInput, say } from "./reply.ts";

type Person = Extract<Principal, { kind: "agent" }>;

export interface HoldInput extends Omit<ReplyInput, "kind" | "mentions"> {
  /** Seconds to think again. */
  readonly afterSeconds?: number | undefined;
  /** An instant to be said at, ms since epoch. */
  readonly sendAt?: number | undefined;
}

export interface Held {
  readonly kind: "done";
  readonly heldId: string;
}

/**
 * Takes a reply that shall leave later, and checks it as if it left now. Until its time nothing has
 * happened: no message, no number, no move. Repeatable by client id, also after it left or was taken
 * back.
 */
export async function holdReply(
  desk: Desk,
  who: Person,
  input: HoldInput,
): Promise<Held | Refusal> {
  const sendAt = sendTimeOf(input, desk.now());
  if (sendAt === undefined) return invalid("not-in-the-future");
  const id = desk.newId();
  const due = { kind: "held-reply", id, at: sendAt } as const;
  const result = await desk.database.transaction(async (tx): Promise<Held | Refusal> => {
    const conversation = await lockDeskConversation(tx, input.conversationId);
    if (!conversation) return NOT_FOUND;
    const earlier = await findHeldByClient(tx.client, conversation.id, input.clientId);
    if (earlier) {
      return earlier.author.id === who.id
        ? { kind: "done", heldId: earlier.id }
        : conflict(tx.client, conversation, "client-id-reused");
    }
    const composed = await composeReply(desk, tx, who, conversation, { ...input, kind: "reply" });
    if (composed.kind === "refused") return composed;
    if (await findAuthoredMessage(tx.client, conversation.id, input.clientId)) {
      return conflict(tx.client, conversation, "client-id-reused");
    }
    const { text, mail, chat, mediaIds = [], articles, lastSeenSeq, epoch, closing } = input;
    await insertHeldReply(tx.client, {
      id,
      conversationId: conversation.id,
      agentId: who.id,
      clientId: input.clientId,
      words: { text, mail, chat, mediaIds, articles, lastSeenSeq, epoch, closing },
      andThen: input.andThen,
      sendAt,
    });
    await setDue(tx.client, [due]);
    const draft = { conversationId: conversation.id, agentId: who.id, room: "reply" } as const;
    const { draftVersion } = input;
    const wasDraft =
      draftVersion !== undefined && (await forgetDraft(tx.client, draft, draftVersion));
    await writeNotices(tx.client, [
      heldNotice(id, conversation.id, placesOf(conversation)),
      ...(wasDraft ? [draftNotice(conversation.id, placesOf(conversation))] : []),
    ]);
    return { kind: "done", heldId: id };
  });
  if (result.kind === "done" && result.heldId === id) {
    desk.wake.publish("outbox");
    await desk.jobs.nudgeAt("due", [nameOfDue(due)], sendAt);
  }
  return result;
}

/**
 * Takes a reply back before it leaves, with its words: they are the writer's again. Whoever is about
 * to send it is waited for, so that it either left or did not.
 */
export async function takeBackReply(
  desk: Desk,
  who: Person,
  id: string,
): Promise<{ readonly kind: "done"; readonly held: HeldReply } | Refusal> {
  const result = await desk.database.transaction(async (tx) => {
    const held = await lockHeldReply(tx.client, id);
    if (held?.author.id !== who.id) return NOT_FOUND;
    if (held.state === "sent") return wrongState("already-sent");
    if (held.state !== "undone") {
      await settleHeldReply(tx.client, id, "undone");
      await writeNotices(tx.client, [heldNotice(id, held.conversationId, [who.id])]);
    }
    return { kind: "done" as const, held: { ...held, state: "undone" as const } };
  });
  if (result.kind === "done") desk.wake.publish("outbox");
  return result;
}

/**
 * Says what was held back and whose time came, each as its writer would say it now. What can no longer
 * be said stays for its writer, with the reason. A message and its row are settled in one transaction:
 * a crash repeats all of it or nothing.
 */
export async function releaseHeldReplies(desk: Desk, ids: readonly string[]): Promise<void> {
  const told: Nudges[] = [];
  let isTold = false;
  await desk.database.transaction(async (tx) => {
    told.length = 0;
    const now = desk.now();
    const due = await takeDue(tx.client, "held-reply", ids, now);
    for (const held of await lockDueReplies(tx.client, due, now)) {
      const nudges = await release(desk, tx, held);
      if (nudges) told.push(nudges);
      isTold = true;
    }
  });
  if (isTold) desk.wake.publish("outbox");
  for (const nudges of told) await nudge(desk, nudges);
}

async function release(desk: Desk, tx: Transaction, held: HeldReply): Promise<Nudges | undefined> {
  const { id, conversationId, clientId, words, andThen } = held;
  const who = await findPrincipal(tx.client, held.author.id);
  const notice = heldNotice(id, conversationId, [held.author.id]);
  if (!who) {
    const refusal = { code: "forbidden", because: "not-an-agent" };
    await settleHeldReply(tx.client, id, "refused", refusal);
    await writeNotices(tx.client, [notice]);
    return undefined;
  }
  const { result, nudges } = await say(desk, tx, who, {
    // As `holdReply` took it in, through JSON.
    ...(words as Omit<ReplyInput, "kind" | "conversationId" | "clientId">),
    conversationId,
    clientId,
    kind: "reply",
    andThen: andThen ?? undefined,
  });
  if (result.kind === "done") await settleHeldReply(tx.client, id, "sent");
  else await settleHeldReply(tx.client, id, "refused", whyNot(result));
  await writeNotices(tx.client, [notice]);
  return nudges;
}

function whyNot(refusal: Refusal): Readonly<Record<string, unknown>> {
  const { kind: _, ...why } = refusal;
  return why;
}

/** Who it is told to besides its writer is found when it is told. */
function heldNotice(
  id: string,
  conversationId: HeldReply["conversationId"],
  audience: Notice["audience"],
): Notice {
  return { type: "held-reply.changed", subjectId: id, conversationId, audience };
}
