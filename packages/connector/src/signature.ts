import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

export type HmacAlgorithm = "sha1" | "sha256" | "sha512";
const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;

export function hmac(
  algorithm: HmacAlgorithm,
  key: string | Uint8Array,
  data: string | Uint8Array,
): Uint8Array {
  return createHmac(algorithm, key).update(data).digest();
}

/** Equal bytes, in a time that tells nothing about where they differ. Length is no secret. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/**
 * The digest that a header spells in hexadecimal: exact length, all lower or all upper case.
 * Anything else is not a documented form, and is no signature.
 */
export function digestFromHex(text: string, algorithm: HmacAlgorithm): Uint8Array | undefined {
  if (text.length !== DIGEST_BYTES[algorithm] * 2) return undefined;
  if (!/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)) return undefined;
  return Buffer.from(text, "hex");
}

/** The digest that a header spells in Base64: canonical, padded, exact length. */
export function digestFromBase64(text: string, algorithm: HmacAlgorithm): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.byteLength !== DIGEST_BYTES[algorithm]) return undefined;
  // Node skips characters that are not Base64; only the one spelling of these bytes is accepted.
  return bytes.toString("base64") === text ? bytes : undefined;
}
