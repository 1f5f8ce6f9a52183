import { choiceIdOf, type OpenAsk, type OpenSurvey } from "../asks/ask.ts";
import type { AskAnswer } from "../asks/match-ask.ts";
import { isChatLike } from "../channel.ts";
import type { ConversationState } from "../conversation.ts";
import { isCourtesy } from "../courtesy.ts";
import { cutText } from "../words.ts";
import { readScore } from "./read-score.ts";
import { REASONS_LENGTH_MAX, REASONS_WITHIN_MS } from "./survey-policy.ts";
import { bandOf } from "./survey-scale.ts";

/** The question how it was, while its conversation knows of it. */
export type OpenSurveyAsk = OpenAsk & { readonly survey: OpenSurvey };

export function isSurveyAsk(ask: OpenAsk): ask is OpenSurveyAsk {
  return ask.survey !== undefined;
}

/**
 * The score that a message gives, or, right after one was given, the reasons for it. In doubt neither:
 * thanks are thanks, and a question is for a person.
 */
export function matchSurvey(
  ask: OpenSurveyAsk,
  { text, choiceId }: { readonly text: string; readonly choiceId?: string | undefined },
): AskAnswer | undefined {
  const { kind, score: before } = ask.survey;
  if (choiceId !== undefined) {
    const pressed = ask.choices.find((choice) => choiceIdOf(ask, choice) === choiceId);
    return pressed && { value: pressed.value, by: "button" };
  }
  const read = readScore(kind, text);
  if (read) {
    const { score, by, comment } = read;
    return {
      value: String(score),
      by,
      ...(comment !== undefined && { comment: cutReasons(comment) }),
    };
  }
  const isReason = before !== undefined && text.trim() !== "" && !/[?¿]/.test(text);
  if (!isReason || isCourtesy(text, false)) return undefined;
  return { value: String(before), by: "words", comment: cutReasons(text) };
}

/** What an answer is to be kept as, beside the question's end. */
export interface GivenScore {
  readonly score: number;
  readonly comment?: string;
}

export interface AnsweredSurvey {
  readonly because: "scored" | "score-changed" | "told-why";
  readonly given: GivenScore;
  /** What the conversation still listens for: reasons, or nothing. */
  readonly next: OpenAsk | undefined;
  /** What is said to it; mail is not answered: its page says thanks. */
  readonly said: string | undefined;
}

export function answerSurvey(
  { channel }: Pick<ConversationState, "channel">,
  ask: OpenSurveyAsk,
  { value, comment }: Pick<AskAnswer, "value" | "comment">,
  now: number,
): AnsweredSurvey {
  const { survey } = ask;
  const score = Number(value);
  const given: GivenScore = { score, ...(comment !== undefined && { comment }) };
  const because =
    survey.score === undefined ? "scored" : survey.score === score ? "told-why" : "score-changed";
  const why = survey.why?.[bandOf(survey.kind, score)];
  const isChat = isChatLike(channel);
  // Asked once: who changes their score is thanked.
  if (!isChat || comment !== undefined || because !== "scored" || why === undefined) {
    return { because, given, next: undefined, said: isChat ? survey.thanks : undefined };
  }
  const endsAt = now + REASONS_WITHIN_MS;
  return { because, given, next: { ...ask, endsAt, survey: { ...survey, score } }, said: why };
}

/** Reasons as they are kept. */
export function cutReasons(comment: string): string {
  return cutText(comment.trim(), REASONS_LENGTH_MAX);
}
