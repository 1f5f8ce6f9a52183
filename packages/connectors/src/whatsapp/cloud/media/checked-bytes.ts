import { createHash } from "node:crypto";
import { constantTimeEqual, MediaError } from "@circuito/connector";

/**
 * The same bytes, and an error at their end when they are not those that were announced: whoever stores
 * them learns it before the file counts as stored.
 */
export async function* checkedBytes(
  bytes: AsyncIterable<Uint8Array>,
  sha256: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (!constantTimeEqual(hash.digest(), sha256)) {
    throw new MediaError("retry", "other bytes came than were announced");
  }
}
