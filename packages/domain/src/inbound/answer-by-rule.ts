import type { ConversationState } from "../conversation.ts";
import { inLanguage } from "../in-language.ts";
import { isSpokenTo } from "./attend-inbound.ts";
import type { Route } from "./find-route.ts";
import type { AutoReply, InboundMessage, PointState } from "./route-inbound.ts";

type Saying = Pick<AutoReply, "text" | "chat" | "despiteOptOut">;

/**
 * What the rule that routed a chat says to its customer, after what the attendant says: one message,
 * since one message was answered.
 */
export function answerByRule(
  route: Route | undefined,
  said: Saying | undefined,
  message: InboundMessage,
  { protocol }: Pick<ConversationState, "protocol">,
  point: Pick<PointState, "optedOut">,
): Saying | undefined {
  const texts = route?.choice.autoAnswer;
  if (!texts || !isSpokenTo(message, point)) return said;
  const text = inLanguage(texts, route.facts.language, protocol);
  if (text === "") return said;
  return said ? { ...said, text: `${said.text}\n\n${text}` } : { text, despiteOptOut: false };
}
