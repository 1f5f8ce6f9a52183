import {
  type AgentId,
  afterPerson,
  agentIdOf,
  canSee,
  type DeskConversation,
  isWaitingForAgent,
  type MessageId,
  nameOfFreeAgent,
  type Principal,
  type QueueId,
  queueToSee,
} from "@circuito/domain";
import {
  acceptHops,
  addActivity,
  addHop,
  clearDue,
  customerKey,
  lockDeskConversation,
  type NewHop,
  type Notice,
  nameOfDue,
  restartPlans,
  saveDeskConversation,
  setDue,
  settleOffersOf,
  type Transaction,
  withdrawAsks,
  writeNotices,
} from "@circuito/store";
import type { Desk } from "./desk.ts";

/** Locks a conversation for somebody; what they may not see does not exist for them. */
export async function lockVisible(
  tx: Transaction,
  who: Principal,
  id: string,
): Promise<DeskConversation | undefined> {
  const conversation = await lockDeskConversation(tx, id);
  return conversation && canSee(who, conversation) ? conversation : undefined;
}

/** What a verb made of a conversation. */
export interface Change {
  readonly before: DeskConversation;
  readonly after: DeskConversation;
  /** The line of the story, if the verb is worth one; and that of what it did besides. */
  readonly activity?: StoryLine | undefined;
  readonly further?: StoryLine | undefined;
  /** What went along with what it said. */
  readonly along?: readonly StoryLine[];
  /** The hand-over it was. */
  readonly hop?: NewHop;
  /** The message it said, and whether the customer may see it. */
  readonly message?: { readonly id: MessageId; readonly isPublic: boolean };
  /** Of what else it changed. */
  readonly notices?: readonly Notice[];
}

