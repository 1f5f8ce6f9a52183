/** Prepared words after those that stand in a reply already; what was written stays as it is. */
export function appendWords(written: string, words: string): string {
  const before = written.trimEnd();
  return before === "" ? words : `${before}\n\n${words}`;
}
