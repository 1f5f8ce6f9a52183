import { z } from "zod";
import { offerView } from "./offers.ts";
import { activityView, agentView, boardChange, conversationView, messageView } from "./views.ts";
import { draftWriters, heldReplyView } from "./writing.ts";

/**
 * The wire of the agents' console: socket.io namespace `/agent`, notice and not truth
 * (design, invariant 12).
 *
 * Handshake `auth`: {@link agentAuth} with a ticket from `POST /api/v1/session/ticket` (one use,
 * 60 s). Server → client: `ready`, then `events` in order, `head` every 20 s (the last event that was for this
 * socket), volatile `typing`, `viewers` and `board`, and `revoked` before the socket is closed for good.
 *
 * A client keeps the position of the last event it applied. After a reconnection, or when a `head`
 * is ahead of it for more than a moment, it emits `resume {after}` and applies what comes back;
 * on `snapshot-required` it fetches its lists anew and goes on from `position`.
 */

/** Opaque to clients; compare only for equality. */
export const position = z.string().max(64);

export const agentAuth = z.strictObject({
  ticket: z.string().max(256),
  /** Last position held; the server answers with `ready` and the client resumes from it. */
  after: position.optional(),
});

const base = { position, conversationId: z.uuid().nullable(), at: z.iso.datetime() };

/** Every event carries whole views with versions: applying one twice, or late, changes nothing. */
export const agentEvent = z.discriminatedUnion("type", [
  z.object({ ...base, type: z.literal("conversation.changed"), conversation: conversationView }),
  z.object({ ...base, type: z.literal("message.created"), message: messageView }),
  z.object({ ...base, type: z.literal("message.changed"), message: messageView }),
  z.object({ ...base, type: z.literal("activity.created"), activity: activityView }),
  z.object({ ...base, type: z.literal("agent.changed"), agent: agentView }),
  /** To its agent: a new offer, or how one ended. */
  z.object({ ...base, type: z.literal("offer.changed"), offer: offerView }),
  /** Who has begun to write there now: presence of words, never the words. */
  z.object({ ...base, type: z.literal("draft.changed"), drafts: draftWriters }),
  z.object({ ...base, type: z.literal("held-reply.changed"), held: heldReplyView }),
  /** To whoever was named: how many of their mentions are new. */
  z.object({
    ...base,
    type: z.literal("mention.changed"),
    agentId: z.uuid(),
    unread: z.int(),
  }),
  z.object({ ...base, type: z.literal("queue.changed"), queueId: z.uuid() }),
  /** How an inbox is connected changed: refetch what you show of it. */
  z.object({ ...base, type: z.literal("inbox.changed"), inboxId: z.uuid() }),
  /** To whom a supervisor told something: fetch what you have not read. */
  z.object({ ...base, type: z.literal("announcement.created"), announcementId: z.uuid() }),
  /** To an agent alone: how far they have read a conversation, on another of their devices. */
  z.object({
    ...base,
    type: z.literal("read.changed"),
    read: z.object({ conversationId: z.uuid(), seq: z.int() }),
  }),
  /** Saved views changed, theirs or everybody's: refetch what you show of them. */
  z.object({ ...base, type: z.literal("views.changed") }),
  /** Configuration changed (queues, rules, inboxes): refetch what you show of it. */
  z.object({ ...base, type: z.literal("configuration.changed") }),
]);
export type AgentEvent = z.infer<typeof agentEvent>;

export const agentServerEvents = {
  ready: z.object({ position, agentId: z.uuid(), serverTime: z.iso.datetime() }),
  events: z.array(agentEvent),
  head: z.object({ position, serverTime: z.iso.datetime() }),
  typing: z.object({
    conversationId: z.uuid(),
    who: z.string(),
    kind: z.enum(["contact", "agent"]),
  }),
  /** Agents who have the conversation open now. */
  viewers: z.object({
    conversationId: z.uuid(),
    agents: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  /** To supervisors who watch the board: at most one a second, lost without harm. */
  board: boardChange,
  revoked: z.object({ reason: z.string() }),
} as const;

/** A machine that slept with its lid closed tells when it wakes: after a month's holiday at most. */
const LOOK_TOLD_MAX_MS = 31 * 86_400_000;

/** As many as a console holds. */
const REPAIRED_MAX = 10_000;

export const agentClientEvents = {
  /** Ack: {@link resumeAnswer}. */
  resume: z.strictObject({ after: position }),
  /** The conversation on screen, or null; drives `viewers`. */
  viewing: z.strictObject({ conversationId: z.uuid().nullable() }),
  typing: z.strictObject({ conversationId: z.uuid(), room: z.enum(["reply", "note"]) }),
  /** The person touched something; twice a minute at most. */
  active: z.strictObject({}),
  /**
   * How long the conversation on screen has been before somebody's eyes, and since when they have
   * touched nothing, ms: every half a minute and at the end, each time as a whole.
   */
  looked: z.strictObject({
    id: z.uuid(),
    conversationId: z.uuid(),
    forMs: z.int().min(0).max(LOOK_TOLD_MAX_MS),
    idleMs: z.int().min(0).max(LOOK_TOLD_MAX_MS),
  }),
  /** Views that a look at the server found newer than any event had told: for the operators' figures. */
  repaired: z.strictObject({ views: z.int().min(1).max(REPAIRED_MAX) }),
  /** Supervisors: ack {@link boardView}, then `board` for as long as they watch. */
  watchBoard: z.strictObject({ isWatching: z.boolean() }),
} as const;

export const resumeAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("events"), events: z.array(agentEvent), position }),
  z.object({ kind: z.literal("snapshot-required"), position }),
]);
export type ResumeAnswer = z.infer<typeof resumeAnswer>;
