import {
  type Address,
  asId,
  type BeginRefusal,
  begunConversation,
  type ContactId,
  type ConversationId,
  chooseElsewhere,
  ELSEWHERE_WINDOW_MS,
  isMailLike,
  type MessageId,
  type Principal,
  type QueueState,
  refuseBegin,
  tellElsewhere,
} from "@circuito/domain";
import {
  addActivities,
  addActivity,
  addAssertedContact,
  contactKey,
  findBegun,
  findContact,
  findElsewhere,
  findFormer,
  findInbox,
  findOpenQueue,
  findTimeZone,
  insertConversations,
  lockContactPoints,
  lockHolder,
  type PointReading,
  readPoints,
  type StoredInbox,
  type TombstoneSeal,
  type Transaction,
  writeNotices,
} from "@circuito/store";
import { type Nudges, nudge } from "./change.ts";
import type { AskedChat } from "./compose-reply-chat.ts";
import type { Desk } from "./desk.ts";
import { invalid, type Refusal, wrongState } from "./refusal.ts";
import { say } from "./reply.ts";
import { isSecondOpen } from "./second-open.ts";

export interface BeginInput {
  /** To whom: somebody we know, an address, or one of somebody's addresses. */
  readonly contactId?: string | undefined;
  readonly address?: Address | undefined;
  readonly inboxId: string;
  /** Left out by who serves one queue alone. */
  readonly queueId?: string | undefined;
  /** The writer's own id for the first message: said again with it, it is the same conversation. */
  readonly clientId: string;
  readonly text: string;
  /** Of a mail. */
  readonly subject?: string | undefined;
  readonly template?: AskedChat["template"];
  /** The inbox's provider takes approved texts, and free words for a while after the customer's only. */
  readonly wantsTemplates: boolean;
}

/** What it needs besides: by which is known who asked for no more messages before they were erased. */
export interface BeginDesk extends Desk {
  readonly tombstones: Pick<TombstoneSeal, "address">;
}

export interface Begun {
  readonly kind: "done";
  readonly conversationId: ConversationId;
  /** Of what this call said; absent when it had been said before. */
  readonly messageId?: MessageId;
}

/**
 * One of us writes first. The contact point is taken as the router takes it, so that of two who begin at
 * once, or of us and the customer, one opens the conversation and the other finds it. What is said leaves
 * as a reply does, and makes the conversation its writer's.
 */
export async function begin(
  desk: BeginDesk,
  who: Principal,
  input: BeginInput,
): Promise<Begun | Refusal> {
  try {
    return await beginOnce(desk, who, input);
  } catch (error) {
    if (!isSecondOpen(error)) throw error;
    // Under another name of the account somebody was faster: now it is there to be found.
    return await beginOnce(desk, who, input);
  }
}

/** Rolls back what was begun with. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`begin a conversation: ${refusal.code}`);
    this.refusal = refusal;
  }
}

async function beginOnce(
  desk: BeginDesk,
  who: Principal,
  input: BeginInput,
): Promise<Begun | Refusal> {
  try {
    const done = await desk.database.transaction((tx) => beginIn(desk, tx, who, input));
    if (done.nudges) await nudge(desk, done.nudges);
    return done.begun;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function beginIn(
  desk: BeginDesk,
  tx: Transaction,
  who: Principal,
  input: BeginInput,
): Promise<{ readonly begun: Begun; readonly nudges?: Nudges | undefined }> {
  const inbox = await findInbox(tx.client, input.inboxId);
  if (!inbox) throw new Refused(invalid("no-such-inbox"));
  const { address, heldBy } = await addressOf(tx, input);
  const point = await lockPoint(tx, inbox, address, desk);
  // Whoever waited for the point may find that it is theirs no more: merged, moved, or erased.
  if (heldBy !== undefined && (await lockHolder(tx, address)) !== heldBy) {
    throw new Refused(invalid("no-such-address"));
  }
  const earlier = await findBegun(tx.client, {
    inboxId: inbox.id,
    address: point.address,
    agentId: who.id,
    clientId: input.clientId,
    text: input.template ? undefined : input.text,
  });
  if (earlier) return { begun: { kind: "done", conversationId: earlier } };

  const now = desk.now();
  const queue = await queueOf(tx, who, input);
  const { wantsTemplates, template, subject } = input;
  const facts = {
    ...point,
    ...{ channel: inbox.channel, queueId: queue?.id, wantsTemplates, subject },
    hasTemplate: template !== undefined,
  };
  const refused = refuseBegin(who, facts, now);
  if (refused) throw new Refused(refusalOf(refused, point));
  // Judged above; said again for the compiler.
  if (!queue || who.kind !== "agent") throw new Error("begin without a queue or a person");

  const conversationId = await open(desk, tx, who, { inbox, point, queue, now });
  const { result, nudges } = await say({ ...desk, now: () => now }, tx, who, {
    conversationId,
    clientId: input.clientId,
    text: input.text,
    kind: "reply",
    ...(isMailLike(inbox.channel) && { mail: { subject } }),
    ...(template && { chat: { template } }),
  });
  if (result.kind === "refused") throw new Refused(result);
  return { begun: { kind: "done", conversationId, messageId: result.messageId }, nudges };
}

/** The address that is meant: theirs, where somebody is named. */
async function addressOf(
  { client }: Transaction,
  { contactId, address }: BeginInput,
): Promise<{ readonly address: Address; readonly heldBy?: ContactId }> {
  if (contactId === undefined) {
    if (address === undefined) throw new Refused(invalid("no-address"));
    return { address };
  }
  const contact = await findContact(client, contactId);
  if (!contact) throw new Refused(invalid("no-such-contact"));
  const held = contact.addresses.map((one) => one.address as Address);
  if (address === undefined) {
    const [only, ...others] = held;
    if (only === undefined || others.length > 0) throw new Refused(invalid("no-address"));
    return { address: only, heldBy: contact.id };
  }
  if (!held.includes(address)) throw new Refused(invalid("no-such-address"));
  return { address, heldBy: contact.id };
}

