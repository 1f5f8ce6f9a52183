import { setTimeout as sleep } from "node:timers/promises";
import { type ConnectorHost, SendError } from "@circuito/connector";
import { type AccessTokens, createAccessTokens } from "../oauth.ts";
import { checkedMail, type OutgoingMail } from "./outgoing-mail.ts";
import { type DkimKey, renderMail } from "./render-mail.ts";
import { allRefused, isTemporary, type Refusal } from "./send-refusal.ts";
import { SMTP_TIMES, SmtpSession, type SmtpTimes } from "./smtp-session.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

/** What became of each recipient of a mail that at least one server accepted. */
export interface MailReceipt {
  /** Ours, as it was given: what bounces and replies name. */
  readonly messageId: string;
  readonly accepted: readonly string[];
  /** To be tried again, these alone. */
  readonly deferred: readonly Refusal[];
  /** Never. */
  readonly refused: readonly Refusal[];
  readonly reply: string;
}

/** Connections at once to one server: what small providers allow. */
const SESSIONS_MAX = 3;
/** After as many, some servers slow down. */
const MAILS_PER_SESSION_MAX = 50;
/** Kept open for the next mail: a new connection costs a login. */
const IDLE_MAX_MS = 20_000;
const MINUTE_MS = 60_000;
/** A wait that fits into the time of an attempt; a longer one is the queue's business. */
const RATE_WAIT_MAX_MS = 2_000;

/** What sending needs of a host. */
type SendingHost = Pick<ConnectorHost, "mayReach" | "fetch" | "now"> &
  Partial<Pick<ConnectorHost, "replaceSecret">>;

/** Sends the mail of one inbox. */
export class SmtpSender {
  readonly #settings: SmtpSettings;
  readonly #host: SendingHost;
  readonly #times: SmtpTimes;
  readonly #tokens: AccessTokens | undefined;
  readonly #idle: { readonly session: SmtpSession; readonly timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  /** When the mails of the last minute left. */
  #left: number[] = [];
  #open = 0;
  #stopped = false;

  constructor(settings: SmtpSettings, host: SendingHost, times: SmtpTimes = SMTP_TIMES) {
    this.#settings = settings;
    this.#host = host;
    this.#times = times;
    const { oauthTokenUrl, oauthClientId, oauthRefreshToken } = settings;
    if (oauthTokenUrl && oauthClientId && oauthRefreshToken) {
      const whole = { ...settings, oauthTokenUrl, oauthClientId, oauthRefreshToken };
      this.#tokens = createAccessTokens(whole, host);
    }
  }

  /**
   * @param only of the recipients: those that a former attempt deferred
   * @throws SendError when nobody was accepted, or nobody knows
   */
  async send(
    mail: OutgoingMail,
    signal: AbortSignal,
    only?: readonly string[],
  ): Promise<MailReceipt> {
    const checked = checkedMail(mail);
    const to = checked.envelope.to.filter((address) => only?.includes(address) ?? true);
    if (to.length === 0) throw new SendError("rejected", "the mail has no recipient");
    await this.#keepRate(signal);
    for (let attempt = 1; ; attempt += 1) {
      const { session, isFresh } = await this.#acquire(signal);
      try {
        const bytes = renderMail(checked, this.#dkim());
        const handover = await session.send({ from: checked.envelope.from, to }, bytes, signal);
        return this.#receipt(mail.messageId, handover);
      } catch (error) {
        // A connection that was kept may have died unnoticed: that says nothing about the mail.
        const stale = !isFresh && attempt === 1 && error instanceof SendError;
        if (
          stale &&
          error.kind === "retry" &&
          error.providerCode === undefined &&
          !signal.aborted
        ) {
          continue;
        }
        throw error;
      } finally {
        this.#release(session);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const wake of this.#waiting.splice(0)) wake();
    for (const { session, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      session.quit();
    }
  }

  #receipt(messageId: string, handover: Awaited<ReturnType<SmtpSession["send"]>>): MailReceipt {
    const { accepted, refused, reply } = handover;
    if (reply === undefined || accepted.length === 0) throw allRefused(refused);
    return {
      messageId,
      accepted,
      deferred: refused.filter(isTemporary),
      refused: refused.filter((one) => !isTemporary(one)),
      reply,
    };
  }

  #dkim(): DkimKey | undefined {
    const { dkimDomain, dkimSelector, dkimPrivateKey } = this.#settings;
    if (!dkimDomain || !dkimSelector || !dkimPrivateKey) return undefined;
    return { domainName: dkimDomain, keySelector: dkimSelector, privateKey: dkimPrivateKey };
  }

  async #keepRate(signal: AbortSignal): Promise<void> {
    const now = this.#host.now();
    this.#left = this.#left.filter((at) => at > now - MINUTE_MS);
    const oldest = this.#left[this.#left.length - this.#settings.perMinuteMax];
    const waitMs = oldest === undefined ? 0 : oldest + MINUTE_MS - now;
    if (waitMs > RATE_WAIT_MAX_MS) {
      throw new SendError("retry", "as many mails left as may in a minute", { afterMs: waitMs });
    }
    this.#left.push(now + waitMs);
    if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) throw new SendError("retry", "stopped before the server was called");
  }

  async #acquire(signal: AbortSignal): Promise<{ session: SmtpSession; isFresh: boolean }> {
    for (;;) {
      if (signal.aborted || this.#stopped) {
        throw new SendError("retry", "stopped before the server was called");
      }
      const kept = this.#idle.pop();
      if (kept) {
        clearTimeout(kept.timer);
        this.#open += 1;
        if (kept.session.isUsable) return { session: kept.session, isFresh: false };
        this.#open -= 1;
        continue;
      }
      if (this.#open < SESSIONS_MAX) break;
      await this.#turn(signal);
    }
    this.#open += 1;
    try {
      const { mayReach } = this.#host;
      const parts = { mayReach, tokens: this.#tokens, times: this.#times };
      return { session: await SmtpSession.open(this.#settings, parts), isFresh: true };
    } catch (error) {
      this.#open -= 1;
      this.#waiting.shift()?.();
      throw error;
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  #release(session: SmtpSession): void {
    this.#open -= 1;
    if (!session.isUsable) session.close();
    else if (this.#stopped || session.used >= MAILS_PER_SESSION_MAX) session.quit();
    else {
      const timer = setTimeout(() => {
        const at = this.#idle.findIndex((kept) => kept.session === session);
        if (at >= 0) this.#idle.splice(at, 1);
        session.quit();
      }, IDLE_MAX_MS);
      timer.unref();
      this.#idle.push({ session, timer });
    }
    this.#waiting.shift()?.();
  }
}
