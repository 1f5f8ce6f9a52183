import { Buffer } from "node:buffer";
import type { SignedPurpose, Signer } from "@circuito/domain";
import { constantTimeEqual, hmac } from "./signature.ts";

/** Crockford's alphabet, lower case: what a mail system makes of a name, it still is the same name. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** A key shorter than the digest is guessable. */
const KEY_BYTES_MIN = 32;

/**
 * Signs what we hand out in mails, by HMAC-SHA-256 under a key of this installation, truncated to base
 * 32 letters. Older keys still open what they signed, so that a rotation cuts no conversation.
 */
export function hmacSigner(keys: readonly [Uint8Array, ...Uint8Array[]]): Signer {
  if (keys.some((key) => key.byteLength < KEY_BYTES_MIN)) {
    throw new Error(`a signing key has less than ${KEY_BYTES_MIN} bytes`);
  }
  return {
    sign: (purpose, text, length) => mac(keys[0], purpose, text, length),
    holds: (purpose, text, given) =>
      keys.some((key) =>
        constantTimeEqual(Buffer.from(mac(key, purpose, text, given.length)), Buffer.from(given)),
      ),
  };
}

function mac(key: Uint8Array, purpose: SignedPurpose, text: string, length: number): string {
  const digest = hmac("sha256", key, `circuito mail ${purpose}\n${text}`);
  let bits = 0;
  let value = 0;
  let letters = "";
  for (const byte of digest) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && letters.length < length) {
      bits -= 5;
      letters += ALPHABET.charAt((value >> bits) & 31);
    }
  }
  return letters;
}
