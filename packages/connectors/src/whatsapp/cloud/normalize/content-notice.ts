import type { Address, SpecialContent } from "@circuito/domain";
import { z } from "zod";
import type { Content } from "./content.ts";
import { maybeId, maybeWords } from "./lenient.ts";
import { phoneAddress, userAddress } from "./party.ts";
import { present } from "./present.ts";

type NoticeEvent = Extract<SpecialContent, { kind: "notice" }>["event"];

const EVENTS: ReadonlyMap<string, NoticeEvent> = new Map([
  ["user_changed_number", "number-changed"],
  // Its name before 2023.
  ["customer_changed_number", "number-changed"],
  ["user_changed_user_id", "id-changed"],
  ["customer_identity_changed", "identity-changed"],
]);

const system = z.object({
  type: maybeWords,
  body: maybeWords,
  wa_id: maybeId,
  user_id: maybeId,
});

/** Something happened that nobody wrote. Meta says what in English words, kept as they are. */
export function readSystem(own: unknown): Content | undefined {
  const read = system.safeParse(own);
  if (!read.success) return undefined;
  const { type, body } = read.data;
  const event = EVENTS.get(type ?? "") ?? "other";
  const special = present({ kind: "notice" as const, event, detail: body ?? type });
  return { text: "", special, placeholder: "notice" };
}

/** They opened the chat for the first time, and wrote nothing yet. */
export function readWelcome(): Content {
  return { text: "", special: { kind: "notice", event: "opened-chat" }, placeholder: "notice" };
}

/** What an account is called after it changed its number or its id. */
export function newNames(type: string, own: unknown): readonly Address[] {
  const read = system.safeParse(own);
  if (type !== "system" || !read.success) return [];
  if (!EVENTS.get(read.data.type ?? "")?.match(/^(number|id)-changed$/)) return [];
  const names = [phoneAddress(read.data.wa_id), userAddress(read.data.user_id)];
  return names.filter((name) => name !== undefined);
}
