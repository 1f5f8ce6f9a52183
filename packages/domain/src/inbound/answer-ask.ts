import { type AnsweredAsk, answerConfirmation } from "../asks/answer-confirmation.ts";
import { isAskOpen, type OpenAsk } from "../asks/ask.ts";
import { CONFIRMATION_WORDS } from "../asks/confirmation-words.ts";
import { type AskAnswer, matchAsk } from "../asks/match-ask.ts";
import { askLanguage } from "../asks/say-confirmation.ts";
import type { ConversationState } from "../conversation.ts";
import type { AskId, ConversationId } from "../ids.ts";
import { keywordOf } from "../opt-out.ts";
import {
  answerSurvey,
  type GivenScore,
  isSurveyAsk,
  type OpenSurveyAsk,
} from "../surveys/answer-survey.ts";
import { reopen } from "./conversation-moves.ts";
import type { Activity, AutoReply, InboundMessage } from "./route-inbound.ts";

/** A question that a message ended: to be saved with what the message did. */
export interface EndedAsk {
  readonly askId: AskId;
  readonly conversationId: ConversationId;
  /** A "no" raises it. */
  readonly priority: number;
  readonly end: AnsweredAsk | { readonly kind: "withdrawn"; readonly because: "customer-wrote" };
  /** Of a survey that was answered. */
  readonly given?: GivenScore;
  /** What is listened for next: reasons for a score. */
  readonly next?: OpenAsk | undefined;
}

/** A conversation whose customer answered what it was asked. */
export interface AnsweredConversation {
  readonly conversation: ConversationState & { readonly ask: OpenAsk };
  readonly answer: AskAnswer;
}

/** The answer that a message is to what its conversation asked; `undefined`: it is read as any other. */
export function answerOf(
  conversation: ConversationState | undefined,
  message: Pick<InboundMessage, "channel" | "text" | "media" | "chat" | "receivedAt">,
  now: number,
): AnsweredConversation | undefined {
  const { text, media, chat, receivedAt } = message;
  const ask = conversation?.ask;
  // Whoever says STOP gives no reasons.
  if (keywordOf(message)) return undefined;
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
  readonly said: Pick<AutoReply, "text" | "chat" | "despiteOptOut"> | undefined;
}

/** What the answer does to its conversation. */
export function takeAnswer(
  { conversation, answer }: AnsweredConversation,
  now: number,
): TakenAnswer {
  const { id: conversationId, ask, language } = conversation;
  if (isSurveyAsk(ask)) return takeScore(conversation, ask, answer, now);
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

/** It stays solved, whatever the score is. */
function takeScore(
  conversation: ConversationState,
  ask: OpenSurveyAsk,
  answer: AskAnswer,
  now: number,
): TakenAnswer {
  const { id: conversationId, priority } = conversation;
  const { because, given, next, said } = answerSurvey(conversation, ask, answer, now);
  const { value, by } = answer;
  const data = { askId: ask.id, kind: ask.survey.kind, score: given.score, by };
  return {
    conversation: { ...conversation, ask: next },
    activities: [{ conversationId, kind: "survey-answered", because, data }],
    ended: {
      askId: ask.id,
      conversationId,
      priority,
      end: { kind: "answered", value, by },
      given,
      next,
    },
    said:
      said === undefined
        ? undefined
        : { text: said, ...(next && { chat: { asks: "reasons" } }), despiteOptOut: false },
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
