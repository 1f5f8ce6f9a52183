import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { OutboundMedia } from "@circuito/connector";
import { isVoice } from "../../is-voice.ts";
import type { WaFile } from "../wa-session.ts";

/** Nobody but us reads what customers are sent. */
const PRIVATE = 0o700;

/** Writes a file where the browser's process can read it. Whoever asked for it removes it again. */
export async function keepFile(
  media: OutboundMedia,
  folder: string,
  name: string,
): Promise<WaFile> {
  await mkdir(folder, { recursive: true, mode: PRIVATE });
  const path = join(folder, name);
  await pipeline(await media.open(), createWriteStream(path, { mode: 0o600 }));
  const voice = isVoice(media);
  // Phones play a voice message whose codec is named.
  const mimeType = voice ? "audio/ogg; codecs=opus" : media.mimeType;
  return { path, mimeType, fileName: media.fileName, isVoice: voice };
}

export async function dropFile(file: WaFile): Promise<void> {
  await rm(file.path, { force: true });
}
