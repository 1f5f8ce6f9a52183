/** What the person at the terminal can mend: told as one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
