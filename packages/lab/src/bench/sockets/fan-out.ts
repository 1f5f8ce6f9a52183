import { summarizeLatency } from "../../load/latency.ts";
import type { OnDelivery } from "./socket-swarm.ts";

/** Changes that are on their way to the sockets at once while the rate is measured. */
const IN_FLIGHT = 8;
/** A change that has not reached all by then never will. */
const PATIENCE_MS = 20_000;

export interface FanOutFigures {
  readonly room: number;
  /** From the change's own instant (the begin of its transaction) to the last socket of the room; one at a time. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly samples: number;
  /** Changes that a socket got, over all sockets, with several under way. */
  readonly deliveriesPerSecond: number;
  readonly changesPerSecond: number;
}

/** Waits until a change has reached every socket of a room. */
export class Arrivals {
  readonly #room: number;
  readonly #open = new Map<string, { left: number; readonly done: (tookMs: number) => void }>();

  constructor(room: number) {
    this.#room = room;
  }

  /** To be told of each delivery. */
  readonly take: OnDelivery = (text, happenedAt, arrivedAt) => {
    const one = this.#open.get(text);
    if (!one) return;
    one.left -= 1;
    if (one.left > 0) return;
    this.#open.delete(text);
    one.done(arrivedAt - happenedAt);
  };

  /** @returns how long it took to the last socket, ms @throws when it does not reach all of them */
  async of(text: string, make: () => Promise<void>): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const reached = new Promise<number>((done, reject) => {
      this.#open.set(text, { left: this.#room, done });
      timer = setTimeout(() => reject(new Error(`${text} did not reach all sockets`)), PATIENCE_MS);
    });
    try {
      const [tookMs] = await Promise.all([reached, make()]);
      return tookMs;
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * Makes changes, first one at a time and then several at once.
 * @param make makes one that every socket of the room is told of, with these words
 */
export async function measureFanOut(
  arrivals: Arrivals,
  make: (text: string) => Promise<void>,
  { room, forMs }: { readonly room: number; readonly forMs: number },
): Promise<FanOutFigures> {
  let n = 0;
  const next = (): Promise<number> => {
    n += 1;
    const text = `fan-out ${room} ${n}`;
    return arrivals.of(text, () => make(text));
  };
  const until = (endsAt: number) => async (): Promise<number[]> => {
    const took: number[] = [];
    while (performance.now() < endsAt) took.push(await next());
    return took;
  };
  const { p50Ms, p99Ms, samples } = summarizeLatency(await until(performance.now() + forMs)());

  const startedAt = performance.now();
  const lanes = Array.from({ length: IN_FLIGHT }, until(startedAt + forMs));
  const changes = (await Promise.all(lanes)).flat().length;
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    ...{ room, p50Ms, p99Ms, samples },
    changesPerSecond: changes / seconds,
    deliveriesPerSecond: (changes * room) / seconds,
  };
}
