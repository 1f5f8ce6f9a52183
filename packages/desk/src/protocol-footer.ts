import {
  type DeskConversation,
  isMailLike,
  type OutboundChat,
  protocolFooter,
} from "@circuito/domain";
import { findLastMailClass, findTellsProtocol, type Queryable } from "@circuito/store";

/** What is to stand below an answer; nothing is asked of the database once the number was told. */
export async function protocolFooterOf(
  q: Queryable,
  conversation: DeskConversation,
  { text, chat }: { readonly text: string; readonly chat: OutboundChat | undefined },
): Promise<string | undefined> {
  const { id, inboxId, channel, protocol, language, protocolToldAt } = conversation;
  const facts = {
    ...{ protocol, channel, language },
    isTold: protocolToldAt !== undefined,
    isTemplate: chat?.template !== undefined,
    hasWords: text !== "",
    isToMachine: false,
  };
  if (protocolFooter(facts) === undefined) return undefined;
  if (!(await findTellsProtocol(q, inboxId))) return undefined;
  const answered = isMailLike(channel) ? await findLastMailClass(q, id) : undefined;
  return protocolFooter({
    ...facts,
    isToMachine: answered !== undefined && answered !== "human",
  });
}
