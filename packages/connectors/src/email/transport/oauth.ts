import { ConnectError, type ConnectorHost, providerUrl } from "@circuito/connector";
import { z } from "zod";

/** Flat beside the other settings, since secrets are settings by name. */
export const oauthSettings = {
  oauthTokenUrl: providerUrl.optional(),
  oauthClientId: z.string().min(1).max(512).optional(),
  oauthClientSecret: z.string().min(1).max(2_048).optional(),
  oauthRefreshToken: z.string().min(1).max(8_192).optional(),
  oauthScope: z.string().max(1_024).optional(),
};
export const OAUTH_SECRETS = ["oauthClientSecret", "oauthRefreshToken"] as const;

export interface OauthSettings {
  readonly oauthTokenUrl: string;
  readonly oauthClientId: string;
  readonly oauthClientSecret?: string | undefined;
  readonly oauthRefreshToken: string;
  readonly oauthScope?: string | undefined;
}

/** Gives access tokens, and asks for a new one when the last is about to end. */
export interface AccessTokens {
  /** @throws ConnectError — `credentials` when the grant is no longer good */
  get(): Promise<string>;
  /** The server did not take the token: the next `get` asks for another. */
  forget(): void;
}

const ANSWER_TIMEOUT_MS = 20_000;
/** Renewed this long before its end: a clock may be off, a login takes a moment. */
const EARLY_MS = 60_000;
/** When the answer does not say: RFC 6749 leaves it open, everybody gives an hour. */
const LIFE_DEFAULT_SECONDS = 3_600;

const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(LIFE_DEFAULT_SECONDS),
  refresh_token: z.string().min(1).optional(),
});
const refused = z.object({ error: z.string().max(100) });
/** RFC 6749 §5.2: errors that a person must resolve. */
const NEEDS_A_PERSON = new Set([
  "invalid_grant",
  "invalid_client",
  "unauthorized_client",
  "invalid_scope",
  "interaction_required",
]);

/**
 * Where providers renew the refresh token with each use, Microsoft's first one ends after 90 days: a newer
 * one is kept this often, so that a restart goes on with one that is good for long.
 */
const KEEP_EVERY_MS = 24 * 3_600_000;

type TokenHost = Pick<ConnectorHost, "fetch" | "now"> &
  Partial<Pick<ConnectorHost, "replaceSecret">>;

/** Refresh token in, access token out (RFC 6749 §6), at whatever endpoint the provider has. */
export function createAccessTokens(settings: OauthSettings, host: TokenHost): AccessTokens {
  let held: { readonly token: string; readonly until: number } | undefined;
  let refreshToken = settings.oauthRefreshToken;
  let kept = { token: refreshToken, at: Number.NEGATIVE_INFINITY };

  async function ask(): Promise<string> {
    const answer = await askTokenEndpoint(
      settings.oauthTokenUrl,
      {
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        client_id: settings.oauthClientId,
        client_secret: settings.oauthClientSecret,
        scope: settings.oauthScope,
      },
      host,
    );
    const read = granted.safeParse(answer.json);
    if (answer.status !== 200 || !read.success) throw refusal(answer);
    // Some providers give a new refresh token each time; the one before works for a while longer.
    refreshToken = read.data.refresh_token ?? refreshToken;
    await keep();
    const { access_token: token, expires_in } = read.data;
    held = { token, until: host.now() + expires_in * 1_000 - EARLY_MS };
    return token;
  }

  /** One that could not be kept is kept next time: the one before works for a while longer. */
  async function keep(): Promise<void> {
    const now = host.now();
    if (refreshToken === kept.token || now - kept.at < KEEP_EVERY_MS) return;
    const renewed = refreshToken;
    await host.replaceSecret?.("oauthRefreshToken", kept.token, renewed).then(
      () => {
        kept = { token: renewed, at: now };
      },
      () => {},
    );
  }

  return {
    get: async () => (held && held.until > host.now() ? held.token : ask()),
    forget() {
      held = undefined;
    },
  };
}

export interface TokenAnswer {
  readonly status: number;
  /** `undefined`: was none. */
  readonly json: unknown;
}

/**
 * One question to a token endpoint (RFC 6749 §4.1.3, §6); fields that are `undefined` are left out.
 * @throws ConnectError — `transient` when it cannot be reached
 */
export async function askTokenEndpoint(
  url: string,
  fields: Readonly<Record<string, string | undefined>>,
  host: Pick<ConnectorHost, "fetch">,
): Promise<TokenAnswer> {
  const given = Object.entries(fields).filter((field): field is [string, string] => {
    return field[1] !== undefined;
  });
  try {
    const response = await host.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(given).toString(),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    return { status: response.status, json: await response.json().catch(() => undefined) };
  } catch (cause) {
    throw new ConnectError("transient", "the token endpoint cannot be reached", cause);
  }
}

function refusal({ status, json }: TokenAnswer): ConnectError {
  const read = refused.safeParse(json);
  const error = read.success ? read.data.error : `status ${status}`;
  const lasting = NEEDS_A_PERSON.has(error) || status === 401 || status === 403;
  return new ConnectError(
    lasting ? "credentials" : "transient",
    `the token endpoint gave no access token: ${error}`,
  );
}
