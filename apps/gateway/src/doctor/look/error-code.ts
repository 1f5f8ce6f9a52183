const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;
/** A cause of a cause of a cause; deeper ones are loops. */
const DEPTH_MAX = 5;

/**
 * Why something outside could not be reached, in the system's own closed words (`ECONNREFUSED`,
 * `CERT_HAS_EXPIRED`). Messages are not looked at: they quote addresses and what was sent.
 */
export function errorCode(error: unknown): string {
  let at: unknown = error;
  for (let depth = 0; depth < DEPTH_MAX && typeof at === "object" && at !== null; depth++) {
    const { code, name, cause }: { code?: unknown; name?: unknown; cause?: unknown } = at;
    if (typeof code === "string" && CODE.test(code)) return code;
    if (name === "TimeoutError" || name === "AbortError") return "ETIMEDOUT";
    at = cause;
  }
  return "UNKNOWN";
}
