import { parseWid } from "../ids/wid.ts";
import { chatOf, type RawFields } from "./raw-message.ts";

/** Things of the page that nobody wrote to us (trap 16). Every other unknown type is kept and shown. */
const NOT_WRITTEN = new Set([
  "gp2",
  "e2e_notification",
  "notification",
  "notification_template",
  "broadcast_notification",
  "newsletter_notification",
  "group_notification",
  "protocol",
  "call_log",
  "reaction",
  "pinned_message",
  "keep_in_chat",
  "debug",
]);

/** By what name a message is counted that is not for us; `undefined` when it is. */
export function ignoredAs(raw: RawFields, groups: boolean): string | undefined {
  const chat = chatOf(raw);
  const kind = chat === undefined ? undefined : parseWid(chat)?.kind;
  if (kind === "status" || raw.isStatusV3 || raw.isStatus) return "status";
  if (kind === "newsletter") return "newsletter";
  if (kind === "broadcast") return "broadcast";
  const type = raw.type ?? "";
  if (NOT_WRITTEN.has(type)) return type;
  // Announces how many pictures follow; each of them comes as a message of its own.
  if (type === "album" && !raw.body && !raw.caption) return "album";
  if (kind === "group" && !groups) return "group";
  // WhatsApp's own announcements.
  if (chat?.startsWith("0@")) return "official";
  return undefined;
}

/** Chats that are worth reading after an absence. */
export function isReadChat(wid: string, groups: boolean): boolean {
  const kind = parseWid(wid)?.kind;
  return (
    !wid.startsWith("0@") && (kind === "phone" || kind === "lid" || (kind === "group" && groups))
  );
}
