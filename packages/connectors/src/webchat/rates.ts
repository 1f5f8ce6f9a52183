import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const WINDOW_SECONDS = 10;
/** Three lines a second is more than anyone types; a queue of 200 written offline drains in a minute. */
const MESSAGES_PER_VISITOR_MAX = 30;
/** Messages, and the reading and typing around them. */
const EVENTS_PER_VISITOR_MAX = 90;
/** An office of people behind one address. */
const EVENTS_PER_ADDRESS_MAX = 900;
/** The same office after our restart. */
const CONNECTIONS_PER_ADDRESS_MAX = 300;

/** Counts per visitor and per address, in this process: enough to keep one client from the others. */
export class Rates {
  readonly #messages = limiter(MESSAGES_PER_VISITOR_MAX);
  readonly #events = limiter(EVENTS_PER_VISITOR_MAX);
  readonly #addressEvents = limiter(EVENTS_PER_ADDRESS_MAX);
  readonly #connections = limiter(CONNECTIONS_PER_ADDRESS_MAX);

  /** @returns how long to wait, or `undefined` to go on */
  async connection(remoteAddress: string): Promise<number | undefined> {
    return waitFor(this.#connections, remoteAddress);
  }

  /** @returns how long to wait, or `undefined` to go on */
  async event(
    event: string,
    visitorId: string,
    remoteAddress: string,
  ): Promise<number | undefined> {
    const waits = [
      await waitFor(this.#addressEvents, remoteAddress),
      await waitFor(this.#events, visitorId),
      event === "message" ? await waitFor(this.#messages, visitorId) : undefined,
    ];
    const longest = Math.max(...waits.map((wait) => wait ?? 0));
    return longest > 0 ? longest : undefined;
  }
}

function limiter(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
}

async function waitFor(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}
