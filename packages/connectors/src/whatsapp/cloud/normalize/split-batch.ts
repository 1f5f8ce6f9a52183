import { jsonSlices, WEBHOOK_ELEMENTS_MAX } from "@circuito/connector";
import { type Beside, lacksContent, readAround } from "./around.ts";
import type { BatchItem } from "./batch-item.ts";
import { type Change, frame, frameChange, frameEntry, type List } from "./frame.ts";
import { singleItem } from "./single-item.ts";

/** Fields are Meta's words, and stand in what an operator reads. */
const FIELD_LENGTH_MAX = 64;

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
  const json = parseJson(text);
  if (json === undefined) return { kind: "whole", because: "not JSON" };
  const single = singleItem(body, json, () => {
    const batch = takeApart(text);
    return batch.kind === "items" ? batch.items[0] : undefined;
  });
  return single ? { kind: "items", items: [single] } : takeApart(text);
}

/** @param text JSON */
function takeApart(text: string): Batch {
  const envelope = fieldsOf(text);
  if (envelope?.get("object") !== '"whatsapp_business_account"') {
    return { kind: "whole", because: "not a webhook of a WhatsApp Business Account" };
  }
  const entries = envelope.get("entry");
  if (entries === undefined) return { kind: "whole", because: "a webhook without entries" };
  const items: BatchItem[] = [];
  for (const entry of listOf(entries)) {
    for (const item of entryItems(entry)) {
      // Read one by one: of a batch of a million nobody reads more than this.
      if (items.length === WEBHOOK_ELEMENTS_MAX) {
        return { kind: "whole", because: `more than ${WEBHOOK_ELEMENTS_MAX} elements` };
      }
      items.push(item);
    }
  }
  return { kind: "items", items };
}

function* entryItems(entry: string): Iterable<BatchItem> {
  const fields = fieldsOf(entry);
  const changes = fields?.get("changes");
  if (!fields || changes === undefined) {
    yield unread(entry, "an entry without changes", () => frameEntry(entry));
    return;
  }
  const about = { id: fields.get("id"), time: fields.get("time") };
  for (const change of listOf(changes)) yield* changeItems(change, about);
}

/** The fields whose lists have elements of their own. */
const LISTED: readonly string[] = ["messages", "smb_message_echoes"];
const LISTS: readonly List[] = ["messages", "message_echoes", "statuses", "errors"];

function* changeItems(slice: string, entry: Change["entry"]): Iterable<BatchItem> {
  const fields = fieldsOf(slice);
  const field = textOf(fields?.get("field"));
  const value = fields?.get("value");
  const asItIs = () => frameChange(slice, entry);
  if (field === undefined || value === undefined) {
    yield unread(slice, "a change without a field or a value", asItIs);
    return;
  }
  if (!LISTED.includes(field)) {
    const name = JSON.stringify(field.slice(0, FIELD_LENGTH_MAX));
    yield unread(slice, `field ${name} is not read by this build`, asItIs);
    return;
  }
  const change = { entry, field, value: fieldsOf(value) ?? new Map<string, string>() };
  if (LISTS.some((list) => change.value.has(list))) yield* listed(change);
  else yield unread(slice, `nothing in "${field}" that this build reads`, asItIs);
}

/** Lists that are there and empty hold nothing. */
function* listed(change: Change): Iterable<BatchItem> {
  const list = (name: List) => listOf(change.value.get(name) ?? "[]");
  const [messages, echoes, statuses] = [list("messages"), list("message_echoes"), list("statuses")];
  const isForOne = messages.length + echoes.length + statuses.length === 1;
  const around = readAround(besideOf(change), isForOne);
  const written = [
    { slices: messages, by: "customer", list: "messages" },
    { slices: echoes, by: "us", list: "message_echoes" },
  ] as const;
  // Errors that explain a message without content are part of it.
  let isExplained = false;
  for (const { slices, by, list } of written) {
    for (const slice of slices) {
      const value: unknown = JSON.parse(slice);
      const isBare = lacksContent(value);
      isExplained ||= isBare;
      const errors = isBare ? change.value.get("errors") : undefined;
      const raw = (contact: string | undefined) =>
        frame(change, list, slice, contact === undefined ? [] : [contact], errors);
      const own = isBare ? around : { ...around, errors: [] };
      yield { kind: "message", by, value, around: own, raw };
    }
  }
  for (const slice of statuses) {
    const raw = () => frame(change, "statuses", slice, [], undefined);
    yield { kind: "status", value: JSON.parse(slice), around, raw };
  }
  if (isExplained) return;
  for (const slice of list("errors")) {
    const raw = () => frame(change, "errors", slice, [], undefined);
    yield { kind: "error", value: JSON.parse(slice), around, raw };
  }
}

function besideOf({ value }: Change): Beside {
  return {
    metadata: parse(value.get("metadata")),
    contacts: listOf(value.get("contacts") ?? "[]").map((slice) => ({
      value: JSON.parse(slice),
      slice,
    })),
    errors: parse(value.get("errors")),
  };
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

/** `undefined` is not to be had from JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
