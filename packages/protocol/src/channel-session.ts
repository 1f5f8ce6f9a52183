import { IDENTITY_FAULTS } from "@circuito/domain";
import { z } from "zod";

/** A session that a person has to open: an account paired with a phone. */

const instant = z.iso.datetime();

/** How it does, for everybody: a banner, a dot. */
export const sessionView = z.object({
  state: z.enum([
    "launching",
    "awaiting-scan",
    "syncing",
    "ready",
    "degraded",
    "backing-off",
    "logged-out",
    "failed",
    "stopped",
  ]),
  since: instant,
  /** Closed; the words are in the catalogs of who shows them. */
  because: z.string().nullable(),
  detail: z.string().nullable(),
  account: z.object({ phone: z.string().nullable(), name: z.string().nullable() }).nullable(),
  /** Chats still to be read after an absence. */
  backlog: z.int().nullable(),
  /** What came and is not for us, by kind. */
  ignored: z.record(z.string(), z.int()),
});
export type SessionView = z.infer<typeof sessionView>;

/** The same for admins, with the code to pair by. */
export const pairingSessionView = sessionView.extend({
  pairing: z
    .object({ method: z.enum(["qr", "code"]), value: z.string(), expiresAt: instant })
    .nullable(),
});
export type PairingSessionView = z.infer<typeof pairingSessionView>;

export const sessionWish = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pair"), method: z.literal("qr") }),
  z.strictObject({
    kind: z.literal("pair-by-code"),
    /** E.164. */
    phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
  }),
  z.strictObject({ kind: z.literal("restart") }),
  z.strictObject({ kind: z.literal("log-out") }),
]);
export type SessionWishBody = z.infer<typeof sessionWish>;

/** How an inbox does of late, for whoever wants to know whether it is alive. */
const inboxPulse = z.object({
  /** When a customer last wrote by it. */
  lastInAt: instant.nullable(),
  /** Messages of ours that wait to be sent. */
  waiting: z.int(),
  /** Of those that came in the last day and could not be read. */
  parked: z.int(),
  /** Messages of ours that did not leave in the last day, or may not have, and that nobody settled. */
  failed: z.int(),
});

export const inboxTrafficView = inboxPulse.extend({ inboxId: z.uuid() });
export type InboxTrafficView = z.infer<typeof inboxTrafficView>;

/** The same of one inbox that somebody looks at. */
export const inboxTraffic = inboxPulse.extend({ lastOutAt: instant.nullable() });
export type InboxTraffic = z.infer<typeof inboxTraffic>;

/** How an inbox compares with its provider's own list. Null where it cannot be asked, or before it was. */
export const inboxComparison = z.object({
  /** Until when everything was compared. */
  until: instant,
  /** Messages that had not come by themselves, ever. */
  recovered: z.int(),
  /** Why the last comparison came to nothing, in the provider's words. */
  problem: z.string().nullable(),
});
export type InboxComparison = z.infer<typeof inboxComparison>;

/** Whether an inbox's settings work: asked of the provider, nothing is sent to anybody. */
export const inboxCheck = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      ok: z.boolean(),
      /** What the provider said, or what was found. */
      detail: z.string(),
    }),
  ),
});
export type InboxCheck = z.infer<typeof inboxCheck>;

/** A token looked at by whoever sets a web chat up. Nobody is let in by it. */
export const identityCheck = z.object({
  /** Null: it holds. */
  because: z.enum(IDENTITY_FAULTS).nullable(),
  /** As the token says, proven or not; null where it does not say. */
  said: z.object({
    algorithm: z.string().nullable(),
    audience: z.string().nullable(),
    subject: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    expiresAt: instant.nullable(),
  }),
});
export type IdentityCheck = z.infer<typeof identityCheck>;

/** A web chat's identity secret, as it is shown this once. */
export const identitySecret = z.object({
  secret: z.string(),
  /** Until when identities hold that the secret before signed; null: there was none, or it ended now. */
  beforeUntil: instant.nullable(),
});
export type IdentitySecret = z.infer<typeof identitySecret>;

/** Whether a page shows a web chat. `unreachable` says no more: who asks must not learn our network. */
export const chatInstallation = z.object({
  found: z.enum(["found", "other-chat", "absent", "unreachable"]),
  /** Of the page that answered in the end. */
  origin: z.string(),
  /** The inbox's settings let pages of this origin show it. */
  isAllowed: z.boolean(),
});
export type ChatInstallation = z.infer<typeof chatInstallation>;
