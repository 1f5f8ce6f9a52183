/* What figures are called and mean, in the languages of the product: for screens, files and mails. */
import { EN } from "./figure-words/en.ts";
import { ES } from "./figure-words/es.ts";
import type { FigureWords } from "./figure-words/figure-words.ts";
import { PT_BR } from "./figure-words/pt-br.ts";

export { type FigureId, figureOf, STAGES, type Stage } from "@circuito/domain";
export type { FigureWords } from "./figure-words/figure-words.ts";

export const FIGURE_WORDS = { "pt-BR": PT_BR, en: EN, es: ES } as const satisfies Record<
  string,
  FigureWords
>;
export type FigureLanguage = keyof typeof FIGURE_WORDS;
