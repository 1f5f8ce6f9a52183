import type { IncomingMessage } from "node:http";
import { WEBHOOK_BODY_MAX_BYTES } from "@circuito/connector";

/**
 * Requests that are being worked on at once. At the 200 a second that are promised (P15) this many are done
 * within the 5 s after which the ledger says no: who came behind them would wait, and be told to come back.
 */
export const REQUESTS_AT_ONCE_MAX = 1_000;
/** Bytes of bodies, in coming or in hand: 16 of the largest, or 48 kB of each request. Parsed they are several times it. */
export const BYTES_AT_ONCE_MAX = 16 * WEBHOOK_BODY_MAX_BYTES;

export type NoRoomBecause = "too-many-requests" | "too-many-bytes";

export type Entry =
  | { readonly kind: "in"; readonly visit: Visit }
  | { readonly kind: "refused"; readonly because: NoRoomBecause };

/** One request, from its head to its answer. */
export interface Visit {
  /** Bytes of its body came. @returns whether there is room for them */
  hold(bytes: number): boolean;
  /** Its body is whole, and the work begins. @returns whether there is a place for it */
  begin(): boolean;
  /** It is answered or gone: all that it has is free again. Further calls do nothing. */
  leave(): void;
}

/**
 * Bounds what one process has in hand of requests that it has not answered yet (promises P14, F58). What counts
 * is what came, not what was announced, and a place is taken by who is through with sending: a thousand
 * senders of a byte a second keep nobody out.
 */
export interface WebhookRoom {
  /**
   * Asked before a body is read: who is refused costs nothing.
   * @param announced bytes of the body, as far as is known
   */
  enter(announced: number): Entry;
}

export function createWebhookRoom(
  requestsMax: number = REQUESTS_AT_ONCE_MAX,
  bytesMax: number = BYTES_AT_ONCE_MAX,
): WebhookRoom {
  let requests = 0;
  let bytes = 0;

  function createVisit(): Visit {
    let held = 0;
    let places = 0;
    let isOver = false;
    return {
      hold(more) {
        if (isOver || bytes + more > bytesMax) return false;
        held += more;
        bytes += more;
        return true;
      },
      begin() {
        if (isOver || requests >= requestsMax) return false;
        places += 1;
        requests += 1;
        return true;
      },
      leave() {
        isOver = true;
        bytes -= held;
        requests -= places;
        held = 0;
        places = 0;
      },
    };
  }

  return {
    enter(announced) {
      if (requests >= requestsMax) return { kind: "refused", because: "too-many-requests" };
      if (bytes + announced > bytesMax) return { kind: "refused", because: "too-many-bytes" };
      return { kind: "in", visit: createVisit() };
    },
  };
}

/** What a body says it will be: nothing if it comes in chunks, and no more than is read of any. */
export function announcedBytes({ headers }: Pick<IncomingMessage, "headers">): number {
  const announced = Number(headers["content-length"] ?? 0);
  return Number.isInteger(announced) ? Math.min(announced, WEBHOOK_BODY_MAX_BYTES) : 0;
}
