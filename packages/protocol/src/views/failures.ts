import { SEND_FAILURES } from "@circuito/domain";
import { z } from "zod";
import { webhookOff, webhookRefusal } from "../webhooks.ts";
import { id, instant } from "./told.ts";

const counted = {
  count: z.int(),
  firstAt: instant,
  lastAt: instant,
  /** How many in each of the last 24 hours, the newest last. */
  trend: z.array(z.int()),
};

const group = {
  ...counted,
  /** What went wrong, without what differs from one to the next. */
  cause: z.string(),
  inboxIds: z.array(id),
};

const groupsOf = <T extends z.ZodType>(item: T) =>
  z.object({
    groups: z.array(item),
    /** There are more than were sorted: these are of the newest. */
    isCut: z.boolean(),
    checkedAt: instant,
  });

export const inboundFailureGroup = z.object({
  ...group,
  state: z.enum(["parked", "suppressed"]),
  kind: z.enum(["message", "receipt", "change", "malformed"]),
});
export type InboundFailureGroup = z.infer<typeof inboundFailureGroup>;
export const inboundFailures = groupsOf(inboundFailureGroup);
export type InboundFailures = z.infer<typeof inboundFailures>;

export const outboundFailureGroup = z.object({
  ...group,
  status: z.enum(["failed", "unknown"]),
  /** What the provider's words come to. */
  because: z.enum(SEND_FAILURES),
});
export type OutboundFailureGroup = z.infer<typeof outboundFailureGroup>;
export const outboundFailures = groupsOf(outboundFailureGroup);
export type OutboundFailures = z.infer<typeof outboundFailures>;

/** Webhooks that one endpoint did not take, for one cause, and that were given up. */
export const webhookFailureGroup = z.object({
  ...counted,
  webhookId: id,
  webhookName: z.string(),
  /** Null: it is on. */
  off: webhookOff.nullable(),
  because: webhookRefusal,
  /** HTTP status; null: there was no answer. */
  status: z.int().nullable(),
});
export type WebhookFailureGroup = z.infer<typeof webhookFailureGroup>;
export const webhookFailures = groupsOf(webhookFailureGroup);
export type WebhookFailures = z.infer<typeof webhookFailures>;

export const redeliverResult = z.object({
  deliveryId: id,
  outcome: z.enum([
    /** It goes out now, and is tried for 72 hours more. */
    "redelivered",
    /** There is none, or somebody sent it again meanwhile. */
    "not-failed",
    "webhook-off",
  ]),
});
export type RedeliverResult = z.infer<typeof redeliverResult>;

/** A send that wants a person, with what is known of it. */
export const troubledSendView = z.object({
  messageId: id,
  conversationId: id,
  protocol: z.string(),
  contactName: z.string().nullable(),
  address: z.string(),
  channel: z.string(),
  inboxId: id,
  status: z.enum(["failed", "unknown"]),
  /** Its words, as far as a line holds. */
  preview: z.string(),
  /** Null: no person wrote it. */
  authorName: z.string().nullable(),
  attempts: z.int(),
  error: z.string().nullable(),
  /** Parts of it left, and others never did. */
  partly: z.string().nullable(),
  /** What the provider calls it: it took at least a part. */
  externalId: z.string().nullable(),
  /** Of a mail: what became of each. */
  recipients: z.array(z.object({ address: z.string(), status: z.string(), detail: z.string() })),
  /** Handed over once more by itself then: nobody need do anything. */
  resendsAt: instant.nullable(),
  /** Messages of its conversation that were sent after it: sent again, it arrives behind them. */
  later: z.int(),
  writtenAt: instant,
  updatedAt: instant,
});
export type TroubledSendView = z.infer<typeof troubledSendView>;

export const settleResult = z.object({
  messageId: id,
  outcome: z.enum([
    "settled",
    "not-found",
    "not-yours",
    "not-troubled",
    "refused-by-provider",
    "resends-itself",
  ]),
});
export type SettleResult = z.infer<typeof settleResult>;

export const ledgerActResult = z.object({
  id: z.string(),
  outcome: z.enum([
    "released",
    "discarded",
    "already-discarded",
    "not-found",
    "not-set-aside",
    "unreadable",
    "own-copy",
  ]),
});
export type LedgerActResult = z.infer<typeof ledgerActResult>;

/** What came in, as it came: secrets masked, the rest untouched, up to a length. */
export const payloadView = z.object({
  /** `elsewhere`: kept with the files; `gone`: older than payloads are kept. */
  form: z.enum(["json", "text", "binary", "elsewhere", "gone"]),
  text: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  isCut: z.boolean(),
});
export type PayloadView = z.infer<typeof payloadView>;

/** What a release would do, if nothing changed until then. Nothing was done. */
export const releaseTrialView = z.object({
  outcome: z.enum(["joins", "opens", "stays-out", "applies", "unreadable"]),
  /** Why: a closed code of the router's. */
  because: z.string().nullable(),
  conversationId: id.nullable(),
  queueId: id.nullable(),
  /** Who would get it now; null: it would wait. */
  agent: z.object({ id, name: z.string() }).nullable(),
  /** What would be said to the customer by itself. */
  says: z.string().nullable(),
});
export type ReleaseTrialView = z.infer<typeof releaseTrialView>;

export const failedJobView = z.object({
  kind: z.enum(["inbound", "assign", "deliver", "media", "due", "webhook", "bulletin", "canary"]),
  id: z.string(),
  attempts: z.int(),
  error: z.string(),
  /** How many things it was to look at. */
  subjects: z.int(),
  failedAt: instant.nullable(),
});
export type FailedJobView = z.infer<typeof failedJobView>;

export const jobFailures = z.object({
  items: z.array(failedJobView),
  /** What had its time long ago and was not done, by kind. */
  stuck: z.array(z.object({ kind: z.string(), count: z.int(), oldestAt: instant })),
  checkedAt: instant,
});
export type JobFailures = z.infer<typeof jobFailures>;

export const jobActResult = z.object({
  kind: failedJobView.shape.kind,
  id: z.string(),
  outcome: z.enum(["retried", "removed", "not-found"]),
});
export type JobActResult = z.infer<typeof jobActResult>;
