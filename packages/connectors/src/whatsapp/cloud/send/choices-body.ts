import type { OfferedChoice } from "@circuito/domain";
import type { MessageBody } from "./message-body.ts";

/** Source: developers.facebook.com, WhatsApp Cloud API, interactive messages; in characters. */
const BUTTONS_MAX = 3;
const BUTTON_TITLE_MAX = 20;
const BUTTON_ID_MAX = 256;
const ROWS_MAX = 10;
const ROW_TITLE_MAX = 24;
const ROW_DESCRIPTION_MAX = 72;
const ROW_ID_MAX = 200;
/** Longer words go before the choices, as a message of their own. */
export const CHOICES_TEXT_MAX = 1_024;

interface OwnWords {
  /** Opens the list; at most 20 characters. */
  readonly listButton: string;
  /** Stands over the choices when the words were too long to stand there. */
  readonly prompt: string;
}

/** Customers whose language is not known read Portuguese. */
const PORTUGUESE: OwnWords = { listButton: "Ver opções", prompt: "Escolha uma opção:" };
const OWN_WORDS: Readonly<Record<string, OwnWords>> = {
  en: { listButton: "See options", prompt: "Choose an option:" },
  es: { listButton: "Ver opciones", prompt: "Elige una opción:" },
};

/** What we add to choices, in the language of their words (BCP 47). */
export function wordsForChoices(language: string | undefined): OwnWords {
  return OWN_WORDS[language?.slice(0, 2).toLowerCase() ?? ""] ?? PORTUGUESE;
}

/** Why these choices cannot be offered; `undefined` when they can. */
export function mistakeInChoices(choices: readonly OfferedChoice[]): string | undefined {
  if (choices.length > ROWS_MAX) return `more than ${ROWS_MAX} choices`;
  if (new Set(choices.map(({ id }) => id)).size < choices.length) return "two choices with one id";
  if (choices.some(({ title }) => title.trim() === "")) return "a choice without a title";
  const idMax = isButtons(choices) ? BUTTON_ID_MAX : ROW_ID_MAX;
  if (choices.some(({ id }) => id === "" || id.length > idMax)) {
    return `a choice's id that is empty or over ${idMax} characters`;
  }
  return undefined;
}

/** Buttons where all of it fits on them, a list elsewhere. */
export function choicesBody(
  text: string,
  choices: readonly OfferedChoice[],
  { listButton }: OwnWords,
): MessageBody {
  const body = { text };
  if (isButtons(choices)) {
    const buttons = choices.map(({ id, title }) => ({ type: "reply", reply: { id, title } }));
    return { type: "interactive", interactive: { type: "button", body, action: { buttons } } };
  }
  const sections = [{ rows: choices.map(row) }];
  const action = { button: listButton, sections };
  return { type: "interactive", interactive: { type: "list", body, action } };
}

/** A title too long for its row is cut, and stands whole below where nothing else does. */
function row({ id, title, description }: OfferedChoice) {
  const shown = cut(title, ROW_TITLE_MAX);
  const below = description ?? (shown === title ? undefined : title);
  return {
    id,
    title: shown,
    ...(below !== undefined && below !== "" && { description: cut(below, ROW_DESCRIPTION_MAX) }),
  };
}

function isButtons(choices: readonly OfferedChoice[]): boolean {
  return (
    choices.length <= BUTTONS_MAX &&
    new Set(choices.map(({ title }) => title)).size === choices.length &&
    choices.every(({ title, description }) => !description && [...title].length <= BUTTON_TITLE_MAX)
  );
}

function cut(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join("")
        .trimEnd()}…`;
}
