import { cleanText, derivedExternalId } from "@circuito/connector";
import type {
  ChangeElement,
  InboundElement,
  MessageElement,
  ReceiptElement,
} from "@circuito/domain";
import { z } from "zod";
import { externalIdOf } from "../ids/message-key.ts";
import { digitsOf, nameAccount, parseWid } from "../ids/wid.ts";
import { ignoredAs } from "./ignored.ts";
import { parseRawMessage, type RawFields } from "./raw-message.ts";
import {
  bytesOf,
  chatAccount,
  groupAuthor,
  isOwn,
  type Reading,
  type ReadingContext,
} from "./read-message.ts";

/** WhatsApp's acks: -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played. */
export function statusOfAck(ack: number): ReceiptElement["status"] | undefined {
  if (ack < 0) return "failed";
  if (ack >= 3) return "read";
  return ack === 2 ? "delivered" : ack === 1 ? "sent" : undefined;
}

/** News of a message of ours; `undefined` where it says nothing. */
export function readAck(
  raw: unknown,
  ack: number,
  { groups }: ReadingContext,
): ReceiptElement | undefined {
  const fields = parseRawMessage(raw);
  const status = statusOfAck(ack);
  if (!fields?.id?.id || !fields.id.fromMe || status === undefined) return undefined;
  if (ignoredAs(fields, groups) !== undefined) return undefined;
  const of = externalIdOf({ fromMe: true, id: fields.id.id });
  return {
    kind: "receipt",
    externalId: derivedExternalId("whatsapp-web ack", of, status),
    idMadeBy: "provider",
    raw: bytesOf({ id: fields.id, ack }),
    of,
    status,
    ...(status === "failed" && {
      error: { code: "ack-error", message: "WhatsApp did not take the message" },
    }),
  };
}

/**
 * New words of a message. The page also tells of words that only now can be read, and of captions that
 * settle: then there were none before, and nothing was edited (trap 17).
 */
export function readEdit(
  raw: unknown,
  edit: { readonly text: string; readonly before: string | undefined },
  context: ReadingContext,
): Reading | undefined {
  const fields = parseRawMessage(raw);
  if (!fields || edit.before === undefined || edit.before === edit.text) return undefined;
  const version = fields.latestEditSenderTimestampMs?.toString() ?? edit.text;
  const change = changeOf(fields, context, ["edit", version], {
    kind: "edited",
    text: cleanText(edit.text),
  });
  return change && withTime(change, fields.latestEditSenderTimestampMs);
}

/** An edit that was made while nobody listened: the page has the newest words only. */
export function readMissedEdit(raw: unknown, context: ReadingContext): Reading | undefined {
  const fields = parseRawMessage(raw);
  if (!fields?.latestEditSenderTimestampMs) return undefined;
  const text = fields.caption ?? fields.body ?? "";
  const change = changeOf(
    fields,
    context,
    ["edit", fields.latestEditSenderTimestampMs.toString()],
    { kind: "edited", text: cleanText(text) },
  );
  return change && withTime(change, fields.latestEditSenderTimestampMs);
}

export function readRevoke(raw: unknown, context: ReadingContext): Reading | undefined {
  const fields = parseRawMessage(raw);
  return fields && changeOf(fields, context, ["revoked"], { kind: "revoked" });
}

function changeOf(
  raw: RawFields,
  context: ReadingContext,
  version: readonly string[],
  change: ChangeElement["change"],
): Reading | undefined {
  const ignored = ignoredAs({ ...raw, type: "chat" }, context.groups);
  if (ignored !== undefined) return { kind: "ignored", as: ignored };
  const chat = chatAccount(raw, context.names);
  if (!raw.id?.id || !chat) return undefined;
  const { fromMe, id } = raw.id;
  const of = externalIdOf({ fromMe, id, author: groupAuthor(raw) });
  return element({
    kind: "change",
    externalId: derivedExternalId("whatsapp-web", of, ...version),
    idMadeBy: "provider",
    raw: bytesOf(raw),
    from: chat.address,
    ...(chat.others.length > 0 && { alsoKnownAs: chat.others }),
    by: fromMe ? "us" : "customer",
    of,
    change,
  });
}

const keyShape = z.looseObject({
  fromMe: z.boolean().catch(false),
  id: z.string().min(1),
  remote: z.union([
    z.string(),
    z.looseObject({ _serialized: z.string() }).transform((wid) => wid._serialized),
  ]),
  participant: z
    .union([
      z.string(),
      z.looseObject({ _serialized: z.string() }).transform((wid) => wid._serialized),
    ])
    .optional()
    .catch(undefined),
});
const reactionShape = z.looseObject({
  msgId: keyShape,
  senderId: z.string(),
  reaction: z.string().catch(""),
  timestamp: z.coerce.number().optional().catch(undefined),
});

