import { Buffer } from "node:buffer";
import { constantTimeEqual, digestFromHex, hmac } from "@circuito/connector";
import type { VonageSettings } from "./settings.ts";

type Signing = Pick<VonageSettings, "signatureSecret" | "signatureMethod">;

/**
 * Vonage's `sig`: hexadecimal HMAC over `&name=value` of every other parameter in order of name,
 * with `&` and `=` inside values replaced by `_`.
 * Source: developer.vonage.com/getting-started/concepts/signing-messages.
 */
export function vonageSignature(
  fields: ReadonlyMap<string, string>,
  { signatureSecret, signatureMethod }: Signing,
): string {
  return Buffer.from(hmac(signatureMethod, signatureSecret, signedText(fields))).toString("hex");
}

export function vonageSignatureHolds(
  fields: ReadonlyMap<string, string>,
  { signatureSecret, signatureMethod }: Signing,
): boolean {
  const given = digestFromHex(fields.get("sig") ?? "", signatureMethod);
  if (!given) return false;
  return constantTimeEqual(hmac(signatureMethod, signatureSecret, signedText(fields)), given);
}

function signedText(fields: ReadonlyMap<string, string>): string {
  return [...fields.keys()]
    .filter((name) => name !== "sig")
    .sort()
    .map((name) => `&${name}=${(fields.get(name) ?? "").replace(/[&=]/g, "_")}`)
    .join("");
}
