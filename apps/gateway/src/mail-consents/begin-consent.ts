import { isProviderUrl } from "@circuito/connector";
import { type AgentId, CONSENT_ASK_MS } from "@circuito/domain";
import { findInbox, insertMailConsent } from "@circuito/store";
import { wholeSettings } from "../inboxes/open-connector.ts";
import { HttpProblem } from "../web/problem.ts";
import { hashToken, newToken } from "../web/tokens.ts";
import type { WebParts } from "../web/web-parts.ts";
import { redirectUriOf, sealConsent } from "./consent-ask.ts";

export interface AskedConsent {
  readonly address: string;
  readonly tokenUrl: string;
  readonly authorizeUrl?: string | undefined;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scope?: string | undefined;
  readonly inboxId?: string | undefined;
}

type Parts = Pick<WebParts, "database" | "sealer" | "publicUrl" | "now" | "newId">;

/**
 * Keeps what a provider is to be asked with, and gives the page where the mailbox's owner is asked.
 * @throws HttpProblem naming the field that is wrong
 */
export async function beginConsent(
  parts: Parts,
  askedBy: AgentId,
  asked: AskedConsent,
): Promise<{ readonly id: string; readonly url: string; readonly redirectUri: string }> {
  const { authorizeUrlOf, consentUrl } = await import("@circuito/connectors/email-setup");
  const { tokenUrl, clientId, scope, address } = asked;
  const authorizeUrl = asked.authorizeUrl ?? authorizeUrlOf(tokenUrl);
  if (!isProviderUrl(tokenUrl)) throw invalid("tokenUrl", "invalid_format");
  if (authorizeUrl === undefined) throw invalid("authorizeUrl", "required");
  if (!isProviderUrl(authorizeUrl)) throw invalid("authorizeUrl", "invalid_format");
  const clientSecret = given(asked.clientSecret) ?? (await keptSecret(parts, asked));
  const id = parts.newId();
  const state = newToken();
  const redirectUri = redirectUriOf(parts.publicUrl);
  const ask = {
    ...{ tokenUrl, clientId, clientSecret, scope: given(scope), redirectUri },
    verifier: newToken(),
  };
  const now = parts.now();
  await insertMailConsent(parts.database.pool, {
    ...{ id, askedBy, now, stateHash: hashToken(state) },
    sealed: sealConsent(parts.sealer, id, ask),
    expiresAt: now + CONSENT_ASK_MS,
  });
  return { id, redirectUri, url: consentUrl(ask, { authorizeUrl, state, address }) };
}

/** The secret of an inbox, for the client and the place that it was stored for. */
async function keptSecret(
  { database, sealer }: Parts,
  { inboxId, tokenUrl, clientId }: AskedConsent,
): Promise<string | undefined> {
  const inbox = inboxId === undefined ? undefined : await findInbox(database.pool, inboxId);
  if (!inbox) return undefined;
  const { oauthTokenUrl, oauthClientId, oauthClientSecret } = wholeSettings(inbox, sealer);
  const isSame = oauthTokenUrl === tokenUrl && oauthClientId === clientId;
  return isSame && typeof oauthClientSecret === "string" ? oauthClientSecret : undefined;
}

const given = (text: string | undefined) => (text === "" ? undefined : text);

function invalid(field: string, problem: string): HttpProblem {
  const path = `body.${field}`;
  return new HttpProblem("invalid", `${path}: is not right`, {
    details: { issues: [{ path, problem }] },
  });
}
