import { isDeepStrictEqual } from "node:util";
import { asId, type ConversationId, canSee, isErased, type Principal } from "@circuito/domain";
import {
  type ConversationReading,
  type DraftKey,
  type DraftReading,
  forgetDraft,
  isMentioned,
  loadConversationViews,
  lockDraft,
  type Notice,
  saveDraft,
  type Transaction,
  writeNotices,
} from "@circuito/store";
import type { Desk } from "./desk.ts";
import { NOT_FOUND, type Refusal } from "./refusal.ts";

export interface DraftInput {
  readonly conversationId: string;
  readonly room: "reply" | "note";
  /** As the writer's console keeps it; `null`: there is none any more. */
  readonly content: DraftReading["content"] | null;
  /** What the writer knows of it: 0 when they know of none. */
  readonly version: number;
}

export interface DraftSaved {
  readonly kind: "done";
  /** 0: there is none. */
  readonly version: number;
}

/** Another device wrote since: nothing is changed, and its words are here. */
export interface DraftElsewhere {
  readonly kind: "elsewhere";
  readonly draft: DraftReading;
}

/**
 * Keeps what somebody is writing. A device that knows less than is stored overwrites nothing: it is
 * told what is there. Repeatable: the same words over again change nothing.
 */
export async function keepDraft(
  desk: Desk,
  who: Extract<Principal, { kind: "agent" }>,
  input: DraftInput,
): Promise<DraftSaved | DraftElsewhere | Refusal> {
  const { result, isTold } = await desk.database.transaction((tx) => keep(desk, tx, who, input));
  if (isTold) desk.wake.publish("outbox");
  return result;
}

async function keep(
  desk: Desk,
  tx: Transaction,
  who: Extract<Principal, { kind: "agent" }>,
  { conversationId, room, content, version }: DraftInput,
): Promise<{ readonly result: DraftSaved | DraftElsewhere | Refusal; readonly isTold?: boolean }> {
  const key: DraftKey = { conversationId: asId(conversationId), agentId: who.id, room };
  // The conversation is not locked: whoever answers in it waits for nobody who only writes.
  const stored = await lockDraft(tx.client, key);
  const [conversation] = await loadConversationViews(tx.client, [conversationId]);
  // What somebody began stays theirs to go on with and to forget, wherever the conversation goes.
  if (!conversation || !(stored || (await maySee(tx, who, conversation)))) {
    return { result: NOT_FOUND };
  }
  // Their customer's data were erased: a console that is still open brings no words of it back.
  if (isErased(conversation.contact.address)) return { result: NOT_FOUND };
  if (content === null) {
    if (stored && stored.version > version) return { result: elsewhere(stored) };
    const wasThere = await forgetDraft(tx.client, key, version);
    if (wasThere)
      await writeNotices(tx.client, [draftNotice(conversation.id, placesOf(conversation))]);
    return { result: { kind: "done", version: 0 }, isTold: wasThere };
  }
  if (stored && isDeepStrictEqual(stored.content, content)) {
    return { result: { kind: "done", version: stored.version } };
  }
  // What was sent or forgotten meanwhile is no reason to lose what was written since.
  const over = stored ? version : 0;
  const saved = await saveDraft(tx.client, key, { content, over, at: desk.now() });
  if (saved === undefined) {
    const other = stored ?? (await lockDraft(tx.client, key));
    if (!other) throw new Error(`draft of ${who.id} in ${conversationId} neither saved nor there`);
    return { result: elsewhere(other) };
  }
  if (!stored)
    await writeNotices(tx.client, [draftNotice(conversation.id, placesOf(conversation))]);
  return { result: { kind: "done", version: saved }, isTold: !stored };
}

async function maySee(
  tx: Transaction,
  who: Principal,
  { id, queueId, assignee }: ConversationReading,
): Promise<boolean> {
  if (canSee(who, { queueId: queueId ?? undefined, assigneeId: assignee?.id })) return true;
  return who.kind === "agent" && (await isMentioned(tx.client, id, who.id));
}

const elsewhere = (draft: DraftReading): DraftElsewhere => ({ kind: "elsewhere", draft });

/** Somebody began to write here, or has nothing left to say. */
export function draftNotice(conversationId: ConversationId, audience: Notice["audience"]): Notice {
  return { type: "draft.changed", subjectId: conversationId, conversationId, audience };
}

function placesOf({ queueId, assignee }: ConversationReading): Notice["audience"] {
  return [queueId, assignee?.id].filter((id) => id !== undefined && id !== null);
}
