/** Enhanced status codes (RFC 3463) and reply codes (RFC 5321) in what servers write. */

/** A version, an IP address or a date is no status code: nothing of digits and dots around it. */
const ENHANCED = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/g;
const REPLY = /(?<![\d.\w])([245][0-5]\d)(?=[\s\-:#<]|$)/g;
/** Codes stand early in what a server said; the rest is links and ids. */
const LOOKED_AT_MAX = 4_000;

/** All enhanced codes in a text, in order, delivery codes (2.x.x) too. */
export function enhancedCodes(text: string): readonly string[] {
  return [...text.slice(0, LOOKED_AT_MAX).matchAll(ENHANCED)].map(
    ([, major, subject, detail]) => `${major}.${Number(subject)}.${Number(detail)}`,
  );
}

export function replyCodes(text: string): readonly string[] {
  return [...text.slice(0, LOOKED_AT_MAX).matchAll(REPLY)].flatMap(([, code]) => code ?? []);
}

/**
 * `5.0.0` says only which class; `x.4.7` says only that the queue gave up, not what it met. What the
 * other server itself said is better.
 */
export function isVague(status: string): boolean {
  return status.endsWith(".0.0") || status.endsWith(".4.7");
}

/**
 * The best of what a report offers: the code in the other server's words, which knows, before the one
 * in the report's own field, which the reporting system often made up from the reply code.
 */
export function chooseStatus(field: string | undefined, words: string): string | undefined {
  const stated = field === undefined ? undefined : enhancedCodes(field)[0];
  const said = enhancedCodes(words).filter((code) => !code.startsWith("2"));
  const sharp = said.find((code) => !isVague(code));
  if (stated?.startsWith("2")) return stated;
  return sharp ?? stated ?? said[0];
}
