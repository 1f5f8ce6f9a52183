/** Whether a statement failed on the unique index that keeps one open conversation per contact point. */
export function isSecondOpen(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint" in cause && cause.constraint === "conversations_one_open") return true;
  }
  return false;
}
