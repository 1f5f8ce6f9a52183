import type { IncomingMessage } from "node:http";

/** @template Because what whoever was asked for room says when there is none */
export type BodyReading<Because = never> =
  | { readonly kind: "body"; readonly bytes: Uint8Array }
  | { readonly kind: "too-large" }
  /** Whoever was asked has no room for more of it. */
  | { readonly kind: "no-room"; readonly because: Because }
  /** The sender went away, or was too slow: there is nobody to answer. */
  | { readonly kind: "aborted" };

/**
 * Reads a request's raw bytes, counting while they come: a body may lie about its length.
 * @param hold asked for room for each part of it that came; why there is none, or nothing
 */
export function readBody<Because = never>(
  request: IncomingMessage,
  maxBytes: number,
  hold: (bytes: number) => Because | undefined = () => undefined,
): Promise<BodyReading<Because>> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > maxBytes) return Promise.resolve({ kind: "too-large" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = (reading: BodyReading<Because>): void => {
      request.off("data", onData);
      resolve(reading);
    };
    const onData = (chunk: Buffer): void => {
      bytes += chunk.byteLength;
      const because = bytes > maxBytes ? undefined : hold(chunk.byteLength);
      if (bytes > maxBytes) done({ kind: "too-large" });
      else if (because !== undefined) done({ kind: "no-room", because });
      else chunks.push(chunk);
    };
    request.on("data", onData);
    request.once("end", () => done({ kind: "body", bytes: Buffer.concat(chunks, bytes) }));
    request.once("error", () => done({ kind: "aborted" }));
    request.once("close", () => done({ kind: "aborted" }));
  });
}

/** Read sooner than a new connection is made. */
const SMALL_REST_BYTES = 64 * 1024;

/**
 * Whether what is still coming is worth reading and throwing away, so that the connection carries the next
 * request. A body that came along with its head counts: Node has not looked at it yet.
 */
export function isRestSmall({ complete, headers }: IncomingMessage): boolean {
  if (complete) return true;
  // In chunks it may have no end.
  if (headers["transfer-encoding"] !== undefined) return false;
  return Number(headers["content-length"] ?? 0) <= SMALL_REST_BYTES;
}

/** A sender that hears no in the middle of its body gets this much more time to notice. */
const DRAIN_TIMEOUT_MS = 2_000;

/**
 * Throws away what is still coming, so that the answer is read before the connection is cut: to cut
 * at once would reset it, and the answer with it.
 */
export function discardRest(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), DRAIN_TIMEOUT_MS);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
