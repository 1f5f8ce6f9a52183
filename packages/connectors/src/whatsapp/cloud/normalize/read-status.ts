import { boundedExternalId } from "@circuito/connector";
import type { MalformedElement, ReceiptElement } from "@circuito/domain";
import { z } from "zod";
import { readInstant } from "./instant.ts";
import { maybeId } from "./lenient.ts";
import { malformed } from "./malformed.ts";
import { present } from "./present.ts";
import { providerErrors } from "./provider-error.ts";

const STATUSES: ReadonlyMap<string, ReceiptElement["status"]> = new Map([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  // A voice message that was listened to was read before.
  ["played", "read"],
  ["failed", "failed"],
]);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: z.unknown(),
  recipient_type: maybeId,
  recipient_participant_id: maybeId,
  recipient_participant_user_id: maybeId,
  biz_opaque_callback_data: maybeId,
  errors: providerErrors,
});

/** News about a message of ours. We send our own id along, and it comes back in every status. */
export function readStatus(
  value: unknown,
  raw: Uint8Array,
  receivedAt: number,
): ReceiptElement | MalformedElement {
  const read = status.safeParse(value);
  if (!read.success) return malformed(raw, `a status: ${z.prettifyError(read.error)}`);
  const { id, status: name, biz_opaque_callback_data: ours, errors } = read.data;
  const known = STATUSES.get(name);
  if (!known) {
    return malformed(raw, `status ${JSON.stringify(name.slice(0, 64))} is not read by this build`);
  }
  const wamid = boundedExternalId(id);
  const isOurs = ours !== undefined && UUID.test(ours);
  const [error = { code: "unknown", reason: "no reason given" }] = errors;
  return present({
    kind: "receipt" as const,
    externalId: boundedExternalId([id, name, ...participant(read.data)].join(":")),
    idMadeBy: "provider" as const,
    raw,
    of: isOurs ? ours : wamid,
    sentAs: isOurs ? wamid : undefined,
    status: known,
    at: readInstant(read.data.timestamp, receivedAt),
    error: known === "failed" ? { code: error.code, message: error.reason } : undefined,
  });
}

/** In a group each of its members has receipts of their own. */
function participant(said: z.infer<typeof status>): readonly string[] {
  if (said.recipient_type !== "group") return [];
  const who = said.recipient_participant_id ?? said.recipient_participant_user_id;
  return who === undefined ? [] : [who];
}
