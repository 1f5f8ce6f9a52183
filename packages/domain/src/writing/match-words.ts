/** Combining marks, as NFD leaves them behind their letters. */
const MARKS = /\p{Mark}/gu;

/** Words as they are compared: without accents, in lower case. */
export function foldWords(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase();
}

/**
 * How well something fits what somebody types: 0 not at all, more the better. Every word typed has
 * to be in the name or the body; in the name, and at its beginning, it weighs more.
 */
export function fitOf(typed: string, of: { readonly name: string; readonly body: string }): number {
  const words = foldWords(typed).split(/\s+/u).filter(Boolean);
  const name = foldWords(of.name);
  const body = foldWords(of.body);
  let fit = 1;
  for (const word of words) {
    if (name.startsWith(word)) fit += 4;
    else if (name.split(/\s+/u).some((part) => part.startsWith(word))) fit += 3;
    else if (name.includes(word)) fit += 2;
    else if (body.includes(word)) fit += 1;
    else return 0;
  }
  return fit;
}
