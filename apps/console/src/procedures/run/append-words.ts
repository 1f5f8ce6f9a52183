/**
 * Words for the customer after those that stand in a reply already; what was written stays as it is.
 * Words that are in it are not put in twice.
 */
export function appendWords(written: string, words: string): string {
  if (written.includes(words)) return written;
  const before = written.trimEnd();
  return before === "" ? words : `${before}\n\n${words}`;
}
