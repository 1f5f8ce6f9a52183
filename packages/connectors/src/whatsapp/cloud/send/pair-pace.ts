import { HOUR_MS } from "@circuito/domain";

const SECOND_MS = 1_000;

/**
 * Meta asks to wait 4^x seconds, x growing with each refusal; the fifth is 17 minutes, the sixth would be
 * longer than any wait that is kept.
 */
const EXPONENT_MAX = 5;
/** A recipient of whom nothing was heard for so long begins anew. */
const FORGOTTEN_AFTER_MS = HOUR_MS;
/** Refused recipients are a handful; more is a campaign, whose oldest begin anew. */
const RECIPIENTS_MAX = 10_000;

interface Refusals {
  readonly count: number;
  readonly at: number;
  readonly until: number;
}

/**
 * How long to leave a recipient alone whom too much was sent to (131056). An attempt's number is not
 * known to a connector, so refusals are counted here: per process, forgotten with it, which only makes
 * the first wait after a restart shorter than it could be.
 */
export class PairPace {
  readonly #refused = new Map<string, Refusals>();

  /** Ms until this recipient may be written to; `undefined` when now. */
  waitMs(recipient: string, now: number): number | undefined {
    const refusals = this.#refused.get(recipient);
    return refusals && refusals.until > now ? refusals.until - now : undefined;
  }

  /** @returns how long to wait, ms */
  refused(recipient: string, now: number): number {
    const before = this.#refused.get(recipient);
    const isForgotten = before === undefined || now - before.at > FORGOTTEN_AFTER_MS;
    const count = isForgotten ? 0 : Math.min(before.count + 1, EXPONENT_MAX);
    const waitMs = 4 ** count * SECOND_MS;
    this.#refused.delete(recipient);
    this.#refused.set(recipient, { count, at: now, until: now + waitMs });
    const [oldest] = this.#refused.keys();
    if (this.#refused.size > RECIPIENTS_MAX && oldest !== undefined) this.#refused.delete(oldest);
    return waitMs;
  }

  accepted(recipient: string): void {
    this.#refused.delete(recipient);
  }
}
