import type { Readable } from "node:stream";
import { ConnectError, SendError } from "@circuito/connector";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { chooseAddress, isLoopback } from "../mail-host.ts";
import type { AccessTokens } from "../oauth.ts";
import { tlsOptions } from "../tls-options.ts";
import { type Refusal, refusalsOf, type SendStage, sendRefusal } from "./send-refusal.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

export interface SmtpTimes {
  readonly connectTimeoutMs: number;
  /** Login and envelope. */
  readonly commandTimeoutMs: number;
  /** From the final dot to its answer. */
  readonly answerTimeoutMs: number;
}
/**
 * RFC 5321 §4.5.3.2 gives the receiver ten minutes after the dot, and RFC 1047 says why less makes
 * duplicates; for commands it gives five, of which nobody needs more than two.
 */
export const SMTP_TIMES: SmtpTimes = {
  connectTimeoutMs: 30_000,
  commandTimeoutMs: 120_000,
  answerTimeoutMs: 600_000,
};

export interface SessionParts {
  readonly mayReach: (ipAddress: string) => boolean;
  readonly tokens: AccessTokens | undefined;
  readonly times: SmtpTimes;
}

/** What the server took, and what it did not, by recipient. */
export interface Handover {
  readonly accepted: readonly string[];
  readonly refused: readonly Refusal[];
  /** The server's words for the whole mail; absent when nobody was accepted. */
  readonly reply: string | undefined;
}

