/** Acks of messages that nobody waits for yet: they may come before the answer of the send. */
const KEPT_MAX = 2_000;

/** How far WhatsApp is with messages of ours, for whoever waits for it. */
export class AckBoard {
  readonly #acks = new Map<string, number>();
  readonly #waiting = new Map<string, (ack: number) => void>();

  /** News; only the furthest counts, except that it failed. */
  tell(externalId: string, ack: number): void {
    const before = this.#acks.get(externalId) ?? 0;
    this.#acks.set(externalId, ack < 0 ? ack : Math.max(before, ack));
    for (const key of this.#acks.keys()) {
      if (this.#acks.size <= KEPT_MAX) break;
      this.#acks.delete(key);
    }
    if (ack !== 0) this.#waiting.get(externalId)?.(ack);
  }

  /** @returns the first ack that says something, or `undefined` when none came before the signal */
  async first(externalId: string, signal: AbortSignal): Promise<number | undefined> {
    const known = this.#acks.get(externalId);
    if (known !== undefined && known !== 0) return known;
    if (signal.aborted) return undefined;
    return new Promise((resolve) => {
      const end = (ack: number | undefined) => {
        signal.removeEventListener("abort", onAbort);
        this.#waiting.delete(externalId);
        resolve(ack);
      };
      const onAbort = () => end(undefined);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#waiting.set(externalId, end);
    });
  }
}
