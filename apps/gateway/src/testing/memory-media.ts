import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { hmacSigner } from "@circuito/connector";
import { MediaMissing, type MediaStore } from "@circuito/store";

/** A media store that forgets with the test. */
export function memoryMedia(): MediaStore & { all(): string } {
  const kept = new Map<string, Buffer>();
  const putAt = new Map<string, number>();
  return {
    async put(bytes) {
      const whole = bytes instanceof Uint8Array ? Buffer.from(bytes) : await buffer(bytes);
      const sha256 = createHash("sha256").update(whole).digest("hex");
      kept.set(sha256, whole);
      putAt.set(sha256, Date.now());
      return { sha256, sizeBytes: whole.byteLength };
    },
    async open(sha256) {
      const bytes = kept.get(sha256);
      if (!bytes) throw new MediaMissing("no such bytes");
      return Readable.from([bytes]);
    },
    async remove(sha256, since) {
      if ((putAt.get(sha256) ?? 0) >= since) return false;
      kept.delete(sha256);
      return true;
    },
    async check() {},
    all: () => [...kept.values()].map(String).join("\n"),
  };
}

export const testSigner = hmacSigner([Buffer.alloc(32, 3)]);
