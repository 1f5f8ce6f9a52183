/**
 * SQLSTATEs after which the same transaction may well succeed (promises §4): serialization failures,
 * deadlocks, locks not had in time, shutdowns, lost connections, no connection left, read-only
 * during a failover.
 */
const TRANSIENT = new Set([
  "40001",
  "40P01",
  "55P03",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "25006",
  "25P03",
]);
/** What Node and pg say when there is nobody at the other end. They carry no SQLSTATE. */
const CONNECTION_LOST =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/;

/** Whether an error says "not now" and nothing about the data. Looks through wrapped causes. */
export function isTransient(error: unknown): boolean {
  return causesOf(error).some(({ code = "", message }) => {
    if (TRANSIENT.has(code) || code.startsWith("08")) return true;
    return CONNECTION_LOST.test(code) || CONNECTION_LOST.test(message);
  });
}

/** Whether the server ended a statement because it had gone on for as long as one may: less at once may do. */
export const isTooSlow = (error: unknown): boolean =>
  causesOf(error).some(({ code }) => code === "57014");

/** The error itself, and what each was caused by, with the SQLSTATE or Node's own code. */
function causesOf(error: unknown): readonly { readonly code?: string; readonly message: string }[] {
  const found = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? { code: cause.code } : {};
    found.push({ message: cause.message, ...code });
  }
  return found;
}
