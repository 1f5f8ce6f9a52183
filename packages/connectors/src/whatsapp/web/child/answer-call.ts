import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import wweb from "whatsapp-web.js";
import type { WaCallName, WaCalls, WaDownload, WaSend } from "../wa-session.ts";
import { rawOf } from "./client-events.ts";
import { ANNOUNCE_SYNCED, chatsSince, IS_SYNCED, newestMessages } from "./page-scripts.ts";

type Client = InstanceType<typeof wweb.Client>;

type Answers = {
  readonly [Name in WaCallName]: (
    client: Client,
    args: WaCalls[Name]["args"],
  ) => Promise<WaCalls[Name]["result"] | unknown>;
};

const ANSWERS: Answers = {
  state: async (client) => (await client.getState()) ?? undefined,
  isSynced: (client) => inPage(client, IS_SYNCED),
  announceSynced: async (client) => {
    await inPage(client, ANNOUNCE_SYNCED);
  },
  chats: (client, { since }) => inPage(client, chatsSince(since)),
  messages: async (client, { chat, limit }) => {
    const found = await inPage(client, newestMessages(chat, limit));
    return Array.isArray(found) ? found.map((data: object) => rawOf(data)) : [];
  },
  // Of a chat that never ended its transfer, or that is new, the library says no.
  syncHistory: (client, { chat }) => client.syncHistory(chat),
  lidAndPhone: async (client, { wid }) => {
    const [found] = await client.getContactLidAndPhone([wid]);
    return { lid: found?.lid, phone: found?.pn };
  },
  numberId: async (client, { digits }) => (await client.getNumberId(digits))?._serialized,
  send,
  message: async (client, { id }) => {
    const found = await client.getMessageById(id);
    return found ? rawOf(found) : undefined;
  },
  download,
  typing: async (client, { chat }) => {
    await (await client.getChatById(chat)).sendStateTyping();
  },
  logOut: (client) => client.logout(),
  close: (client) => client.destroy(),
};

export function answerCall(
  client: Client,
  name: WaCallName,
  args: WaCalls[WaCallName]["args"],
): Promise<unknown> {
  // The parent gives each call the arguments that wa-session.ts says.
  const answer = ANSWERS[name] as (client: Client, args: unknown) => Promise<unknown>;
  return answer(client, args);
}

async function inPage(client: Client, script: string): Promise<unknown> {
  if (!client.pupPage) throw new Error("there is no page yet");
  return client.pupPage.evaluate(script);
}

async function send(client: Client, one: WaSend): Promise<unknown> {
  const quotedMessageId = await firstKnown(client, one.quotes);
  const options = {
    sendSeen: one.seen,
    linkPreview: false,
    ...(quotedMessageId !== undefined && { quotedMessageId }),
  };
  const sent = one.file
    ? await client.sendMessage(one.chat, await mediaOf(one.file), {
        ...options,
        ...(one.text !== "" && { caption: one.text }),
        // What is no picture, film or sound goes as the file it is.
        sendAudioAsVoice: one.file.isVoice,
        sendMediaAsDocument: !/^(image|video|audio)\//.test(one.file.mimeType),
      })
    : await client.sendMessage(one.chat, one.text, options);
  return sent ? rawOf(sent) : undefined;
}

async function mediaOf(file: NonNullable<WaSend["file"]>) {
  const data = (await readFile(file.path)).toString("base64");
  return new wweb.MessageMedia(file.mimeType, data, file.fileName);
}

/** A quote that the page does not know would be left out silently; so it is here, by our own choice. */
async function firstKnown(client: Client, ids: readonly string[]): Promise<string | undefined> {
  for (const id of ids) {
    const found = await client.getMessageById(id).catch(() => undefined);
    if (found) return id;
  }
  return undefined;
}

async function download(
  client: Client,
  { id, folder, sizeMax }: WaCalls["download"]["args"],
): Promise<WaDownload> {
  const message = await client.getMessageById(id);
  if (!message) return { kind: "gone" };
  const size = Number(rawOf(message).size ?? 0);
  // Before it is fetched: it would cross to us whole, several times its size.
  if (size > sizeMax) return { kind: "too-large", sizeBytes: size };
  const media = await message.downloadMedia();
  // Not an error, for the library (trap 23).
  if (!media) return { kind: "gone" };
  const bytes = Buffer.from(media.data, "base64");
  if (bytes.byteLength > sizeMax) return { kind: "too-large", sizeBytes: bytes.byteLength };
  const path = join(folder, randomUUID());
  await writeFile(path, bytes, { mode: 0o600 });
  return { kind: "file", path, mimeType: media.mimetype };
}
