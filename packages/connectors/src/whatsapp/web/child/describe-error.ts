const LENGTH_MAX = 300;
/** Numbers of people, and ids of messages, are nobody's business in a log. */
const LONG_NUMBER = /\d{7,}/g;

/** One line of whatever was thrown: the library throws strings, too. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? error.message : typeof error === "string" ? error : "";
  return describeLine(text === "" ? "unknown" : text);
}

/** A line of somebody else's words, fit for a log. */
export function describeLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(LONG_NUMBER, "…").slice(0, LENGTH_MAX);
}
