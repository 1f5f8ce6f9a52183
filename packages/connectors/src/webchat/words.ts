import { z } from "zod";

/** What an admin wrote, in the languages that they wrote it in. @param lengthMax UTF-16 units */
export const wordsOf = (lengthMax: number) => {
  const text = z.string().trim().max(lengthMax).optional();
  return z.strictObject({ "pt-BR": text, en: text, es: text });
};
