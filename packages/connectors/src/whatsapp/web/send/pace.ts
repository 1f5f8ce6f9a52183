/** So many in a row after a pause, as a person who was asked three things answers them. */
const BURST = 3;

export interface PaceParts {
  readonly sendsPerMinuteMax: number;
  readonly jitterMs: number;
  /** The same words to somebody else: not before so long. */
  readonly burstMs: number;
  readonly random: () => number;
}

/**
 * When the next message may leave: a token bucket with jitter, and the same words never to one after the
 * other.
 * Accounts that write like machines are banned (trap 25).
 */
export class Pace {
  readonly #parts: PaceParts;
  #tokens = BURST;
  #filledAt = 0;
  readonly #said = new Map<string, { readonly to: string; readonly at: number }>();

  constructor(parts: PaceParts) {
    this.#parts = parts;
  }

  /** How long this message has to wait, in ms; asks again after that, and takes a turn when it is 0. */
  waitMs(to: string, words: string, now: number): number {
    const { burstMs } = this.#parts;
    this.#fill(now);
    const said = words === "" ? undefined : this.#said.get(words);
    const forWords = !said || said.to === to ? 0 : Math.max(0, said.at + burstMs - now);
    const forTurn = this.#tokens >= 1 ? 0 : Math.ceil((1 - this.#tokens) * this.#everyMs());
    return Math.max(forWords, forTurn);
  }

  /** A turn is taken. @returns a little more to wait, which no machine would */
  take(to: string, words: string, now: number): number {
    this.#fill(now);
    this.#tokens -= 1;
    for (const [one, { at }] of this.#said) {
      if (now - at >= this.#parts.burstMs) this.#said.delete(one);
    }
    this.#said.set(words, { to, at: now });
    return Math.round(this.#parts.random() * this.#parts.jitterMs);
  }

  #fill(now: number): void {
    if (this.#filledAt > 0) {
      this.#tokens = Math.min(BURST, this.#tokens + (now - this.#filledAt) / this.#everyMs());
    }
    this.#filledAt = now;
  }

  #everyMs(): number {
    return 60_000 / this.#parts.sendsPerMinuteMax;
  }
}
