import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey, keyFingerprint } from "../config/secret-key.ts";

/** GCM's own size (NIST SP 800-38D §8.2): random ones stay unique far beyond our number of inboxes. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Enough of the fingerprint to tell keys apart; short enough to read in a row. */
const KEY_ID_LENGTH = 8;
const VERSION = "v1";

/** Seals the secrets of inboxes for the database, and opens them again. */
export interface Sealer {
  /** @param owner id of what the secret belongs to: sealed for one inbox, it opens for no other */
  seal(plainText: string, owner: string): string;
  /** @throws SealError */
  open(sealed: string, owner: string): string;
}

/** `wrong-key`: sealed with another key; `broken`: changed, cut, or another owner's. */
export class SealError extends Error {
  override readonly name = "SealError";
  readonly kind: "wrong-key" | "broken";

  constructor(kind: "wrong-key" | "broken", message: string) {
    super(message);
    this.kind = kind;
  }
}

/** AES-256-GCM; a sealed text is `v1.<key id>.<Base64url of nonce, tag and cipher text>`. */
export function createSealer(secretKey: Uint8Array): Sealer {
  const key = deriveKey(secretKey, "sealed secrets");
  const keyId = keyFingerprint(secretKey).slice(0, KEY_ID_LENGTH);

  return {
    seal(plainText, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      cipher.setAAD(Buffer.from(`${VERSION}.${keyId}.${owner}`));
      const text = Buffer.concat([cipher.update(plainText, "utf8"), cipher.final()]);
      const box = Buffer.concat([nonce, cipher.getAuthTag(), text]);
      return `${VERSION}.${keyId}.${box.toString("base64url")}`;
    },

    open(sealed, owner) {
      const [version, id, text = ""] = sealed.split(".");
      if (version !== VERSION) throw new SealError("broken", "is not a sealed secret");
      if (id !== keyId) throw new SealError("wrong-key", "was sealed with another SECRET_KEY");
      const box = Buffer.from(text, "base64url");
      if (box.byteLength < NONCE_BYTES + TAG_BYTES) throw new SealError("broken", "was cut short");
      const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(`${VERSION}.${keyId}.${owner}`));
      decipher.setAuthTag(box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        const rest = box.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(rest), decipher.final()]).toString("utf8");
      } catch {
        throw new SealError("broken", "was changed after it was sealed");
      }
    },
  };
}
