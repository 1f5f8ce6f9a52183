import { WINDOW_MARGIN_MS } from "@circuito/protocol/chat-text";

/** Whether free words may be sent now, on a channel that takes them for a time only. */
export type ReplyWindow =
  /** The channel has no such end. */
  | { readonly kind: "none" }
  | { readonly kind: "open"; readonly leftMs: number }
  | { readonly kind: "over"; readonly because: "time" | "refused" };

export interface WindowFacts {
  /** ISO 8601; as the server says. */
  readonly endsAt: string | null;
  /** The end that was told when the server refused free words all the same. */
  readonly refusedUnder?: string | null | undefined;
  /** By the server's clock, ms since epoch. */
  readonly now: number;
}

/**
 * A refusal outweighs the instant, because the provider's word is final; it holds until another end is
 * told, which is what happens when the customer writes. Until then the time that is left is the one
 * that can be used: the server stops taking words a little before the provider does.
 */
export function replyWindow({ endsAt, refusedUnder, now }: WindowFacts): ReplyWindow {
  if (refusedUnder !== undefined && refusedUnder === endsAt) {
    return { kind: "over", because: "refused" };
  }
  if (endsAt === null) return { kind: "none" };
  const leftMs = Date.parse(endsAt) - WINDOW_MARGIN_MS - now;
  return leftMs > 0 ? { kind: "open", leftMs } : { kind: "over", because: "time" };
}