export interface StoryLine {
  readonly kind: string;
  readonly because: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is to be looked at once the change is committed. */
export interface Nudges {
  /** Queues that somebody waits in, and agents who got room. */
  readonly assign: readonly string[];
  readonly deliver: readonly string[];
  /** A conversation whose hand-over has its time, and when. */
  readonly due?: { readonly name: string; readonly at: number };
}

/** Saves a change with its line of the story and its notices, in the verb's transaction. */
export async function saveChange(
  tx: Transaction,
  who: Principal,
  asked: Change,
  now: number,
): Promise<Nudges> {
  const change = await withdrawQuestions(tx, await endTalk(tx, who, asked, now), now);
  const { before, after, activity, further, along = [], message } = change;
  await saveDeskConversation(tx, before, after);
  const due = await saveHop(tx, change, now);
  const activityIds: string[] = [];
  for (const line of [activity, further, ...along]) {
    if (line === undefined) continue;
    const actorId = agentIdOf(who);
    const told = { conversationId: before.id, actorId, at: now, ...line };
    activityIds.push(await addActivity(tx.client, told));
  }
  await writeNotices(tx.client, [
    ...messageNotices(change),
    ...changeNotices(change),
    ...activityIds.map((id) => activityNotice(change, id)),
    ...(change.notices ?? []),
  ]);
  if (beginsToWait(change)) await restartPlans(tx.client, [after.id], now);
  const free = [...agentsWithRoom(change), ...(await settleOffers(tx, change, now))];
  return {
    assign: [
      ...(isWaitingForAgent(after) && after.queueId ? [after.queueId] : []),
      ...free.map(nameOfFreeAgent),
    ],
    deliver: message?.isPublic ? [message.id] : [],
    ...(due && { due }),
  };
}

/**
 * Whatever a person does but a note ends the attendant's talk: from here on it is people's, in the queue
 * where it would be without an attendant.
 */
async function endTalk(
  tx: Transaction,
  who: Principal,
  change: Change,
  now: number,
): Promise<Change> {
  const { before, after, message } = change;
  if (!before.attendant || message?.isPublic === false) return change;
  const ended = afterPerson(after);
  if (!before.attendant.talk) return { ...change, after: ended };
  const { id: conversationId } = before;
  await clearDue(tx.client, "attendant", [conversationId]);
  const activityId = await addActivity(tx.client, {
    conversationId,
    actorId: agentIdOf(who),
    kind: "attendant-ended",
    because: "taken-over",
    data: {},
    at: now,
  });
  await writeNotices(tx.client, [activityNotice({ before, after: ended }, activityId)]);
  const isTheirTurn = ended.status === "open" && !message;
  return {
    ...change,
    after: isTheirTurn ? { ...ended, waitingOn: "agent", waitingSince: now } : ended,
  };
}

/** What is open again, or gone, is not asked about. */
async function withdrawQuestions(
  { client }: Transaction,
  change: Change,
  now: number,
): Promise<Change> {
  const { before, after } = change;
  if (before.status !== "resolved" || after.status === "resolved") return change;
  await withdrawAsks(client, before.id, "reopened", now);
  return { ...change, after: { ...after, ask: undefined } };
}

/**
 * Writes down a hand-over and when it has to be accepted; or that one was, because somebody became the
 * owner.
 */
async function saveHop(
  tx: Transaction,
  { before, after, hop }: Change,
  now: number,
): Promise<Nudges["due"]> {
  if (hop) await addHop(tx.client, after.id, hop);
  const owner = after.assigneeId;
  if (owner !== undefined && after.handOver && (hop || owner !== before.assigneeId)) {
    await acceptHops(tx.client, { conversationId: after.id, agentId: owner }, now);
    await clearDue(tx.client, "hand-over", [after.id]);
    return undefined;
  }
  if (hop?.acceptBy === undefined) return undefined;
  const due = { kind: "hand-over", id: after.id, at: hop.acceptBy } as const;
  await setDue(tx.client, [due]);
  return { name: nameOfDue(due), at: hop.acceptBy };
}

function beginsToWait({ before, after }: Change): boolean {
  if (!isWaitingForAgent(after)) return false;
  return !isWaitingForAgent(before) || before.queueId !== after.queueId;
}

/** What was on offer stands no more once it has an owner, or waits elsewhere. */
async function settleOffers(
  { client }: Transaction,
  { before, after }: Change,
  now: number,
): Promise<readonly AgentId[]> {
  if (!isWaitingForAgent(before)) return [];
  if (isWaitingForAgent(after) && after.epoch === before.epoch) return [];
  return await settleOffersOf(client, after.id, after.assigneeId, now);
}

/** After the commit: what was written is looked at now, and not at the next sweep. */
export async function nudge(desk: Desk, nudges: Nudges): Promise<void> {
  desk.wake.publish("outbox");
  for (const kind of ["deliver", "assign"] as const) {
    if (nudges[kind].length > 0) await desk.jobs.nudge(kind, nudges[kind]);
  }
  if (nudges.due) await desk.jobs.nudgeAt("due", [nudges.due.name], nudges.due.at);
}

/** Who sees it now. */
export function placesOf(conversation: DeskConversation): (QueueId | AgentId)[] {
  return [queueToSee(conversation), conversation.assigneeId].filter((id) => id !== undefined);
}

/** Who had it and who has it: those it leaves must learn that it is gone. */
function audienceOf({ before, after }: Change): (QueueId | AgentId)[] {
  const ids = [queueToSee(before), before.assigneeId, queueToSee(after), after.assigneeId];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function messageNotices({ after, message }: Change): Notice[] {
  if (!message) return [];
  return [
    {
      type: "message.created",
      subjectId: message.id,
      conversationId: after.id,
      audience: placesOf(after),
      ...(message.isPublic && { customer: customerKey(after.inboxId, after.address) }),
    },
  ];
}

function changeNotices(change: Change): Notice[] {
  const { before, after } = change;
  const conversationId = after.id;
  // The customer sees who serves them and whether it is over, not notes and queues.
  const isPublic = before.status !== after.status || before.assigneeId !== after.assigneeId;
  const audience = audienceOf(change);
  const notices: Notice[] = [
    {
      type: "conversation.changed",
      subjectId: conversationId,
      conversationId,
      audience,
      ...(isPublic && { customer: customerKey(after.inboxId, after.address) }),
    },
  ];
  for (const id of queuesThatChanged(change)) {
    notices.push({ type: "queue.changed", subjectId: id, audience: [id] });
  }
  if (isPublic) {
    for (const id of new Set([before.assigneeId, after.assigneeId])) {
      if (id) notices.push({ type: "agent.changed", subjectId: id, audience: [id, ...audience] });
    }
  }
  return notices;
}

function activityNotice(change: Change, activityId: string): Notice {
  return {
    type: "activity.created",
    subjectId: activityId,
    conversationId: change.after.id,
    audience: audienceOf(change),
  };
}

/** Queues in which one more or one less waits now. */
function queuesThatChanged({ before, after }: Change): Set<QueueId> {
  const waited = isWaitingForAgent(before) ? before.queueId : undefined;
  const waits = isWaitingForAgent(after) ? after.queueId : undefined;
  if (waited === waits) return new Set();
  return new Set([waited, waits].filter((id) => id !== undefined));
}

/** Whoever let go of it. */
function agentsWithRoom({ before, after }: Change): readonly AgentId[] {
  const letGo = before.assigneeId !== after.assigneeId || before.status !== after.status;
  return before.assigneeId !== undefined && letGo ? [before.assigneeId] : [];
}
