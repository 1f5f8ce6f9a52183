import { createHash } from "node:crypto";
import { EXTERNAL_ID_LENGTH_MAX } from "@circuito/domain";

/** Control characters and lone surrogates: Postgres refuses some, and people cannot see any. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** A provider's id as it is, or its hash when it is too long or cannot be stored. */
export function boundedExternalId(id: string): string {
  const storable = id !== "" && id.length <= EXTERNAL_ID_LENGTH_MAX && !UNPRINTABLE.test(id);
  return storable ? id : derivedExternalId(id);
}

/**
 * An id made from what identifies an element that came without one. The same parts give the same
 * id; lengths are hashed along, so that moving a character between parts gives another.
 */
export function derivedExternalId(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    hash.update(`${bytes.byteLength}:`).update(bytes);
  }
  return `sha256:${hash.digest("hex")}`;
}