/** Takes the contact point, by the name asked for and by the one its conversations are kept under. */
async function lockPoint(
  { client }: Transaction,
  { id: inboxId, channel }: StoredInbox,
  address: Address,
  { tombstones }: BeginDesk,
): Promise<PointReading> {
  const asked = [{ inboxId, channel, address }];
  const [before] = await readPoints(client, asked, tombstones);
  const names = [address, before?.address ?? address];
  await lockContactPoints(client, names.map(contactKey));
  const [point] = await readPoints(client, asked, tombstones);
  if (!point) throw new Error(`read contact point of inbox ${inboxId}`);
  return point;
}

async function queueOf(
  { client }: Transaction,
  who: Principal,
  { queueId }: BeginInput,
): Promise<QueueState | undefined> {
  const own = who.kind === "agent" && who.queueIds.length === 1 ? who.queueIds[0] : undefined;
  const id = queueId ?? own;
  return id === undefined ? undefined : findOpenQueue(client, id);
}

function refusalOf(because: BeginRefusal, { openId, windowEndsAt }: PointReading): Refusal {
  switch (because) {
    case "not-an-agent":
      return { kind: "refused", code: "forbidden", because };
    case "no-such-queue":
    case "not-a-member":
    case "no-subject":
      return invalid(because);
    case "opted-out":
    case "not-routable":
      return { kind: "refused", code: because };
    case "outside-window":
      return { kind: "refused", code: because, endedAt: windowEndsAt };
    case "another-is-open":
      return { kind: "refused", code: "wrong-state", because, ...(openId && { openId }) };
    case "other-channel":
    case "never-wrote":
    case "inbox-off":
    case "undeliverable":
      return wrongState(because);
  }
}

interface Opening {
  readonly inbox: StoredInbox;
  readonly point: PointReading;
  readonly queue: QueueState;
  readonly now: number;
}

/** The conversation, with its first line and whoever serves the same person elsewhere told. */
async function open(
  desk: Desk,
  tx: Transaction,
  who: Extract<Principal, { kind: "agent" }>,
  { inbox, point, queue, now }: Opening,
): Promise<ConversationId> {
  const { address } = point;
  const contactId = (await lockHolder(tx, address)) ?? (await addContact(desk, tx, address));
  const conversation = begunConversation({
    id: desk.newId(),
    ...{ inboxId: inbox.id, channel: inbox.channel, address, contactId, queue },
    former: await findFormer(tx.client, { inboxId: inbox.id, address }),
    timeZone: await findTimeZone(tx.client),
    at: now,
  });
  // Nobody has said anything yet; `say` does.
  await insertConversations(tx.client, [{ conversation, preview: "", previewFrom: "agent" }]);
  const conversationId = conversation.id;
  const activityId = await addActivity(tx.client, {
    conversationId,
    kind: "opened",
    actorId: who.id,
    because: "begun-by-agent",
    data: { queueId: queue.id },
    at: now,
  });
  const audience = [queue.id, who.id];
  await writeNotices(tx.client, [
    { type: "activity.created", subjectId: activityId, conversationId, audience },
  ]);
  const openers = { contactIds: [contactId], addresses: [], from: [address] };
  const others = await findElsewhere(tx.client, openers, now - ELSEWHERE_WINDOW_MS);
  const elsewhere = chooseElsewhere(inbox.channel, others.get(contactId) ?? [], now);
  const theirs = [elsewhere?.queueId, elsewhere?.assigneeId].filter((id) => id !== undefined);
  await addActivities(
    tx.client,
    tellElsewhere(conversation, elsewhere),
    new Map([[conversationId, audience], ...(elsewhere ? [[elsewhere.id, theirs] as const] : [])]),
  );
  return conversationId;
}

async function addContact(desk: Desk, tx: Transaction, address: Address): Promise<ContactId> {
  const id = asId<ContactId>(desk.newId());
  await addAssertedContact(tx, { id, address });
  return id;
}
