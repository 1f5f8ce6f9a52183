import { foldWords } from "../words.ts";
import { isScore, SURVEY_SCALES, type SurveyKind } from "./survey-scale.ts";

/** A score that was read out of words. */
export interface ScoreReading {
  readonly score: number;
  readonly by: "number" | "words";
  /** What else they wrote with it. */
  readonly comment?: string;
}

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  [
    ["zero", "cero"],
    ["um", "uma", "one", "uno", "una"],
    ["dois", "duas", "two", "dos"],
    ["tres", "three"],
    ["quatro", "four", "cuatro"],
    ["cinco", "five"],
    ["seis", "six"],
    ["sete", "seven", "siete"],
    ["oito", "eight", "ocho"],
    ["nove", "nine", "nueve"],
    ["dez", "ten", "diez"],
  ].flatMap((words, value) => words.map((word) => [word, value] as const)),
);

/** "nota 5", "dou 5", "mi nota es 5", "I give it 5", "score 5". */
const BEFORE =
  /^(?:(?:minha|a|mi|my|la|the)? ?(?:nota|nivel|score|rating|calificacion|puntuacion)(?: (?:e|eh|es|is))? |dou(?: nota)? |doy(?: un| una)? |i give(?: it)?(?: a)? )/;
/** "5 estrelas", "5 pontos". */
const AFTER = / (?:estrelas?|stars?|estrellas?|pontos?|points?|puntos?)$/;
/** "5 de 5": the scale they have in mind, after folding. */
const OUT_OF = / (?:de|em|out of|sobre|of|barra) (\d{1,2})$/;
/** Only stars, filled or not, and the selector that makes an emoji of one. */
const STARS = /^(?:[⭐★🌟☆]\uFE0F?\s*)+$/u;
const FILLED_STAR = /[⭐★🌟]/gu;
/** The number first, a stop, then their reasons. */
const WITH_REASONS = /^\s*([^,;:.!\n–—]{1,40}?)\s*(?:[,;:.!]+\s+|\s[-–—]\s|\n+)\s*(\S[\s\S]*)$/;
/** Longer texts tell a story; a number in one is of something else. */
const SCORE_LENGTH_MAX = 40;

/**
 * The score that a message gives, tolerant of case, accents, other digits and emoji, and of reasons
 * after it. What asks something is a message like any other: somebody has to read it.
 */
export function readScore(kind: SurveyKind, text: string): ScoreReading | undefined {
  if (/[?¿]/.test(text)) return undefined;
  const alone = readAlone(kind, text);
  if (alone) return alone;
  const [, head, reasons] = WITH_REASONS.exec(text) ?? [];
  if (head === undefined || reasons === undefined) return undefined;
  // "2, 3 e 4 não chegaram" counts things; "um, o produto não veio" begins a story.
  if (!/\p{L}/u.test(reasons) || /^\s*\d/.test(reasons) || !/[\p{N}⭐★🌟]/u.test(head))
    return undefined;
  const first = readAlone(kind, head);
  return first && { ...first, comment: reasons.trim() };
}

/** A text that is nothing but a score. */
function readAlone(kind: SurveyKind, text: string): ScoreReading | undefined {
  const said = text.trim();
  if (said === "" || said.length > SCORE_LENGTH_MAX) return undefined;
  if (STARS.test(said)) {
    // Stars are a scale of five wherever people meet them.
    return kind === "csat" ? given(kind, said.match(FILLED_STAR)?.length ?? 0, "words") : undefined;
  }
  // No score is below zero or broken, and folding would lose the sign and the point.
  if (/^[-−]\s?\d|\d\s?[.,]\s?\d/u.test(said)) return undefined;
  const spelled = said.replaceAll("🔟", "10").replace(/(\d)\s*\/\s*(\d)/u, "$1 de $2");
  const folded = foldWords(spelled).replace(BEFORE, "").replace(AFTER, "");
  const outOf = OUT_OF.exec(folded)?.[1];
  if (outOf !== undefined && Number(outOf) !== SURVEY_SCALES[kind].max) return undefined;
  const number = folded.replace(OUT_OF, "");
  const word = NUMBER_WORDS.get(number);
  if (word !== undefined) return given(kind, word, "words");
  return /^\d{1,2}$/.test(number) ? given(kind, Number(number), "number") : undefined;
}

function given(kind: SurveyKind, score: number, by: ScoreReading["by"]): ScoreReading | undefined {
  return isScore(kind, score) ? { score, by } : undefined;
}
