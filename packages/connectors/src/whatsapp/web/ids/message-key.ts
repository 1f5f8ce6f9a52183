import { boundedExternalId } from "@circuito/connector";
import { parseWid } from "./wid.ts";

export interface MessageKey {
  readonly fromMe: boolean;
  /** The bare id, as the sender's device made it. */
  readonly id: string;
  /** In a group: who spoke. */
  readonly author?: string | undefined;
}

/**
 * The name of a message in the ledger. The page's own serialized id contains the chat's name, and the
 * same message has two of them, one by number and one by hidden id (trap 12): direction and bare id
 * are the same in both. Of ours, the author is nobody but us; in a group it is as the page names it,
 * which is the same at every look, also once more is known of who that is.
 */
export function externalIdOf(key: MessageKey): string {
  const base = `${key.fromMe}:${key.id}`;
  const author = key.fromMe || key.author === undefined ? undefined : parseWid(key.author);
  return boundedExternalId(author ? `${base}:${author.user}` : base);
}

/** The two halves of an external id that the page needs to find the message again. */
export function keyOfExternalId(externalId: string): MessageKey | undefined {
  const match = /^(true|false):([^:]+)(?::(\d+))?$/.exec(externalId);
  if (!match?.[2]) return undefined;
  return { fromMe: match[1] === "true", id: match[2], author: match[3] };
}

/** Ids under which the page may know a message of these chats. */
export function serializedIds(
  externalId: string,
  chats: readonly string[],
  authors: readonly string[],
): readonly string[] {
  const key = keyOfExternalId(externalId);
  if (!key) return [];
  return chats.flatMap((chat) =>
    parseWid(chat)?.kind === "group"
      ? authors.map((author) => `${key.fromMe}_${chat}_${key.id}_${author}`)
      : [`${key.fromMe}_${chat}_${key.id}`],
  );
}
