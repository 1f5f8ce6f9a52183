import { SendError } from "@circuito/connector";
import { CANNOT_BE_REACHED } from "../mail-host.ts";

/** What was wrong with one recipient, in the server's words. */
export interface Refusal {
  readonly address: string;
  readonly code: number | undefined;
  readonly reply: string;
}

/** How far a mail had come when it failed. */
export type SendStage = "before" | "mail" | "body" | "after-dot";

const REPLY_LENGTH_MAX = 300;
/** RFC 3463: bad destination mailbox, system, syntax, moved. */
const NO_SUCH_ADDRESS = /\b5\.1\.\d/;
const ENHANCED = /\b[245]\.\d{1,3}\.\d{1,3}\b/;

/** What follows from a failure, by what the server said and how far we had come (promises §1.5). */
export function sendRefusal(cause: unknown, stage: SendStage): SendError {
  const { code, responseCode, response, command } = failureOf(cause);
  const more = {
    ...(responseCode === undefined ? {} : { providerCode: providerCode(responseCode, response) }),
    cause,
  };
  const isLogin = code === "EAUTH" || command.startsWith("AUTH");
  if (responseCode === undefined) {
    if (isLogin) return new SendError("credentials", "the server offers no login we can use", more);
    if (stage === "after-dot") {
      return new SendError("unknown", "the mail was handed over and no answer came", more);
    }
    // Without the final dot nothing was accepted (RFC 5321 §4.1.1.4).
    if (code === "ETLS" || /certificate|TLS/i.test(messageOf(cause))) {
      return new SendError("retry", `no trusted connection: ${messageOf(cause)}`, more);
    }
    const words =
      stage === "before" ? CANNOT_BE_REACHED : "the connection broke before the mail was whole";
    return new SendError("retry", words, more);
  }
  if (responseCode < 500)
    return new SendError("retry", `the server asks to wait: ${response}`, more);
  // 530 to 538: the server wants another login than ours (RFC 4954 §6).
  if (isLogin || responseCode === 530) {
    return new SendError("credentials", `the server refuses the login: ${response}`, more);
  }
  if (stage === "before") {
    // A greeting or STARTTLS refused says something of the server or of us, nothing of the mail.
    return new SendError("retry", `the server does not talk to us: ${response}`, more);
  }
  return new SendError("rejected", `the server refuses the mail: ${response}`, more);
}

/** Every recipient was refused: the mildest refusal decides, for the others are settled by it, too. */
export function allRefused(refusals: readonly Refusal[]): SendError {
  const mildest = refusals.find(isTemporary) ?? refusals[0];
  const more =
    mildest?.code === undefined ? {} : { providerCode: providerCode(mildest.code, mildest.reply) };
  const words = mildest?.reply ?? "no recipient was taken";
  if (mildest && isTemporary(mildest)) return new SendError("retry", words, more);
  const gone = refusals.every(isNoSuchAddress);
  return new SendError(gone ? "unreachable-address" : "rejected", words, more);
}

export function isTemporary({ code }: Refusal): boolean {
  return code === undefined || code < 500;
}

/** This address, never; other reasons (policy, size, reputation) may be about the mail or about us. */
function isNoSuchAddress({ code, reply }: Refusal): boolean {
  if (ENHANCED.test(reply)) return NO_SUCH_ADDRESS.test(reply);
  return code === 550 || code === 551 || code === 553;
}

/** Recipients that nodemailer tells the server did not take. */
export function refusalsOf(errors: unknown): readonly Refusal[] {
  if (!Array.isArray(errors)) return [];
  return errors.map((error: unknown) => {
    const { responseCode, response } = failureOf(error);
    return { address: text(error, "recipient"), code: responseCode, reply: response };
  });
}

interface SmtpFailure {
  readonly code: string;
  readonly command: string;
  readonly responseCode: number | undefined;
  readonly response: string;
}

function failureOf(cause: unknown): SmtpFailure {
  const responseCode: unknown = Reflect.get(Object(cause), "responseCode");
  return {
    code: text(cause, "code"),
    command: text(cause, "command"),
    responseCode: typeof responseCode === "number" ? responseCode : undefined,
    response: text(cause, "response").replace(/\s+/g, " ").slice(0, REPLY_LENGTH_MAX),
  };
}

function providerCode(code: number, reply: string): string {
  const [enhanced] = ENHANCED.exec(reply) ?? [];
  return enhanced === undefined ? String(code) : `${code} ${enhanced}`;
}

function messageOf(cause: unknown): string {
  return text(cause, "message").slice(0, REPLY_LENGTH_MAX);
}

function text(cause: unknown, name: string): string {
  const value: unknown = Reflect.get(Object(cause), name);
  return typeof value === "string" ? value : "";
}
