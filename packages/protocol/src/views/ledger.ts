import { z } from "zod";
import { id, instant } from "./told.ts";

export const ledgerRowView = z.object({
  id: z.string(),
  inboxId: id,
  externalId: z.string(),
  collision: z.int(),
  kind: z.enum(["message", "receipt", "change", "malformed"]),
  state: z.enum(["accepted", "routed", "suppressed", "parked"]),
  reason: z.string().nullable(),
  /** How often the router tried it. */
  attempts: z.int(),
  duplicates: z.int(),
  /** Whom it is from, as far as that could be read. */
  from: z.string().nullable(),
  /** Its words, as far as a line holds. */
  preview: z.string(),
  receivedAt: instant,
  routedAt: instant.nullable(),
  messageId: id.nullable(),
  conversationId: id.nullable(),
  seq: z.int().nullable(),
  payloadSha256: z.string(),
  /** The stored trail: why this contact, this conversation, this queue, this agent. */
  decisions: z.array(
    z.object({
      kind: z.string(),
      at: instant,
      outcome: z.string(),
      because: z.string(),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type LedgerRowView = z.infer<typeof ledgerRowView>;

export const ledgerBalanceView = z.object({
  channels: z.array(
    z.object({
      channel: z.string(),
      received: z.int(),
      routed: z.int(),
      duplicate: z.int(),
      suppressed: z.int(),
      parked: z.int(),
      inFlight: z.int(),
      /** received − (routed + duplicate + suppressed + parked + inFlight); anything but 0 is a bug. */
      difference: z.int(),
    }),
  ),
});
export type LedgerBalanceView = z.infer<typeof ledgerBalanceView>;
