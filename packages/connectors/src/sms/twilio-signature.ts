import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { constantTimeEqual, digestFromBase64, digestFromHex, hmac } from "@circuito/connector";
import { queryOf } from "./parameters.ts";

/**
 * Twilio's request signature: Base64 of HMAC-SHA1, keyed by the auth token, over the URL that
 * Twilio was told to call and the form's fields in order of name.
 * Source: twilio.com/docs/usage/security#validating-requests.
 */
export function twilioSignatureHolds(asked: {
  readonly authToken: string;
  /** From our settings. What the caller says about host, port or scheme is not looked at. */
  readonly webhookUrl: string;
  /** Path and query as received; of it only the query counts. */
  readonly requestUrl: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly signature: string;
}): boolean {
  const given = digestFromBase64(asked.signature, "sha1");
  if (!given) return false;
  const suffix = signedFields(asked.fields);
  return signedUrls(asked.webhookUrl, queryOf(asked.requestUrl)).some((url) =>
    constantTimeEqual(hmac("sha1", asked.authToken, url + suffix), given),
  );
}

/** The signature that Twilio would send with these fields. */
export function twilioSignature(
  authToken: string,
  url: string,
  fields: ReadonlyMap<string, string>,
): string {
  return Buffer.from(hmac("sha1", authToken, url + signedFields(fields))).toString("base64");
}

function signedFields(fields: ReadonlyMap<string, string>): string {
  return [...fields.keys()]
    .sort()
    .map((name) => `${name}${fields.get(name)}`)
    .join("");
}

/** For JSON, the URL carries the body's SHA-256, and the signature covers the URL alone. */
export function bodyHashHolds(requestUrl: string, body: Uint8Array): boolean {
  const hash = new URLSearchParams(queryOf(requestUrl)).get("bodySHA256");
  const given = hash === null ? undefined : digestFromHex(hash, "sha256");
  return given !== undefined && constantTimeEqual(given, sha256(body));
}

/** Twilio signs some URLs with the port and some without (its own validators try both). */
function signedUrls(webhookUrl: string, query: string): string[] {
  const base = webhookUrl.split("?", 1)[0] ?? webhookUrl;
  const { protocol, hostname, port, pathname } = new URL(base);
  const standard = protocol === "https:" ? "443" : "80";
  const suffix = query === "" ? "" : `?${query}`;
  const withPort = `${protocol}//${hostname}:${port || standard}${pathname}`;
  const withoutPort = `${protocol}//${hostname}${pathname}`;
  return [...new Set([base, withPort, withoutPort])].map((url) => url + suffix);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return Buffer.from(createHash("sha256").update(bytes).digest());
}
