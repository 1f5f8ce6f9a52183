import { createHash } from "node:crypto";
import type { ConnectorHost } from "@circuito/connector";
import type { ConsentRefusal } from "@circuito/domain";
import { z } from "zod";
import { askTokenEndpoint } from "../transport/oauth.ts";
import { PROVIDER_PRESETS } from "./provider-presets.ts";

/** What a provider is asked with for the right to a mailbox (RFC 6749 §4.1; RFC 7636). */
export interface ConsentAsk {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scope?: string | undefined;
  /** Where the provider sends the browser back to; the same in both questions. */
  readonly redirectUri: string;
  /** Known to us alone until the code is exchanged: who sees the code can do nothing with it. */
  readonly verifier: string;
}

export type ConsentAnswer =
  | { readonly kind: "granted"; readonly refreshToken: string }
  | {
      readonly kind: "refused";
      readonly because: ConsentRefusal;
      /** The provider's own, one line. */
      readonly words: string | undefined;
    };

/** Their own words are shown in one line. */
const WORDS_LENGTH_MAX = 300;

/** Where a person is asked, of the provider whose token endpoint this is; `undefined`: nobody knows. */
export function authorizeUrlOf(tokenUrl: string): string | undefined {
  // A company's own tenant has its own pair of addresses, which differ in the last word alone.
  const microsoft =
    /^(https:\/\/login\.microsoftonline\.com\/[\w.-]{1,80}\/oauth2\/v2\.0\/)token$/.exec(tokenUrl);
  if (microsoft) return `${microsoft[1]}authorize`;
  const preset = PROVIDER_PRESETS.find(({ oauth }) => oauth?.tokenUrl === tokenUrl);
  return preset?.oauth?.authorizeUrl;
}

/**
 * The page where whoever owns the mailbox consents. Asked for anew each time, since Google gives a refresh
 * token with the first consent only.
 */
export function consentUrl(
  { clientId, scope, redirectUri, verifier }: ConsentAsk,
  to: { readonly authorizeUrl: string; readonly state: string; readonly address: string },
): string {
  const url = new URL(to.authorizeUrl);
  const fields = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(scope !== undefined && { scope }),
    state: to.state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    login_hint: to.address,
    prompt: "consent",
    // Google's name for a grant that lasts; others leave out what they do not know.
    access_type: "offline",
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}

const granted = z.object({ refresh_token: z.string().min(1).max(8_192) });
const refused = z.object({
  error: z.string().max(100),
  error_description: z.string().optional(),
});

/**
 * A code for a lasting grant. Nothing is kept of the access token that comes along.
 * @throws ConnectError — `transient` when the provider cannot be reached
 */
export async function exchangeCode(
  ask: ConsentAsk,
  code: string,
  host: Pick<ConnectorHost, "fetch">,
): Promise<ConsentAnswer> {
  const { status, json } = await askTokenEndpoint(
    ask.tokenUrl,
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: ask.redirectUri,
      client_id: ask.clientId,
      client_secret: ask.clientSecret,
      code_verifier: ask.verifier,
    },
    host,
  );
  if (status === 200) {
    const grant = granted.safeParse(json);
    if (grant.success) return { kind: "granted", refreshToken: grant.data.refresh_token };
    return { kind: "refused", because: "no-lasting-grant", words: undefined };
  }
  const answer = refused.safeParse(json);
  if (!answer.success) return { kind: "refused", because: "provider", words: `status ${status}` };
  const { error, error_description: told } = answer.data;
  return { kind: "refused", because: refusalOf(error), words: oneLine(told ?? error) };
}

/** What an error of the provider's means for a person (RFC 6749 §4.1.2.1, §5.2). */
export function refusalOf(error: string): ConsentRefusal {
  switch (error) {
    case "access_denied":
    case "consent_required":
      return "denied";
    case "invalid_client":
    case "unauthorized_client":
      return "client";
    case "redirect_uri_mismatch":
      return "redirect";
    case "invalid_scope":
      return "scope";
    default:
      return "provider";
  }
}

export const oneLine = (words: string): string =>
  words.replace(/\s+/g, " ").trim().slice(0, WORDS_LENGTH_MAX);
