import { serializedIds } from "../ids/message-key.ts";
import { nameAccount, parseWid } from "../ids/wid.ts";
import type { ReadingContext } from "../normalize/read-message.ts";

/**
 * Ids under which the page may know a message that is quoted: its own have the chat's name in them, and
 * a chat may have two (trap 12).
 * @param answers the message's external id
 */
export function quoteIds(
  answers: string,
  chat: string,
  { names, account }: Pick<ReadingContext, "names" | "account">,
): readonly string[] {
  const wid = parseWid(chat);
  const named = wid && nameAccount(wid, names);
  const lids = (named?.others ?? []).map((address) => `${address.slice("wa-lid:".length)}@lid`);
  const phones = named?.address.startsWith("tel:")
    ? [`${named.address.slice("tel:+".length)}@c.us`]
    : [];
  const chats = [...new Set([chat, ...phones, ...lids])];
  return serializedIds(answers, chats, authorsOf(answers, { names, account }));
}

/** In a group an id ends with who spoke. */
function authorsOf(
  answers: string,
  { names, account }: Pick<ReadingContext, "names" | "account">,
): readonly string[] {
  if (answers.startsWith("true:")) {
    return [account.lid, account.wid].filter((own) => own !== undefined);
  }
  const author = /:(\d+)$/.exec(answers)?.[1];
  if (author === undefined) return [];
  const other = names.lidOf(author);
  const phone = names.phoneOf(author);
  return [
    `${author}@lid`,
    `${author}@c.us`,
    ...(other === undefined ? [] : [`${other}@lid`]),
    ...(phone === undefined ? [] : [`${phone}@c.us`]),
  ];
}