/** One logged-in connection to a mail server. */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  readonly #times: SmtpTimes;
  #broken = false;
  /** Mails handed over. */
  used = 0;

  private constructor(connection: SMTPConnection, times: SmtpTimes) {
    this.#connection = connection;
    this.#times = times;
    connection.on("error", (error) => {
      this.#broken = true;
      this.#reject(error);
    });
    connection.on("end", () => {
      this.#broken = true;
      // What the server said before it closed comes a moment later, and says more.
      setImmediate(() => this.#reject(new Error("the connection closed")));
    });
  }

  /** @throws SendError */
  static async open(settings: SmtpSettings, parts: SessionParts): Promise<SmtpSession> {
    try {
      return await SmtpSession.#open(settings, parts);
    } catch (error) {
      const refused = error instanceof SendError && error.kind === "credentials";
      if (!refused || !parts.tokens) throw error;
      // A token may be revoked before its time: only a new one that is refused means trouble.
      parts.tokens.forget();
      return SmtpSession.#open(settings, parts);
    }
  }

  static async #open(settings: SmtpSettings, parts: SessionParts): Promise<SmtpSession> {
    const { host, port, security, certificate, clientName, user, password } = settings;
    const { times, tokens } = parts;
    const address = await chooseAddress(host, parts.mayReach).catch((cause: Error) => {
      throw new SendError("retry", cause.message, { cause });
    });
    if (security === "none" && !isLoopback(address)) {
      throw new SendError("retry", "an unencrypted connection is made to this machine only");
    }
    const connection = new SMTPConnection({
      host: address,
      servername: host,
      port,
      secure: security === "tls",
      // Required, not tried: a server that offers none, or an attacker who strips it, is refused.
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      tls: tlsOptions(host, certificate),
      ...(clientName !== undefined && { name: clientName }),
      connectionTimeout: times.connectTimeoutMs,
      greetingTimeout: times.connectTimeoutMs,
      socketTimeout: times.answerTimeoutMs,
      logger: false,
      ...(tokens && user !== undefined && { customAuth: { XOAUTH2: xoauth2(user, tokens) } }),
    });
    const session = new SmtpSession(connection, times);
    try {
      await session.#within(times.commandTimeoutMs, (done) => connection.connect(done));
      // Asked for here, so that its failure is told apart from one of the mail server's.
      await tokens?.get();
      const auth = tokens
        ? { method: "XOAUTH2", user: user ?? "", pass: "" }
        : { user: user ?? "", pass: password ?? "" };
      if (user !== undefined) {
        await session.#within(times.commandTimeoutMs, (done) => connection.login(auth, done));
      }
      return session;
    } catch (cause) {
      session.close();
      if (cause instanceof ConnectError) throw tokenRefusal(cause);
      throw sendRefusal(cause, "before");
    }
  }

  get isUsable(): boolean {
    return !this.#broken;
  }

  /**
   * Hands one mail over. Ended by the signal before its final dot it was not accepted, afterwards
   * nobody knows.
   * @throws SendError when the server took it for nobody, or may have
   */
  async send(
    envelope: { readonly from: string; readonly to: readonly string[] },
    bytes: Readable,
    signal: AbortSignal,
  ): Promise<Handover> {
    let stage: SendStage = "mail";
    bytes.once("resume", () => {
      stage = "body";
    });
    bytes.once("end", () => {
      // From here on the dot is on its way.
      stage = "after-dot";
      clearTimeout(envelopeTimer);
    });
    const stopBody = (error: Error): void => void this.#fail(error);
    bytes.once("error", stopBody);
    const abort = (): void => this.#fail(new Error("stopped"));
    signal.addEventListener("abort", abort, { once: true });
    const envelopeTimer = setTimeout(
      () => stage === "mail" && this.#fail(new Error("no answer to the envelope")),
      this.#times.commandTimeoutMs,
    );
    this.used += 1;
    try {
      const { from, to } = envelope;
      return await this.#handOver({ from: from === "" ? false : from, to: [...to] }, bytes);
    } catch (cause) {
      const refused = refusalsOf(Reflect.get(Object(cause), "rejectedErrors"));
      if (refused.length > 0 && stage === "mail") {
        await this.#reset();
        return { accepted: [], refused, reply: undefined };
      }
      this.close();
      throw sendRefusal(cause, stage);
    } finally {
      clearTimeout(envelopeTimer);
      signal.removeEventListener("abort", abort);
      bytes.destroy();
    }
  }

  close(): void {
    this.#broken = true;
    this.#connection.close();
  }

  /** Says goodbye; the server closes. */
  quit(): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#connection.quit();
  }

  #handOver(
    envelope: { readonly from: string | false; readonly to: string[] },
    bytes: Readable,
  ): Promise<Handover> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#connection.send(envelope, bytes, (error, info) => {
        if (error) reject(error);
        else {
          const refused = refusalsOf(info.rejectedErrors);
          resolve({ accepted: info.accepted, refused, reply: info.response });
        }
      });
    });
  }

  #reject: (error: Error) => void = () => {};
  #fail(error: Error): void {
    this.#reject(error);
    this.close();
  }

  async #reset(): Promise<void> {
    await this.#within(this.#times.commandTimeoutMs, (done) => this.#connection.reset(done)).catch(
      () => this.close(),
    );
  }

  #within(ms: number, work: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
      const fail = (error: Error): void => finish(() => reject(error));
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#connection.off("error", fail);
        settle();
      };
      this.#connection.once("error", fail);
      work((error) => finish(() => (error ? reject(error) : resolve())));
    });
  }
}

function tokenRefusal(cause: ConnectError): SendError {
  const kind = cause.kind === "credentials" ? "credentials" : "retry";
  return new SendError(kind, cause.message, { cause });
}

/** RFC-less, but the same everywhere: user and token between control characters. */
function xoauth2(user: string, tokens: AccessTokens) {
  return async (context: {
    sendCommand(command: string): Promise<{ status: number; text: string }>;
    resolve(): void;
    reject(error: Error | string): void;
  }): Promise<void> => {
    try {
      const token = await tokens.get();
      const initial = Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`);
      let answer = await context.sendCommand(`AUTH XOAUTH2 ${initial.toString("base64")}`);
      // The error comes as a challenge, which is answered with nothing.
      if (answer.status === 334) answer = await context.sendCommand("");
      if (answer.status >= 200 && answer.status < 300) return context.resolve();
      context.reject("the server refuses the access token");
    } catch (error) {
      context.reject(error instanceof Error ? error : "no access token");
    }
  };
}
