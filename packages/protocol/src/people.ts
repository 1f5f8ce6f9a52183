/* Accounts of people: who may log in, with what rights, and what they were given to do. */
import { z } from "zod";
import { agentSettings, updateAgentBody } from "./queues.ts";
import { agentRole } from "./views.ts";

const id = z.uuid();
const instant = z.iso.datetime();

const personName = z.string().trim().min(1).max(120);
const email = z.email().max(254).toLowerCase();

const membership = z.strictObject({
  queueId: id,
  /** Share of the queue's conversations relative to the others', under the strategy `weighted`. */
  weight: z.int().min(0).max(100),
});
/** Who serves everything serves nobody. */
const memberships = z.array(membership).max(200);

const absence = z.object({
  id,
  from: instant,
  until: instant,
  /** What they hold goes back to its queues when it begins; else it stays with them. */
  putsBack: z.boolean(),
});

/** Somebody as an admin sees them, who may not log in too. */
export const personView = agentSettings.extend({
  state: z.enum(["invited", "active", "disabled"]),
  /** Until when their newest link to choose a password works; null: there is none. */
  linkUntil: instant.nullable(),
  /** Last sign of life of any of their devices; null: there never was one. */
  lastSeenAt: instant.nullable(),
  memberships: z.array(membership),
  /** Conversations that are theirs and not solved yet. */
  held: z.int(),
  /** Those to come and the one that is on, the earliest first. */
  absences: z.array(absence),
});
export type PersonView = z.infer<typeof personView>;

/** A company at once. */
export const INVITED_MAX = 200;

export const invitePeopleBody = z.strictObject({
  people: z
    .array(z.strictObject({ name: personName, email }))
    .min(1)
    .max(INVITED_MAX),
  role: agentRole.default("agent"),
  queueIds: z.array(id).max(200).default([]),
});

/** What became of each, in the order asked. */
export const invitation = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("invited"),
    personId: id,
    name: z.string(),
    email: z.string(),
    /** Goes behind `#` of the page where a password is chosen; shown this once. */
    token: z.string(),
  }),
  /** Somebody has this address, or it came twice. */
  z.object({ outcome: z.literal("taken"), name: z.string(), email: z.string() }),
]);
export type Invitation = z.infer<typeof invitation>;

/** What is left out stays as it is; queues are replaced as a whole. */
export const updatePersonBody = updateAgentBody
  .extend({
    name: personName,
    email,
    role: agentRole,
    /** The calendar of the hours they work; null: nobody watches. */
    shiftId: id.nullable(),
    memberships,
  })
  .partial();
export type UpdatePersonBody = z.infer<typeof updatePersonBody>;

export const disablePersonBody = z.strictObject({
  /**
   * Who gets what they hold, as far as they serve its queue, and the note that goes along; null: it goes
   * back to its queues.
   */
  handTo: z.strictObject({ personId: id, note: z.string().trim().min(1).max(500) }).nullable(),
});

export const disabledPerson = z.object({
  person: personView,
  /** Conversations that a colleague got, and that wait in their queues again. */
  handedOver: z.int(),
  putBack: z.int(),
});

/** More than two years ahead nobody plans. */
export const ABSENCE_AHEAD_MAX_MS = 2 * 366 * 24 * 60 * 60_000;

export const absenceBody = z.strictObject({ from: instant, until: instant, putsBack: z.boolean() });

/** Works once, for seven days; an earlier one works no more. */
export const passwordLink = z.object({ token: z.string(), expiresAt: instant });

/** Whose link it is. */
export const passwordLinkView = z.object({
  name: z.string(),
  email: z.string(),
  /** They never had a password. */
  isInvitation: z.boolean(),
  expiresAt: instant,
});
export type PasswordLinkView = z.infer<typeof passwordLinkView>;

/**
 * Length is what makes a password (ASVS 5, V6.2.1: 8 at least; NIST SP 800-63B-4: 15 where it is alone).
 * Twelve is a phrase, and what people accept.
 */
export const PASSWORD_LENGTH_MIN = 12;
export const newPassword = z.string().min(PASSWORD_LENGTH_MIN).max(128);

export const loginView = z.object({
  /** Names the session and opens nothing. */
  id: z.string(),
  /** What the browser said of itself; null: from before it was kept. */
  device: z.string().nullable(),
  createdAt: instant,
  seenAt: instant,
  /** It is the one that asks. */
  isOwn: z.boolean(),
});
export type LoginView = z.infer<typeof loginView>;

/** What each role may do: every route of the API with the least role that it takes. */
export const permission = z.object({
  /** The route's name, and the part of the API that it belongs to. */
  name: z.string(),
  area: z.string(),
  role: agentRole,
  summary: z.string(),
});
export type Permission = z.infer<typeof permission>;
