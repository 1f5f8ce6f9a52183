import type { IncomingMessage } from "node:http";
import { WEBHOOK_BODY_MAX_BYTES } from "@circuito/connector";

/**
 * Requests that are being worked on at once. At the 200 a second that are promised (P15) this many are done
 * within the 5 s after which the ledger says no: who came behind them would wait, and be told to come back.
 */
export const REQUESTS_AT_ONCE_MAX = 1_000;
/** Bytes of bodies, in coming or in hand: 16 of the largest, or 48 kB of each request. Parsed they are several times it. */
export const BYTES_AT_ONCE_MAX = 16 * WEBHOOK_BODY_MAX_BYTES;

/**
 * An inbox may have so many times in hand what is still free (Choudhury and Hahne's dynamic thresholds): one
 * that is flooded has three quarters of the room, two have three sevenths each, and some is always left for
 * who comes next.
 */
export const INBOX_PER_FREE = 3;

export type NoRoomBecause = "too-many-requests" | "too-many-bytes" | "too-much-of-one-inbox";

export type Entry =
  | { readonly kind: "in"; readonly visit: Visit }
  | { readonly kind: "refused"; readonly because: NoRoomBecause };

/** One request, from its head to its answer. */
export interface Visit {
  /** Bytes of its body came. @returns why there is no room for them; nothing if there is */
  hold(bytes: number): NoRoomBecause | undefined;
  /** Its body is whole, and the work begins. @returns why there is no place for it; nothing if there is */
  begin(): NoRoomBecause | undefined;
  /** It is answered or gone: all that it has is free again. Further calls do nothing. */
  leave(): void;
}

/**
 * Bounds what one process has in hand of requests that it has not answered yet (promises P14, F58), and shares
 * it between inboxes. What counts is what came, not what was announced, and a place is taken by who is through
 * with sending: a thousand senders of a byte a second keep nobody out.
 */
export interface WebhookRoom {
  /**
   * Asked before a body is read: who is refused costs nothing.
   * @param inboxId whom the request is for
   * @param announced bytes of the body, as far as is known
   */
  enter(inboxId: string, announced: number): Entry;
}

/** What is in hand of one visit, of one inbox, or of all. */
interface InHand {
  visits: number;
  requests: number;
  bytes: number;
}

const nothing = (): InHand => ({ visits: 0, requests: 0, bytes: 0 });

export function createWebhookRoom(
  requestsMax: number = REQUESTS_AT_ONCE_MAX,
  bytesMax: number = BYTES_AT_ONCE_MAX,
): WebhookRoom {
  const all = nothing();
  const inboxes = new Map<string, InHand>();

  function refusesRequest(own: InHand): NoRoomBecause | undefined {
    const free = requestsMax - all.requests;
    if (free < 1) return "too-many-requests";
    return own.requests < INBOX_PER_FREE * free ? undefined : "too-much-of-one-inbox";
  }

  function refusesBytes(own: InHand, more: number): NoRoomBecause | undefined {
    const free = bytesMax - all.bytes - more;
    if (free < 0) return "too-many-bytes";
    return own.bytes + more <= INBOX_PER_FREE * free ? undefined : "too-much-of-one-inbox";
  }

  function createVisit(inboxId: string, own: InHand): Visit {
    const held = nothing();
    const take = (visits: number, requests: number, bytes: number): void => {
      for (const count of [held, own, all]) {
        count.visits += visits;
        count.requests += requests;
        count.bytes += bytes;
      }
    };
    take(1, 0, 0);
    inboxes.set(inboxId, own);
    return {
      hold(more) {
        const because = held.visits === 0 ? "too-many-bytes" : refusesBytes(own, more);
        if (because === undefined) take(0, 0, more);
        return because;
      },
      begin() {
        const because = held.visits === 0 ? "too-many-requests" : refusesRequest(own);
        if (because === undefined) take(0, 1, 0);
        return because;
      },
      leave() {
        take(-held.visits, -held.requests, -held.bytes);
        if (own.visits === 0) inboxes.delete(inboxId);
      },
    };
  }

  return {
    enter(inboxId, announced) {
      const own = inboxes.get(inboxId) ?? nothing();
      const because = refusesRequest(own) ?? refusesBytes(own, announced);
      if (because !== undefined) return { kind: "refused", because };
      return { kind: "in", visit: createVisit(inboxId, own) };
    },
  };
}

/** What a body says it will be: nothing if it comes in chunks, and no more than is read of any. */
export function announcedBytes({ headers }: Pick<IncomingMessage, "headers">): number {
  const announced = Number(headers["content-length"] ?? 0);
  return Number.isInteger(announced) ? Math.min(announced, WEBHOOK_BODY_MAX_BYTES) : 0;
}
