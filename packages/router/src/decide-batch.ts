import {
  type InboundMessage,
  type InboxId,
  isMail,
  isTalking,
  type NewId,
  type QueueId,
} from "@circuito/domain";
import {
  completePoints,
  loadMails,
  loadQueueLengths,
  type Mails,
  type Points,
  type Queryable,
  type RoutingConfiguration,
  type UnroutedReceipt,
} from "@circuito/store";
import { type FoldedBatch, foldBatch, pointOf } from "./fold-batch.ts";
import { RULE_SENSES } from "./rules/rule-senses.ts";

/** Messages whose contact points are known and named. */
export interface NamedBatch {
  readonly points: Points;
  readonly messages: readonly InboundMessage[];
  readonly receipts: readonly UnroutedReceipt[];
}

/** What a batch is decided on. */
export interface BatchState {
  readonly points: Points;
  /** Absent when there is no mail. */
  readonly mails: Mails | undefined;
  readonly queueLengths: ReadonlyMap<QueueId, number>;
}

const NO_LENGTHS: BatchState["queueLengths"] = new Map();

/** Loads what these messages are decided on, and no more. */
export async function loadBatchState(
  q: Queryable,
  batch: NamedBatch,
  { book, lengthsAsked, attendantOf }: RoutingConfiguration,
): Promise<BatchState> {
  const rulesAnswer = book.rules.some(({ enabled, action }) => enabled && action.autoAnswer);
  const speaks = (inboxId: InboxId) => rulesAnswer || attendantOf(inboxId) !== undefined;
  const points = await completePoints(q, batch.points, batch.messages, speaks);
  const mail = batch.messages.filter(isMail);
  // Chats' rows are locked before mails': see lockMailConversations.
  const mails = mail.length === 0 ? undefined : await loadMails(q, mail, batch.receipts);
  const isRouted = batch.messages.some((message) => mayBeRouted(points, message));
  const queueLengths = await loadQueueLengths(q, isRouted ? lengthsAsked : NO_LENGTHS);
  return { points, mails, queueLengths };
}

/**
 * Rules are asked where a conversation opens, or leaves the attendant; what joins one needs nothing
 * that only they look at.
 */
function mayBeRouted(points: Points, message: InboundMessage): boolean {
  if (isMail(message)) return true;
  const { current } = pointOf(points, message);
  return current === undefined || isTalking(current);
}

/**
 * Decides a batch. The live router and the dry run both come here: what one foresees, the other does.
 * Brings the maps of `state` up to date.
 */
export function decideBatch(
  { points, mails, queueLengths }: BatchState,
  messages: readonly InboundMessage[],
  now: number,
  configuration: RoutingConfiguration,
  newId: NewId,
): FoldedBatch {
  const context = { ...configuration, ...RULE_SENSES, queueLengths, newId };
  return foldBatch(points, mails, messages, now, context);
}
