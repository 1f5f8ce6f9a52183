import type { ConnectorHost } from "@circuito/connector";
import { ConnectError } from "@circuito/connector";
import { ImapFlow } from "imapflow";
import { chooseAddress, isLoopback } from "../mail-host.ts";
import { type AccessTokens, createAccessTokens } from "../oauth.ts";
import { tlsOptions } from "../tls-options.ts";
import { rootOf, watchErrors } from "./alive.ts";
import { connectRefusal } from "./connect-refusal.ts";
import type { ImapSettings } from "./imap-settings.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

export interface ImapTimes {
  readonly connectTimeoutMs: number;
  /** Without one byte for this long while it owes us an answer, a connection is dead. */
  readonly silenceMaxMs: number;
}
/**
 * Half a minute is a slow mobile link; a minute of silence in mid-answer is none. With the poll of
 * every minute, a connection that died quietly is found within two (F61: three).
 */
export const IMAP_TIMES: ImapTimes = { connectTimeoutMs: 30_000, silenceMaxMs: 60_000 };

/** A mail is fetched in pieces of this size: what sits in memory of it at a time. */
export const PIECE_BYTES = 1 * MIB;
/** A piece, and a little for a server that adds to it; anything longer is an attack. */
const LITERAL_MAX_BYTES = PIECE_BYTES + 64 * KIB;
/** A search over a mailbox with a million mails answers in one line of 8 MB. */
const LINE_MAX_BYTES = 16 * MIB;
const RESPONSE_MAX_BYTES = LINE_MAX_BYTES + LITERAL_MAX_BYTES;

/** What opening a connection needs of its host. */
export type MailDoorHost = Pick<ConnectorHost, "mayReach" | "fetch" | "now"> &
  Partial<Pick<ConnectorHost, "replaceSecret">>;

/** Opens logged-in connections to one account. */
export class ImapDoor {
  readonly #settings: ImapSettings;
  readonly #host: MailDoorHost;
  readonly #times: ImapTimes;
  readonly #tokens: AccessTokens | undefined;
  #attempts = 0;

  constructor(settings: ImapSettings, host: MailDoorHost, times: ImapTimes = IMAP_TIMES) {
    this.#settings = settings;
    this.#host = host;
    this.#times = times;
    const { oauthTokenUrl, oauthClientId, oauthRefreshToken } = settings;
    if (
      oauthTokenUrl !== undefined &&
      oauthClientId !== undefined &&
      oauthRefreshToken !== undefined
    ) {
      const whole = { ...settings, oauthTokenUrl, oauthClientId, oauthRefreshToken };
      this.#tokens = createAccessTokens(whole, host);
    }
  }

  /**
   * @param signal ends the attempt
   * @throws ConnectError
   */
  async open(signal: AbortSignal): Promise<ImapFlow> {
    try {
      return await this.#open(signal);
    } catch (cause) {
      const refusal = connectRefusal(cause);
      if (refusal.kind !== "credentials" || !this.#tokens || signal.aborted) throw refusal;
      // A token may be revoked before its time: only a new one that is refused means trouble.
      this.#tokens.forget();
      return this.#open(signal).catch((again: unknown) => {
        throw connectRefusal(again);
      });
    }
  }

  async #open(signal: AbortSignal): Promise<ImapFlow> {
    const { host, port, security, certificate, user, password } = this.#settings;
    const address = await chooseAddress(host, this.#host.mayReach, this.#attempts++);
    if (security === "none" && !isLoopback(address)) {
      throw new ConnectError("transient", "an unencrypted connection is made to this machine only");
    }
    const auth = this.#tokens
      ? { user, accessToken: await this.#tokens.get() }
      : { user, pass: password ?? "" };
    const client = new ImapFlow({
      host: address,
      servername: host,
      port,
      secure: security === "tls",
      // Required, not tried: a server that offers none, or an attacker who strips it, is refused.
      ...(security !== "tls" && { doSTARTTLS: security === "starttls" }),
      tls: tlsOptions(host, certificate),
      auth,
      clientInfo: { name: "Circuito" },
      logger: false,
      connectionTimeout: this.#times.connectTimeoutMs,
      greetingTimeout: this.#times.connectTimeoutMs,
      socketTimeout: this.#times.silenceMaxMs,
      maxLiteralSize: LITERAL_MAX_BYTES,
      maxLineLength: LINE_MAX_BYTES,
      maxResponseSize: RESPONSE_MAX_BYTES,
      // Correctness rests on a scan of UIDs alone: no extension that a server may implement badly.
      disableAutoEnable: true,
      disableIMAP4rev2: true,
      disableCompression: true,
      disableAutoIdle: true,
    });
    watchErrors(client);
    const abort = (): void => client.close();
    signal.addEventListener("abort", abort, { once: true });
    try {
      await client.connect();
      return client;
    } catch (cause) {
      client.close();
      throw rootOf(client, cause);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }
}
