import { type MessageId, t } from "../i18n/translate.ts";

/** What the writer of a reply should know about the people it would go to, or would not. */
const NOTES: Readonly<Record<string, MessageId>> = {
  "not-the-sender": "replyNote.notTheSender",
  "no-reply": "replyNote.noReply",
  undeliverable: "replyNote.undeliverable",
  unverified: "replyNote.unverified",
  removed: "replyNote.leftOut",
  "not-writable": "replyNote.leftOut",
  "too-many": "replyNote.leftOut",
};

/** `code`, or `code:address`; one that we do not know is shown as it came, never hidden. */
export function wordsOfNote(note: string): string {
  const [, code = note, address] = /^([a-z-]+)(?::(.+))?$/.exec(note) ?? [];
  const id = NOTES[code];
  const words = id === undefined ? code.replaceAll("-", " ") : t(id);
  return address === undefined ? words : `${address}: ${words}`;
}
