import { foldWords } from "./words.ts";

/** Rules §7: at most six words, all of them thanks, nothing that asks for anything. */
const COURTESY_WORDS_MAX = 6;
const COURTESY = new Set(
  (
    "obrigado obrigada obg brigado brigada valeu vlw ok okay certo perfeito otimo show beleza blz " +
    "muito agradeco grato grata de nada bom dia boa tarde noite tchau ate mais abraco abracos " +
    "thanks thank you thx great perfect good bye cheers very much so " +
    "gracias muchas perfecto vale listo adios genial saludos"
  ).split(" "),
);

/**
 * Whether a message after resolution only says thanks, so that it is kept without reopening.
 * Questions, digits and files always reopen.
 */
export function isCourtesy(text: string, hasMedia: boolean): boolean {
  if (hasMedia || /[?\d¿]/.test(text)) return false;
  const folded = foldWords(text);
  // Only emoji or punctuation: an acknowledgement.
  if (folded === "") return text.trim() !== "";
  const words = folded.split(" ");
  return words.length <= COURTESY_WORDS_MAX && words.every((word) => COURTESY.has(word));
}
