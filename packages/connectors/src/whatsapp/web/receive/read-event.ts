import { derivedExternalId } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import { externalIdOf } from "../ids/message-key.ts";
import { parseRawMessage } from "../normalize/raw-message.ts";
import {
  readAck,
  readCall,
  readEdit,
  readReaction,
  readRenumbered,
  readRevoke,
} from "../normalize/read-change.ts";
import {
  bytesOf,
  type Reading,
  type ReadingContext,
  readMessage,
} from "../normalize/read-message.ts";
import type { WaEvent } from "../wa-session.ts";
import type { OwnMessages } from "./own-messages.ts";

export interface EventReading {
  readonly elements: readonly InboundElement[];
  readonly ignored: readonly string[];
}

const NOTHING: EventReading = { elements: [], ignored: [] };

/** What an event is to the ledger: often one element, sometimes two, sometimes none. */
export function readEvent(event: WaEvent, context: ReadingContext, own: OwnMessages): EventReading {
  switch (event.kind) {
    case "message":
      if (own.keep(event.raw)) return NOTHING;
      return toEvent(readMessage(event.raw, context));
    case "undecrypted":
      return toEvent(readMessage(event.raw, context));
    case "ack":
      return readAckEvent(event.raw, event.ack, context, own);
    case "edited":
      return toEvent(readEdit(event.raw, event, context));
    case "revoked":
      return toEvent(readRevoke(event.raw, context));
    case "reaction":
      return toEvent(readReaction(event.reaction, context));
    case "call":
      return toEvent(readCall(event.call, context));
    case "renumbered":
      return toEvent(readRenumbered(event, context));
    case "ignored":
      return { elements: [], ignored: [event.what] };
    default:
      return NOTHING;
  }
}

/** The first ack of a message of ours tells that it was sent: before that, it only was in the page. */
function readAckEvent(
  raw: unknown,
  ack: number,
  context: ReadingContext,
  own: OwnMessages,
): EventReading {
  const id = parseRawMessage(raw)?.id;
  if (!id?.fromMe || !id.id || ack === 0) return NOTHING;
  const isFirst = own.take(externalIdOf({ fromMe: true, id: id.id }));
  // As it is now: when it came into the page its file was not even uploaded.
  const message = isFirst && ack > 0 ? toEvent(readMessage(raw, context)) : NOTHING;
  const receipt = readAck(raw, ack, context);
  return {
    elements: [...message.elements, ...(receipt ? [receipt] : [])],
    ignored: message.ignored,
  };
}

/** Kept as it came. */
export function unreadable(event: WaEvent): EventReading {
  const raw = bytesOf(event);
  const externalId = derivedExternalId("whatsapp-web", raw);
  const error = `an event of kind ${event.kind} could not be read`;
  const element = { kind: "malformed", externalId, idMadeBy: "provider", raw, error } as const;
  return { elements: [element], ignored: [] };
}

function toEvent(reading: Reading | undefined): EventReading {
  if (!reading) return NOTHING;
  return reading.kind === "ignored"
    ? { elements: [], ignored: [reading.as] }
    : { elements: [reading.element], ignored: [] };
}
