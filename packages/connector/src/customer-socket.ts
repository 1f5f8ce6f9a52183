/**
 * A customer's live connection, free of any socket library. Data from it is hostile: every payload
 * is parsed before use, and an unknown event is counted, never echoed.
 */
export interface CustomerSocket {
  readonly id: string;
  /** What the client sent in the handshake. */
  readonly auth: unknown;
  /** The Origin header of the handshake, as sent. */
  readonly origin: string | undefined;
  /** Client address as far as trusted proxies tell. For rate limits only. */
  readonly remoteAddress: string;
  emit(event: string, data: unknown): void;
  /** `reply` is always callable; it does nothing when the client asked for no answer. */
  onEvent(listener: (event: string, data: unknown, reply: (answer: unknown) => void) => void): void;
  onDisconnect(listener: () => void): void;
  disconnect(): void;
}
