/** What a provider does with a message of ours, other than its job. */
export type Misbehavior =
  /** Refuses with this status; the message is not taken. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfterSeconds?: number }
  /** Takes the message, and answers only after a while. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Reads the request and never says anything; the message is not taken. */
  | { readonly kind: "hang" }
  /** Takes the message and cuts the connection before a byte of the answer. */
  | { readonly kind: "accept-then-cut" };

/** Misbehavior on command: a list that is used up one request after the other, then good manners. */
export class Misbehaviors<M = Misbehavior> {
  readonly #planned: M[] = [];

  /** The next `times` messages meet this. */
  plan(misbehavior: M, times = 1): void {
    for (let i = 0; i < times; i++) this.#planned.push(misbehavior);
  }

  next(): M | undefined {
    return this.#planned.shift();
  }
}