/** A reaction; an empty one takes the author's former one back. */
export function readReaction(raw: unknown, context: ReadingContext): Reading | undefined {
  const reaction = reactionShape.safeParse(raw).data;
  const wid = reaction && parseWid(reaction.msgId.remote);
  if (!reaction || !wid) return undefined;
  const { msgId, senderId, timestamp } = reaction;
  const asMessage = parseRawMessage({ id: msgId, type: "chat" });
  const ignored = asMessage && ignoredAs(asMessage, context.groups);
  if (ignored !== undefined) return { kind: "ignored", as: ignored };
  const chat = nameAccount(wid, context.names);
  if (!chat) return undefined;
  const of = externalIdOf({
    fromMe: msgId.fromMe,
    id: msgId.id,
    author: wid.kind === "group" ? msgId.participant : undefined,
  });
  const emoji = reaction.reaction === "" ? undefined : cleanText(reaction.reaction);
  const sender = parseWid(senderId)?.user;
  // The library divides the page's milliseconds by a thousand; some pages count in seconds already.
  const at = timestamp === undefined ? undefined : toMs(timestamp);
  return element({
    kind: "change",
    externalId: derivedExternalId(
      "whatsapp-web reaction",
      of,
      sender ?? senderId,
      `${timestamp ?? ""}`,
      emoji ?? "",
    ),
    idMadeBy: "provider",
    raw: bytesOf(raw),
    from: chat.address,
    ...(chat.others.length > 0 && { alsoKnownAs: chat.others }),
    by: isOwn(senderId, context.account) ? "us" : "customer",
    of,
    change: { kind: "reaction", emoji },
    ...(at !== undefined && { at }),
  });
}

/** Seconds are below this for the next thousand years, milliseconds above it since 2001. */
const SECONDS_MAX = 1e11;

function toMs(timestamp: number): number | undefined {
  if (timestamp > SECONDS_MAX) return Math.trunc(timestamp);
  // Divided once too often: an instant of 1970 is none.
  return timestamp > 1e9 ? Math.trunc(timestamp * 1_000) : undefined;
}

const callShape = z.looseObject({
  id: z.union([
    z.string(),
    z.looseObject({ _serialized: z.string() }).transform((id) => id._serialized),
  ]),
  from: z.union([
    z.string(),
    z.looseObject({ _serialized: z.string() }).transform((id) => id._serialized),
  ]),
  fromMe: z.boolean().catch(false),
  isGroup: z.boolean().catch(false),
  isVideo: z.boolean().catch(false),
  timestamp: z.coerce.number().optional().catch(undefined),
});

/** Nobody answers a call here: it is shown as one that was missed. */
export function readCall(raw: unknown, context: ReadingContext): Reading | undefined {
  const call = callShape.safeParse(raw).data;
  if (!call || call.fromMe) return undefined;
  if (call.isGroup) return { kind: "ignored", as: "group-call" };
  const wid = parseWid(call.from);
  const caller = wid && nameAccount(wid, context.names);
  if (!caller) return undefined;
  const missed: MessageElement = {
    kind: "message",
    externalId: derivedExternalId("whatsapp-web call", call.id),
    idMadeBy: "provider",
    raw: bytesOf(raw),
    from: caller.address,
    text: "",
    media: [],
    chat: {
      special: {
        kind: "notice",
        event: "missed-call",
        ...(call.isVideo && { detail: "video" }),
      },
    },
    ...(caller.others.length > 0 && { alsoKnownAs: caller.others }),
    placeholder: "missed-call",
  };
  return element(missed);
}

/** A customer has another number: the channel itself says that it is the same account. */
export function readRenumbered(
  { from, to }: { readonly from: string; readonly to: string },
  context: ReadingContext,
): Reading | undefined {
  const [before, after] = [from, to].map((id) => {
    const wid = parseWid(id);
    return wid && nameAccount(wid, context.names);
  });
  if (!before || !after || before.address === after.address) return undefined;
  return element({
    kind: "message",
    externalId: derivedExternalId("whatsapp-web renumbered", before.address, after.address),
    idMadeBy: "provider",
    raw: bytesOf({ from, to }),
    from: after.address,
    text: "",
    media: [],
    chat: {
      special: { kind: "notice", event: "number-changed", detail: digitsOf(before.address) },
    },
    alsoKnownAs: [...after.others, before.address],
    placeholder: "number-changed",
  });
}

function withTime(reading: Reading, at: number | undefined): Reading {
  if (at === undefined || reading.kind !== "element" || reading.element.kind !== "change") {
    return reading;
  }
  return element({ ...reading.element, at });
}

const element = (one: InboundElement): Reading => ({ kind: "element", element: one });
