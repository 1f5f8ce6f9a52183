import { USUAL_BREAKS } from "@circuito/domain";
import { z } from "zod";
import { id, instant } from "./told.ts";

export const agentRole = z.enum(["agent", "supervisor", "admin"]);
export type AgentRole = z.infer<typeof agentRole>;

/** What the person wants; whether we can reach them is `reachable`. */
export const wantedPresence = z.enum(["available", "busy", "away", "offline"]);
export type WantedPresence = z.infer<typeof wantedPresence>;

/** Longer names would not stand beside a person's. */
export const BREAK_NAME_LENGTH_MAX = 40;

/** Why somebody takes a break: one of ours, or `own:` and the name that an admin gave it. */
export const chosenReason = z.union([
  z.enum(USUAL_BREAKS),
  z.templateLiteral(["own:", z.string().min(1).max(BREAK_NAME_LENGTH_MAX)]),
]);
export type ChosenReason = z.infer<typeof chosenReason>;

/** These four are ours: offers missed in a row, nothing typed for long, the shift is over, a day off. */
export const presenceReason = z.union([
  chosenReason,
  z.enum(["missed-offers", "idle", "shift-over", "planned-absence"]),
]);
export type PresenceReason = z.infer<typeof presenceReason>;

export const agentView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: agentRole,
  queueIds: z.array(id),
  wanted: wantedPresence,
  /** Null where none was given, and while they want conversations. */
  wantedReason: presenceReason.nullable(),
  wantedSince: instant,
  /** The calendar of the hours they work; null: nobody watches. */
  shiftId: id.nullable(),
  /** At least one live socket, or within the grace after losing it. */
  reachable: z.boolean(),
  load: z.number(),
  capacity: z.number(),
});
export type AgentView = z.infer<typeof agentView>;

/** A conversation that went back to its queue while its owner was gone, and where it is now. */
export const takenBackView = z.object({
  conversationId: id,
  protocol: z.string(),
  contactName: z.string().nullable(),
  at: instant,
  because: z.enum([
    "unanswered-chat",
    "chat-customer-waits",
    "customer-waits",
    "planned-absence",
    "account-closed",
  ]),
  /** Since when the owner was gone. */
  absentSince: instant,
  queueId: id.nullable(),
  assignee: z.object({ id, name: z.string() }).nullable(),
});
export type TakenBackView = z.infer<typeof takenBackView>;
