const LENGTH_MAX = 300;

/** One line of whatever was thrown: the library throws strings, too. */
export function describeError(error: unknown): string {
  const text =
    error instanceof Error ? `${error.message}` : typeof error === "string" ? error : "unknown";
  return text.replace(/\s+/g, " ").slice(0, LENGTH_MAX);
}
