import { jsonSlices, WEBHOOK_ELEMENTS_MAX } from "@circuito/connector";
import { z } from "zod";
import type { Around, BatchItem } from "./batch-item.ts";
import { type Change, frame, frameChange, frameEntry, type List } from "./frame.ts";
import { maybeId, maybeWords } from "./lenient.ts";
import { indexContacts, type KnownContact, NO_CONTACTS } from "./party.ts";
import { type ProviderError, providerErrors } from "./provider-error.ts";

export type Batch =
  | { readonly kind: "items"; readonly items: readonly BatchItem[] }
  /** Authentic, and nothing that has parts we know. */
  | { readonly kind: "whole"; readonly because: string };

/**
 * Everything in one webhook body: of all its entries, of all their changes, every message, echo, status
 * and error. Whatever else there is, is an item too: nothing that Meta signed is lost.
 */
export function splitBatch(body: Uint8Array): Batch {
  const text = decode(body);
  if (text === undefined) return { kind: "whole", because: "not UTF-8" };
  if (!isJson(text)) return { kind: "whole", because: "not JSON" };
  const envelope = fieldsOf(text);
  if (envelope?.get("object") !== '"whatsapp_business_account"') {
    return { kind: "whole", because: "not a webhook of a WhatsApp Business Account" };
  }
  const entries = envelope.get("entry");
  if (entries === undefined) return { kind: "whole", because: "a webhook without entries" };
  const items = listOf(entries).flatMap(entryItems);
  return items.length > WEBHOOK_ELEMENTS_MAX
    ? { kind: "whole", because: `more than ${WEBHOOK_ELEMENTS_MAX} elements` }
    : { kind: "items", items };
}

function entryItems(entry: string): BatchItem[] {
  const fields = fieldsOf(entry);
  const changes = fields?.get("changes");
  if (!fields || changes === undefined) {
    return [unread(entry, "an entry without changes", () => frameEntry(entry))];
  }
  const about = { id: fields.get("id"), time: fields.get("time") };
  return listOf(changes).flatMap((change) => changeItems(change, about));
}

function changeItems(slice: string, entry: Change["entry"]): BatchItem[] {
  const fields = fieldsOf(slice);
  const field = textOf(fields?.get("field"));
  const value = fields?.get("value");
  const asItIs = () => frameChange(slice, entry);
  if (field === undefined || value === undefined) {
    return [unread(slice, "a change without a field or a value", asItIs)];
  }
  const change = { entry, field, value: fieldsOf(value) ?? new Map<string, string>() };
  const items = field === "messages" || field === "smb_message_echoes" ? listed(change) : [];
  if (items !== undefined && items.length > 0) return items;
  if (items === undefined) return [];
  const because =
    field === "messages" || field === "smb_message_echoes"
      ? `nothing in "${field}" that this build reads`
      : `field ${JSON.stringify(field.slice(0, 64))} is not read by this build`;
  return [unread(slice, because, asItIs)];
}

/** `undefined`: lists are there, and empty. */
function listed(change: Change): BatchItem[] | undefined {
  const list = (name: List) => listOf(change.value.get(name) ?? "[]");
  const [messages, echoes, statuses, errors] = [
    list("messages"),
    list("message_echoes"),
    list("statuses"),
    list("errors"),
  ];
  const around = readAround(change, messages.length + echoes.length + statuses.length === 1);
  const written = [
    ...messages.map((slice) => ({ slice, by: "customer", list: "messages" }) as const),
    ...echoes.map((slice) => ({ slice, by: "us", list: "message_echoes" }) as const),
  ].map(({ slice, by, list }) => ({ slice, by, list, value: JSON.parse(slice) as unknown }));
  const items: BatchItem[] = [];
  for (const { slice, by, list, value } of written) {
    const explained = lacksContent(value) ? change.value.get("errors") : undefined;
    const raw = (contact: string | undefined) =>
      frame(change, list, slice, present(contact), explained);
    const own = explained === undefined ? { ...around, errors: [] } : around;
    items.push({ kind: "message", by, value, around: own, raw });
  }
  for (const slice of statuses) {
    const raw = () => frame(change, "statuses", slice, [], undefined);
    items.push({ kind: "status", value: JSON.parse(slice), around, raw });
  }
  // Errors that explain a message without content are part of it.
  if (!written.some(({ value }) => lacksContent(value))) {
    for (const slice of errors) {
      const raw = () => frame(change, "errors", slice, [], undefined);
      items.push({ kind: "error", value: JSON.parse(slice), around, raw });
    }
  }
  const isEmpty = ["messages", "message_echoes", "statuses", "errors"].some((name) =>
    change.value.has(name),
  );
  return items.length === 0 && isEmpty ? undefined : items;
}

const typed = z.object({ type: z.string(), errors: z.unknown().optional() });

/** It names a type and brings nothing of it: what went wrong stands beside the messages. */
function lacksContent(value: unknown): boolean {
  const read = typed.safeParse(value);
  if (!read.success) return false;
  const { type, errors } = read.data;
  return errors === undefined && !Object.hasOwn(Object(value), type);
}

const metadata = z.object({ phone_number_id: maybeId, display_phone_number: maybeId });
const contact = z.object({
  wa_id: maybeId,
  user_id: maybeId,
  profile: z.object({ name: maybeWords, username: maybeWords }).optional().catch(undefined),
});

function readAround(change: Change, isForOne: boolean): Around {
  const account = metadata.safeParse(parse(change.value.get("metadata")));
  const contacts = listOf(change.value.get("contacts") ?? "[]").flatMap(readContact);
  return {
    phoneNumberId: account.data?.phone_number_id,
    displayNumber: account.data?.display_phone_number?.replace(/\D/g, ""),
    contacts: contacts.length === 0 ? NO_CONTACTS : indexContacts(contacts, isForOne),
    errors: readErrors(change.value.get("errors")),
  };
}

function readContact(slice: string): KnownContact[] {
  const read = contact.safeParse(JSON.parse(slice));
  if (!read.success) return [];
  const { wa_id: phone, user_id: userId, profile } = read.data;
  return [{ phone, userId, name: profile?.name ?? profile?.username, slice }];
}

function readErrors(slice: string | undefined): readonly ProviderError[] {
  return providerErrors.parse(parse(slice));
}

function unread(slice: string, because: string, raw: () => Uint8Array): BatchItem {
  return { kind: "unread", because, value: slice, raw };
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parse(slice: string | undefined): unknown {
  return slice === undefined ? undefined : JSON.parse(slice);
}

function textOf(slice: string | undefined): string | undefined {
  const value = parse(slice);
  return typeof value === "string" ? value : undefined;
}

function fieldsOf(slice: string): ReadonlyMap<string, string> | undefined {
  const slices = jsonSlices(slice);
  return slices.kind === "object" ? slices.fields : undefined;
}

/** A list's items; anything else is one item, which will be found unreadable. */
function listOf(slice: string): readonly string[] {
  const slices = jsonSlices(slice);
  return slices.kind === "array" ? slices.items : [slice];
}

function present(slice: string | undefined): readonly string[] {
  return slice === undefined ? [] : [slice];
}
