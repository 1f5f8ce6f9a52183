/**
 * A customer's words, storable and otherwise untouched: U+0000 becomes its picture (Postgres text
 * cannot hold it), half a surrogate pair becomes U+FFFD, line ends become `\n`.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll("\u0000", "\u2400")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/\r\n?/g, "\n");
}

/** Whether a text shows anything: not only white space, zero-width and control characters. */
export function isBlank(text: string): boolean {
  return !/[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
