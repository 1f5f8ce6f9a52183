import { ConnectError } from "@circuito/connector";
import { z } from "zod";
import { CANNOT_BE_REACHED } from "../mail-host.ts";

/** What imapflow and the sockets under it put on an error. */
interface ImapFailure {
  readonly code: string;
  readonly authenticationFailed: boolean;
  readonly serverCode: string;
  /** The server's own words, for people. */
  readonly serverText: string;
}

/** The server refuses everybody for a while, and says so in the answer to a login (RFC 5530). */
const LATER = new Set(["UNAVAILABLE", "INUSE", "LIMIT", "OVERQUOTA", "SERVERBUG", "CONTACTADMIN"]);
/** No TCP connection, or no name: what a private network would answer, too. */
const UNREACHABLE = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"],
  ...["ECONNRESET", "EPIPE", "CONNECT_TIMEOUT", "GREETING_TIMEOUT", "UPGRADE_TIMEOUT"],
]);
const SERVER_TEXT_LENGTH_MAX = 300;

/** Whether a person must act, or time heals it (rules §1.6). */
export function connectRefusal(cause: unknown): ConnectError {
  if (cause instanceof ConnectError) return cause;
  const { code, authenticationFailed, serverCode, serverText } = failureOf(cause);
  if (authenticationFailed) {
    // "Too many simultaneous connections" is what Gmail says with a plain NO.
    const later = LATER.has(serverCode) || /too many|try again|temporar/i.test(serverText);
    const words = `the server refuses the login${serverText && `: ${serverText}`}`;
    return new ConnectError(later ? "transient" : "credentials", words, cause);
  }
  if (UNREACHABLE.has(code)) return new ConnectError("transient", CANNOT_BE_REACHED, cause);
  const message = field(cause, "message") || "unknown failure";
  return new ConnectError("transient", `connection failed: ${serverText || message}`, cause);
}

/** The server has no such folder: nothing is lost, but nothing comes in either (F67). */
export function isMissingMailbox(cause: unknown): boolean {
  const { serverCode, serverText } = failureOf(cause);
  return (
    ["NONEXISTENT", "TRYCREATE"].includes(serverCode) ||
    /doesn't exist|unknown mailbox|no such mailbox|not found/i.test(serverText)
  );
}

/**
 * The bytes that came cannot be what a sound server sends: the mail they belong to is set aside, so
 * that it does not break every connection to come.
 */
export function isBrokenAnswer(cause: unknown): boolean {
  const { code } = failureOf(cause);
  return /^(LiteralTooLarge|LineTooLarge|ResponseTooLarge|MAX_IMAP_NESTING_REACHED|ParserError)/.test(
    code,
  );
}

/**
 * The server answered NO or BAD: the connection is fine, this one thing is not to be had. What it
 * refuses everybody for a while (F66) is no fault of the mail: that is left to the way back.
 */
export function isRefusedCommand(cause: unknown): boolean {
  const status = field(cause, "responseStatus");
  const { serverCode, serverText } = failureOf(cause);
  const later =
    serverCode !== "SERVERBUG" && (LATER.has(serverCode) || /throttl/i.test(serverText));
  return (status === "NO" || status === "BAD") && !later;
}

function failureOf(cause: unknown): ImapFailure {
  return {
    code: field(cause, "code"),
    authenticationFailed: Reflect.get(Object(cause), "authenticationFailed") === true,
    serverCode: serverCodeOf(cause),
    serverText: field(cause, "responseText").slice(0, SERVER_TEXT_LENGTH_MAX),
  };
}

/** From where the library puts it at a login, or out of the answer itself. */
function serverCodeOf(cause: unknown): string {
  const read = codedAnswer.safeParse(Reflect.get(Object(cause), "response"));
  const inAnswer = read.success ? read.data.attributes[0]?.section?.[0]?.value : undefined;
  return (field(cause, "serverResponseCode") || inAnswer || "").toUpperCase();
}

/** `A1 NO [LIMIT] ...` as imapflow parses it. */
const codedAnswer = z.object({
  attributes: z.array(
    z.object({ section: z.array(z.object({ value: z.string().optional() })).optional() }),
  ),
});

function field(cause: unknown, name: string): string {
  const value: unknown = Reflect.get(Object(cause), name);
  return typeof value === "string" ? value : "";
}
