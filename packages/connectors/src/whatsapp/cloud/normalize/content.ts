import { cleanText } from "@circuito/connector";
import type { ChatContent, RemoteMedia, SpecialContent } from "@circuito/domain";
import { readButton, readInteractive } from "./content-answer.ts";
import { readContacts, readLocation } from "./content-card.ts";
import { readAudio, readDocument, readPicture, readSticker } from "./content-file.ts";
import { readSystem, readWelcome } from "./content-notice.ts";
import { readOrder } from "./content-order.ts";
import { present } from "./present.ts";
import type { ProviderError } from "./provider-error.ts";

/** What a message says. */
export interface Content {
  /** What a person typed or chose; empty where they did neither. */
  readonly text: string;
  readonly media?: readonly RemoteMedia[];
  readonly mediaAs?: NonNullable<ChatContent["mediaAs"]>;
  readonly special?: SpecialContent;
  /** A short word for its kind, where the text does not say it all. */
  readonly placeholder?: string;
}

/** `undefined`: not of the shape that this type has. */
export type ContentReader = (own: unknown) => Content | undefined;

/** By the message's `type`, which is also the name of the object that holds it. */
const READERS: ReadonlyMap<string, ContentReader> = new Map([
  ["text", readText],
  ["image", readPicture],
  ["video", readPicture],
  ["audio", readAudio],
  ["document", readDocument],
  ["sticker", readSticker],
  ["location", readLocation],
  ["contacts", readContacts],
  ["button", readButton],
  ["interactive", readInteractive],
  ["order", readOrder],
  ["system", readSystem],
  ["request_welcome", readWelcome],
]);

/** Types are Meta's words; a longer one is somebody's joke. */
const TYPE_LENGTH_MAX = 64;

/**
 * What a message of this type says. A type we do not know, or one that came without what it should
 * hold, is `unsupported`: people see that something came, and why they cannot read it.
 */
export function readContent(type: string, own: unknown, errors: readonly ProviderError[]): Content {
  const read = READERS.get(type)?.(own);
  if (read) return read;
  const [error] = errors;
  const special = present({
    kind: "unsupported" as const,
    type: cleanText(namedType(type, own)).slice(0, TYPE_LENGTH_MAX),
    code: error?.code,
    reason: error?.reason,
  });
  return { text: "", special, placeholder: "unsupported" };
}

/** Meta says which type it does not hand over: `unsupported.type`. */
function namedType(type: string, own: unknown): string {
  if (type !== "unsupported" || typeof own !== "object" || own === null) return type;
  return "type" in own && typeof own.type === "string" ? own.type : type;
}

function readText(own: unknown): Content | undefined {
  if (typeof own !== "object" || own === null || !("body" in own)) return undefined;
  return typeof own.body === "string" ? { text: cleanText(own.body) } : undefined;
}
