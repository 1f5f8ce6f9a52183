import { createHash, randomBytes } from "node:crypto";

/** 256 bits: nobody guesses one, so that no constant-time comparison is needed to find it. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const API_KEY_PREFIX = "ck_";

/** What is stored in place of a token: a copy of the database opens nothing. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function newApiKey(): string {
  return API_KEY_PREFIX + newToken();
}

export function isApiKey(text: string): boolean {
  return text.startsWith(API_KEY_PREFIX) && isToken(text.slice(API_KEY_PREFIX.length));
}
