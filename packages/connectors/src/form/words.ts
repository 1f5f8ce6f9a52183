import { z } from "zod";

/** A label beside a field, and a sentence below it. */
export const LABEL_LENGTH_MAX = 120;
export const SENTENCE_LENGTH_MAX = 500;

/** What an admin wrote, in the languages that they wrote it in. */
export const wordsOf = (lengthMax: number) => {
  const text = z.string().trim().max(lengthMax).optional();
  return z.strictObject({ "pt-BR": text, en: text, es: text });
};
