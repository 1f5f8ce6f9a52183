import { type MessageId, t } from "../i18n/translate.ts";

/** What the writer of a reply should know about the people it would go to, or would not. */
const NOTES: Readonly<Record<string, MessageId>> = {
  "not-the-sender": "replyNote.notTheSender",
  "no-reply": "replyNote.noReply",
  undeliverable: "replyNote.undeliverable",
  unverified: "replyNote.unverified",
  removed: "replyNote.removed",
  "not-writable": "replyNote.leftOut",
  "too-many": "replyNote.tooMany",
  "nobody-reads": "replyNote.nobodyReads",
};

/** A code we do not know is shown as it came, never hidden. */
export function wordsOfNote({ code, address }: { code: string; address?: string }): string {
  const id = NOTES[code];
  const words = id === undefined ? code.replaceAll("-", " ") : t(id);
  return address === undefined ? words : `${address}: ${words}`;
}
