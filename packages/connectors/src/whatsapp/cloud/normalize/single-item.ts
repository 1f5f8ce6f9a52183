import { lacksContent, readAround } from "./around.ts";
import type { BatchItem } from "./batch-item.ts";

/** A webhook with one message is some hundred bytes; a larger one is taken apart like a batch. */
const BODY_MAX_BYTES = 8 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The one message of a webhook that holds nothing else, as nearly all do: its bytes are the body's, and
 * nothing has to be cut out. What is any other way is left to whoever takes batches apart, and so are the
 * bytes of a message that is understood without a contact: what is parked is known by them.
 * @param apart the same item, cut out
 */
export function singleItem(
  body: Uint8Array,
  json: unknown,
  apart: () => BatchItem | undefined,
): BatchItem | undefined {
  if (body.byteLength > BODY_MAX_BYTES) return undefined;
  const envelope = fields(json);
  if (envelope?.object !== "whatsapp_business_account") return undefined;
  const change = fields(sole(fields(sole(envelope.entry))?.changes));
  const value = change?.field === "messages" ? fields(change.value) : undefined;
  if (!value || "message_echoes" in value || "errors" in value) return undefined;
  const { messages, statuses = [], contacts = [] } = value;
  const message = sole(messages);
  if (message === undefined || !isEmpty(statuses) || !Array.isArray(contacts)) return undefined;
  if (lacksContent(message)) return undefined;
  const beside = {
    metadata: value.metadata,
    contacts: contacts.map((contact: unknown) => ({ value: contact, slice: WITH_IT })),
    errors: undefined,
  };
  return {
    kind: "message",
    by: "customer",
    value: message,
    around: readAround(beside, true),
    raw: (contact) => (contact === undefined ? (apart()?.raw(undefined) ?? body) : body),
  };
}

/** The contact is in the body already. */
const WITH_IT = "";

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function fields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function sole(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
}
