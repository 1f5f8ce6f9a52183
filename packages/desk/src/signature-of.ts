import {
  agentIdOf,
  type ConversationId,
  isMailLike,
  mailSignature,
  type Principal,
} from "@circuito/domain";
import { loadSignatureFacts, type Queryable } from "@circuito/store";

/** What stands below somebody's mail in a conversation; nothing is asked of the database elsewhere. */
export async function signatureOf(
  q: Queryable,
  who: Principal,
  { id, channel }: { readonly id: ConversationId; readonly channel: string },
): Promise<string | undefined> {
  if (!isMailLike(channel)) return undefined;
  return mailSignature(await loadSignatureFacts(q, id, agentIdOf(who)));
}
