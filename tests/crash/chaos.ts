import type { Prng } from "../../packages/lab/src/index.ts";

/** Something that goes wrong, by name. */
export interface Fault {
  readonly name: string;
  readonly strike: () => Promise<void>;
}

/** The moment of a fault: just before this request of the load leaves. */
export interface PlannedFault {
  readonly atRequest: number;
  readonly fault: Fault;
}

/**
 * Draws faults and moments from the seed: each fault once in random order, then any, a random number
 * of requests apart.
 */
export function planFaults(
  prng: Prng,
  faults: readonly [Fault, ...Fault[]],
  load: { readonly requests: number; readonly requestsBetween: number },
): PlannedFault[] {
  const once = [...faults];
  const planned: PlannedFault[] = [];
  const gap = (): number => Math.round(load.requestsBetween * (0.5 + prng.next()));
  for (let at = gap(); at < load.requests; at += gap()) {
    const [drawn] = once.length > 0 ? once.splice(prng.below(once.length), 1) : [];
    planned.push({ atRequest: at, fault: drawn ?? prng.pick(faults) });
  }
  return planned;
}

/** Strikes when the load says that its moment has come; one fault after the other. */
export class Chaos {
  readonly struck: string[] = [];
  readonly #planned: PlannedFault[];
  #sent = 0;
  #striking: Promise<void> = Promise.resolve();

  constructor(planned: readonly PlannedFault[]) {
    this.#planned = [...planned];
  }

  onSend = (): void => {
    this.#sent++;
    const [next] = this.#planned;
    if (!next || this.#sent < next.atRequest) return;
    this.#planned.shift();
    this.#striking = this.#striking.then(async () => {
      await next.fault.strike();
      this.struck.push(next.fault.name);
    });
  };

  /** Resolves once everything that struck is over; rejects if something did not come back. */
  over(): Promise<void> {
    return this.#striking;
  }
}
