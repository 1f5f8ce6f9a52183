import { Buffer } from "node:buffer";
import { digestFromBase64, digestFromHex } from "@circuito/connector";
import type { RemoteMedia } from "@circuito/domain";
import { z } from "zod";
import { mediaUrlOf } from "../media/where-is.ts";
import type { Content } from "./content.ts";
import { maybeWords } from "./lenient.ts";
import { present } from "./present.ts";

const file = z.object({
  /** Good for seven days. The `url` that newer webhooks add is good for minutes, and is left alone. */
  id: z.string().regex(/^[\w-]{1,128}$/),
  mime_type: maybeWords,
  sha256: maybeWords,
  caption: maybeWords,
  filename: maybeWords,
  voice: z.boolean().optional().catch(undefined),
});
type File = z.infer<typeof file>;

export function readPicture(own: unknown): Content | undefined {
  const read = file.safeParse(own);
  return read.success ? { text: read.data.caption ?? "", media: [media(read.data)] } : undefined;
}

export const readDocument = readPicture;

export function readAudio(own: unknown): Content | undefined {
  const read = file.safeParse(own);
  if (!read.success) return undefined;
  const voice = read.data.voice === true ? { mediaAs: "voice" as const } : {};
  return { text: read.data.caption ?? "", media: [media(read.data)], ...voice };
}

export function readSticker(own: unknown): Content | undefined {
  const read = file.safeParse(own);
  if (!read.success) return undefined;
  return { text: "", media: [media(read.data)], mediaAs: "sticker", placeholder: "sticker" };
}

function media({ id, mime_type, filename, sha256 }: File): RemoteMedia {
  return present({
    url: mediaUrlOf(id),
    // `audio/ogg; codecs=opus` is a kind of `audio/ogg`.
    mimeType: mime_type?.split(";", 1)[0]?.trim().toLowerCase(),
    fileName: filename,
    sha256: digest(sha256),
  });
}

/** Seen in Base64 and in hexadecimal. What is neither is no digest, and proves nothing. */
function digest(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bytes = digestFromHex(text, "sha256") ?? digestFromBase64(text, "sha256");
  return bytes && Buffer.from(bytes).toString("hex");
}
