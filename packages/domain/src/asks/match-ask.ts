import { isCourtesy } from "../courtesy.ts";
import { isSurveyAsk, matchSurvey } from "../surveys/answer-survey.ts";
import { foldWords } from "../words.ts";
import { writtenNumber } from "../written-number.ts";
import { type AnsweredBy, choiceIdOf, type OpenAsk } from "./ask.ts";
import { CONFIRMATION_SAYINGS } from "./confirmation-words.ts";

export interface AskAnswer {
  /** Of the choice. */
  readonly value: string;
  readonly by: Exclude<AnsweredBy, "link">;
  /** Reasons that were given with it. */
  readonly comment?: string;
}

/**
 * Which of the answers that were offered a message is; `undefined`: none of them, and it is read as any
 * message. In doubt it is none: "não, obrigado" says that nothing else is needed, or that nothing is
 * solved, and a person reads it.
 */
export function matchAsk(
  ask: OpenAsk,
  heard: { readonly text: string; readonly choiceId?: string | undefined },
): AskAnswer | undefined {
  if (isSurveyAsk(ask)) return matchSurvey(ask, heard);
  if (heard.choiceId !== undefined) {
    const pressed = ask.choices.find((choice) => choiceIdOf(ask, choice) === heard.choiceId);
    // A button of an older question, or of a menu: its words are not an answer to this one.
    return pressed && { value: pressed.value, by: "button" };
  }
  const folded = foldWords(heard.text);
  const number = writtenNumber(folded);
  if (number !== undefined) {
    const numbered = ask.choices.find(({ typed }) => typed === number);
    return numbered && { value: numbered.value, by: "number" };
  }
  const titled = ask.choices.find(
    ({ title, typed }) => folded === foldWords(title) || folded === foldWords(`${typed} ${title}`),
  );
  if (titled) return { value: titled.value, by: "label" };
  const value = saidOf(folded, heard.text.trim());
  return value === undefined ? undefined : { value, by: "words" };
}

/** 👍 and 👎, in every tone of skin. */
const THUMB = /^(?:👍|👎)[\u{1F3FB}-\u{1F3FF}]?$/u;

function saidOf(folded: string, written: string): "yes" | "no" | undefined {
  if (THUMB.test(written)) return written.startsWith("👍") ? "yes" : "no";
  const { yes, no } = CONFIRMATION_SAYINGS;
  if (no.has(folded)) return "no";
  if (yes.has(folded)) return "yes";
  // "Sim, muito obrigada!"
  const agreed = [...yes].find((said) => folded.startsWith(`${said} `));
  return agreed !== undefined && isCourtesy(folded.slice(agreed.length), false) ? "yes" : undefined;
}
