/** Deeper causes repeat what the outer ones said. */
const CAUSES_MAX = 4;

/**
 * What of an error may be logged. Only named parts are copied: a database error's `detail` holds
 * values of rows, and a query builder's message ends with the parameters, which are people's words.
 */
export function describeError(error: Error, depth = 0): Record<string, unknown> {
  const message = withoutParameters(error.message);
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause =
    error.cause instanceof Error && depth < CAUSES_MAX
      ? { cause: describeError(error.cause, depth + 1) }
      : {};
  return { name: error.name, message, ...code, at: frames(error), ...cause };
}

/** An error as one sentence for a person at a terminal. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return "something went wrong that says nothing of itself";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // An error of several tries to connect has no message of its own.
  const own = withoutParameters(error.message) || code || error.name;
  return error.cause instanceof Error ? `${own}: ${sentenceOf(error.cause)}` : own;
}

function withoutParameters(message: string): string {
  const [statement = ""] = message.split("\nparams:");
  return statement;
}

/** Where it happened, without the message that a stack repeats on top. */
function frames(error: Error): string[] {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
