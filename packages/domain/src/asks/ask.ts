import type { AskId } from "../ids.ts";
import type { ScoreBand, SurveyKind } from "../surveys/survey-scale.ts";

/**
 * What the machine asks of a customer on their own channel, once a conversation is over: whether it is
 * really solved, or how it was.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> planned: solved, and a policy wants it asked
 *   planned --> open: sent when its time came
 *   planned --> withheld: nothing may be asked, with the reason
 *   planned --> withdrawn: open again meanwhile
 *   open --> answered: by a button, by words, or on the page of its link
 *   open --> lapsed: silence
 *   open --> withdrawn: the customer wrote something else, or an agent opened it again
 * ```
 * What is no longer planned or open never changes again; but for a score, which may be changed for a day.
 */
export type AskState = "planned" | "open" | "answered" | "lapsed" | "withdrawn" | "withheld";

export const ASK_KINDS = ["confirmation", "survey"] as const;
export type AskKind = (typeof ASK_KINDS)[number];

/** One of the answers that are offered. */
export interface AskChoice {
  /** What is stored: `yes`, `9`. */
  readonly value: string;
  readonly title: string;
  /** What stands for it where there are no buttons. */
  readonly typed: string;
}

/** What a conversation knows of the question that is open in it: enough to know an answer. */
export interface OpenAsk {
  readonly id: AskId;
  readonly kind: AskKind;
  readonly choices: readonly AskChoice[];
  /** When it was asked; what came before answers nothing. Ms since epoch. */
  readonly askedAt: number;
  /** When an answer is waited for no more. */
  readonly endsAt: number;
  /** Of a survey: how its answer is understood, and what is said to it. */
  readonly survey?: OpenSurvey;
}

export interface OpenSurvey {
  readonly kind: SurveyKind;
  /** Given already: reasons are waited for. */
  readonly score?: number;
  /** What is asked after a score; absent: only the score is. */
  readonly why?: Readonly<Record<ScoreBand, string>>;
  readonly thanks: string;
}

/** How an answer was given. */
export type AnsweredBy = "button" | "number" | "label" | "words" | "link";

/** Of the message that carries a question: the links below its words, made when it is sent. */
export interface MessageAsk {
  readonly id: AskId;
  /** None where the channel has other ways to answer. */
  readonly links: readonly AskLink[];
}

export interface AskLink {
  readonly title: string;
  /** Chosen beforehand on the page; recorded only when they say so there. */
  readonly value?: string;
}

/** The id of a choice as channels carry it: an answer to another question is none to this one. */
export function choiceIdOf(ask: Pick<OpenAsk, "id">, { value }: Pick<AskChoice, "value">): string {
  return `${ask.id}/${value}`;
}

const OF_A_QUESTION = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(.+)$/;

/**
 * Whether a press answers a question of ours, whichever, and asks for nothing. Buttons stay where they
 * were sent: one that comes late says what it said, and wakes nobody; a late "no" does.
 */
export function isLateAnswer(choiceId: string): boolean {
  const value = OF_A_QUESTION.exec(choiceId)?.[1];
  return value !== undefined && value !== "no";
}

export function isAskOpen(ask: OpenAsk | undefined, now: number): ask is OpenAsk {
  return ask !== undefined && now < ask.endsAt;
}
