import { type AnsweredAsk, answerConfirmation } from "../asks/answer-confirmation.ts";
import { isAskOpen, type OpenAsk } from "../asks/ask.ts";
import { CONFIRMATION_WORDS } from "../asks/confirmation-words.ts";
import { type AskAnswer, matchAsk } from "../asks/match-ask.ts";
import { askLanguage } from "../asks/say-confirmation.ts";
import type { ConversationState } from "../conversation.ts";
import type { AskId, ConversationId } from "../ids.ts";
import { reopen } from "./conversation-moves.ts";
import type { Activity, AutoReply, InboundMessage } from "./route-inbound.ts";

/** A question that a message ended: to be saved with what the message did. */
export interface EndedAsk {
  readonly askId: AskId;
  readonly conversationId: ConversationId;
  /** A "no" raises it. */
  readonly priority: number;
  readonly end: AnsweredAsk | { readonly kind: "withdrawn"; readonly because: "customer-wrote" };
}

/** A conversation whose customer answered what it was asked. */
export interface AnsweredConversation {
  readonly conversation: ConversationState & { readonly ask: OpenAsk };
  readonly answer: AskAnswer;
}

/** The answer that a message is to what its conversation asked; `undefined`: it is read as any other. */
export function answerOf(
  conversation: ConversationState | undefined,
  { text, media, chat, receivedAt }: Pick<InboundMessage, "text" | "media" | "chat" | "receivedAt">,
  now: number,
): AnsweredConversation | undefined {
  const ask = conversation?.ask;
  if (conversation?.status !== "resolved" || !isAskOpen(ask, now)) return undefined;
  // Written before it was asked, or by any member of a group, it answers nothing.
  if (receivedAt < ask.askedAt || chat?.late === true || chat?.speaker !== undefined)
    return undefined;
  if (media.length > 0 || chat?.special?.kind === "notice") return undefined;
  const choiceId = chat?.special?.kind === "choice" ? chat.special.id : undefined;
  const answer = matchAsk(ask, { text, choiceId });
  return answer && { conversation: { ...conversation, ask }, answer };
}

export interface TakenAnswer {
  readonly conversation: ConversationState;
  readonly activities: readonly Activity[];
  readonly ended: EndedAsk;
  /** It is open again, and its customer is told so. */
  readonly said: Pick<AutoReply, "text" | "despiteOptOut"> | undefined;
}

/** What the answer does to its conversation. */
export function takeAnswer({ conversation, answer }: AnsweredConversation): TakenAnswer {
  const { id: conversationId, ask, language } = conversation;
  const answered = answerConfirmation<ConversationState>(conversation, ask, answer, reopen);
  return {
    conversation: answered.conversation,
    activities: answered.lines.map((line) => ({ ...line, conversationId })),
    ended: {
      askId: ask.id,
      conversationId,
      priority: answered.conversation.priority,
      end: answered.ended,
    },
    said:
      answer.value === "no"
        ? { text: CONFIRMATION_WORDS[askLanguage(language)].reopened, despiteOptOut: false }
        : undefined,
  };
}

/** The customer wrote something else: nobody waits for an answer any more. */
export function withdrawAsk({
  id: conversationId,
  ask,
  priority,
}: ConversationState): EndedAsk | undefined {
  return (
    ask && {
      askId: ask.id,
      conversationId,
      priority,
      end: { kind: "withdrawn", because: "customer-wrote" },
    }
  );
}
