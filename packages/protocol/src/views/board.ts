import { z } from "zod";
import { presenceReason, wantedPresence } from "./people.ts";
import { id, instant } from "./told.ts";

/** A queue on the live board. What grows by itself is told as an instant, and counted by who shows it. */
export const queueNowView = z.object({
  id,
  name: z.string(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  role: z.enum(["solver", "director", "specialist", "supervisor"]),
  area: z.string().nullable(),
  /** Open, and nobody has them. */
  waiting: z.int(),
  /** Since when the one that waits longest does; null: nobody waits for us. */
  waitingSince: instant.nullable(),
  /** Open, and somebody has them. */
  inService: z.int(),
  /** Their next promise has had three quarters of its time. */
  atRisk: z.int(),
  /** A promise of theirs is broken and still goes on. */
  broken: z.int(),
  /** Today: promises that were to be kept by now, and those that were. */
  due: z.int(),
  met: z.int(),
  /** Today: chats that ended before anybody of ours wrote. */
  abandoned: z.int(),
});
export type QueueNowView = z.infer<typeof queueNowView>;

export const agentNowView = z.object({
  id,
  name: z.string(),
  queueIds: z.array(id),
  wanted: wantedPresence,
  wantedReason: presenceReason.nullable(),
  wantedSince: instant,
  reachable: z.boolean(),
  /** Last input at any of their devices, to the minute; null: never. */
  activeAt: instant.nullable(),
  load: z.number(),
  capacity: z.number(),
  /** Open conversations of theirs, by channel. */
  held: z.record(z.string(), z.int()),
});
export type AgentNowView = z.infer<typeof agentNowView>;

/** The whole board. `revision` counts what one process told: changes carry the one before theirs. */
export const boardView = z.object({
  at: instant,
  revision: z.string(),
  queues: z.array(queueNowView),
  agents: z.array(agentNowView),
});
export type BoardView = z.infer<typeof boardView>;

/**
 * What changed since a revision. Whoever holds another one has missed something, and asks for the
 * whole.
 */
export const boardChange = z.object({
  at: instant,
  after: z.string(),
  revision: z.string(),
  queues: z.array(queueNowView),
  agents: z.array(agentNowView),
  /** Ids of queues and agents that are there no more. */
  gone: z.array(id),
});
export type BoardChange = z.infer<typeof boardChange>;

/** How a queue, or all of them (`queueId` null), stood at a minute. */
export const boardMinuteView = z.object({
  minute: instant,
  queueId: id.nullable(),
  waiting: z.int(),
  longestWaitSeconds: z.int(),
  inService: z.int(),
  met: z.int(),
  due: z.int(),
  abandoned: z.int(),
  available: z.int(),
});
export type BoardMinuteView = z.infer<typeof boardMinuteView>;

/** Something a supervisor told people, until they have read it. */
export const announcementView = z.object({
  id,
  /** `presence`: they set the reader's state; `wanted` says to what. */
  kind: z.enum(["broadcast", "presence"]),
  fromName: z.string(),
  text: z.string(),
  wanted: wantedPresence.nullable(),
  wantedReason: presenceReason.nullable(),
  at: instant,
});
export type AnnouncementView = z.infer<typeof announcementView>;
