import { createHmac, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** AES-256 and HMAC-SHA-256 both want 256 bits. */
export const SECRET_KEY_BYTES_MIN = 32;
/** 32 random bytes hold about 30 different values; a typed or repeated key holds few. */
const DIFFERENT_BYTES_MIN = 16;

export const secretKeyBytes = z
  .string()
  .transform((text): Uint8Array => Buffer.from(text, "base64"))
  .refine((key) => key.byteLength >= SECRET_KEY_BYTES_MIN, {
    abort: true,
    error: "must be Base64 of at least 32 bytes; make one with: openssl rand -base64 32",
  })
  .refine(
    (key) => new Set(key).size >= DIFFERENT_BYTES_MIN,
    "is not random; make one with: openssl rand -base64 32",
  );

/**
 * The key of an installation that was given none: made once, kept in the data folder, readable by
 * us alone. Two first starts at the same time agree: the one who links the file first wins.
 */
export function readOrMakeSecretKey(dataDir: string): Uint8Array {
  const file = join(dataDir, "secret-key");
  mkdirSync(dataDir, { recursive: true });
  try {
    return readKey(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const part = `${file}.${process.pid}`;
  writeFileSync(part, `${randomBytes(SECRET_KEY_BYTES_MIN).toString("base64")}\n`, { mode: 0o600 });
  try {
    linkSync(part, file);
  } catch (error) {
    if (!isExisting(error)) throw error;
  } finally {
    rmSync(part, { force: true });
  }
  return readKey(file);
}

function readKey(file: string): Uint8Array {
  const parsed = secretKeyBytes.safeParse(readFileSync(file, "utf8").trim());
  if (!parsed.success) throw new Error(`${file} holds no key; put the right one back`);
  return parsed.data;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

function isExisting(error: unknown): boolean {
  return codeOf(error) === "EEXIST";
}

/** What may be stored beside the data to tell whether a key is the right one; tells nothing of it. */
export function keyFingerprint(key: Uint8Array): string {
  return createHmac("sha256", key).update("circuito secret key fingerprint").digest("hex");
}

/** One key per purpose, so that what leaks from one use opens nothing of another. */
export function deriveKey(key: Uint8Array, purpose: string): Uint8Array {
  return createHmac("sha256", key).update(`circuito ${purpose}`).digest();
}
