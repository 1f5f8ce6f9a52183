import type { ConversationState } from "../conversation.ts";
import { raisedPriority } from "../desk/priority.ts";
import type { AnsweredBy, OpenAsk } from "./ask.ts";
import type { AskAnswer } from "./match-ask.ts";

/** A line of the story, without its conversation. */
interface Line {
  readonly kind: "confirmation-answered" | "reopened";
  readonly because: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How an answer ended a question. */
export interface AnsweredAsk {
  readonly kind: "answered";
  readonly value: string;
  readonly by: AnsweredBy;
}

export interface AnsweredConfirmation<Conversation> {
  readonly conversation: Conversation;
  readonly lines: readonly Line[];
  readonly ended: AnsweredAsk;
}

/**
 * What an answer to "is it solved?" does. "Yes": it stays solved. "No": it is open again at once, more
 * pressing than before, for its last owner (rules §7).
 * @param reopen how whoever heard it opens a conversation again
 */
export function answerConfirmation<
  Conversation extends Pick<ConversationState, "priority" | "ask">,
>(
  asked: Conversation,
  ask: Pick<OpenAsk, "id">,
  answer: AskAnswer | { readonly value: "yes" | "no"; readonly by: "link" },
  reopen: (conversation: Conversation) => Conversation,
): AnsweredConfirmation<Conversation> {
  const { value, by } = answer;
  const told: Line = {
    kind: "confirmation-answered",
    because: value === "no" ? "said-not-solved" : "said-solved-by-customer",
    data: { askId: ask.id, answer: value, by },
  };
  const ended: AnsweredAsk = { kind: "answered", value, by };
  const settled = { ...asked, ask: undefined };
  if (value !== "no") return { conversation: settled, lines: [told], ended };
  return {
    conversation: { ...reopen(settled), priority: raisedPriority(asked.priority) },
    lines: [told, { kind: "reopened", because: "said-not-solved", data: {} }],
    ended,
  };
}
