import type { Redactor } from "@circuito/connector";
import type { StepFailure } from "./choose-hint.ts";

/** What is worth showing of an answer: one line on a screen. */
const WORDS_LENGTH_MAX = 300;
/** An error of ours around one of the library's around one of the socket's. */
const CAUSES_MAX = 5;

type Told = Pick<StepFailure, "code" | "status" | "words">;

/** What a failure says, wherever in it the mail libraries and sockets put it. Not redacted. */
export function toldBy(error: unknown): Told {
  const chain: unknown[] = [];
  for (let at = error; chain.length < CAUSES_MAX && typeof at === "object" && at !== null; ) {
    chain.push(at);
    at = Reflect.get(at, "cause");
  }
  const texts = (name: string): string[] =>
    chain.map((one) => field(one, name)).filter((text) => text !== "");
  const status = chain
    .map((one): unknown => Reflect.get(Object(one), "responseCode"))
    .find((value) => typeof value === "number");
  const isRefused = chain.some((one) => Reflect.get(Object(one), "authenticationFailed") === true);
  // nodemailer's words for its own stage; the reply says more, if there is one.
  const codes = texts("code").map((code) => (code === "EAUTH" ? "AUTH_UNANSWERED" : code));
  return {
    code: isRefused ? "AUTH_REFUSED" : (codes[0] ?? ""),
    status: typeof status === "number" ? status : undefined,
    words: wordsOf(texts),
  };
}

/** IMAP's text with its response code, SMTP's reply without its number, a token endpoint's error. */
function wordsOf(texts: (name: string) => string[]): string {
  const [imapText] = texts("responseText");
  if (imapText !== undefined) {
    const [code] = texts("serverResponseCode");
    return code !== undefined && !imapText.startsWith("[") ? `[${code}] ${imapText}` : imapText;
  }
  const [reply] = texts("response");
  if (reply !== undefined) return reply.replace(/^\d{3}[ -]/, "").replace(/\s\d{3}[ -]/g, " ");
  const [words] = texts("words");
  if (words !== undefined) return words;
  return texts("message").find((message) => /token endpoint/.test(message)) ?? "";
}

/**
 * The server's line as it may be shown: without control characters, without anything of ours that is
 * secret, and short. A line that holds a secret too short to be cut out is not shown at all.
 */
export function shownWords(
  words: string,
  redact: Redactor,
  secrets: readonly string[],
): string | null {
  const line = redact.text(words.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim());
  if (line === "" || secrets.some((secret) => line.includes(secret))) return null;
  return line.slice(0, WORDS_LENGTH_MAX);
}

function field(one: unknown, name: string): string {
  const value: unknown = Reflect.get(Object(one), name);
  return typeof value === "string" ? value : "";
}
