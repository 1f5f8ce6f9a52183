import { makePrng, type Prng } from "./prng.ts";
import { externalIdOf, writeText } from "./words.ts";

/** What kind of traffic to make. Shares are between 0 and 1. */
export interface LoadProfile {
  /** Tells runs apart in one database. Letters, digits and dashes. */
  readonly run: string;
  readonly seed: string;
  readonly customers: number;
  /** Requests that the provider sends again, at once or later. */
  readonly duplicateShare: number;
  /** Requests that change places with a later one. */
  readonly shuffleShare: number;
  /** Requests that carry several messages of one customer. */
  readonly batchShare: number;
  /** Customer numbers begin here, so that a second run meets new customers. */
  readonly firstCustomer?: number;
}

/** The lab's default: a lively day with an unreliable provider. */
export const DEFAULT_PROFILE = {
  customers: 300,
  duplicateShare: 0.2,
  shuffleShare: 0.3,
  batchShare: 0.1,
} as const;

export interface PlannedMessage {
  readonly externalId: string;
  readonly from: string;
  /** The same sender as our tables name it. */
  readonly address: string;
  readonly text: string;
}

/** One HTTP request of the provider. Its messages are of one customer, in the order written. */
export interface PlannedRequest {
  /** `webhook-id`: stays the same when the provider repeats the request. */
  readonly id: string;
  readonly messages: readonly PlannedMessage[];
}

/** Inside it a shuffled request finds its partner; wide enough to overtake, narrow enough to be soon. */
const SHUFFLE_WINDOW = 16;
/** A repeat comes at once (the provider's two senders race) or up to so many requests later. */
const REPEAT_DISTANCE_MAX = 200;
const BATCH_MESSAGES_MAX = 5;

/** An endless plan, the same for the same profile; take as much of it as the run needs. */
export function* planRequests(profile: LoadProfile): Generator<PlannedRequest, never> {
  const shuffle = makePrng(profile.seed, "shuffle");
  const repeats = makePrng(profile.seed, "repeat");
  const originals = planOriginals(profile);
  const window: PlannedRequest[] = [];
  const later = new Map<number, PlannedRequest[]>();

  for (let position = 0; ; position++) {
    const request = originals.next().value;
    window.push(request);
    if (repeats.chance(profile.duplicateShare)) {
      const distance = repeats.chance(0.5) ? 0 : 1 + repeats.below(REPEAT_DISTANCE_MAX);
      const due = position + distance;
      later.set(due, [...(later.get(due) ?? []), request]);
    }
    window.push(...(later.get(position) ?? []));
    later.delete(position);

    while (window.length > SHUFFLE_WINDOW) {
      if (shuffle.chance(profile.shuffleShare))
        swapFirst(window, 1 + shuffle.below(SHUFFLE_WINDOW));
      const first = window.shift();
      if (first) yield first;
    }
  }
}

function* planOriginals(profile: LoadProfile): Generator<PlannedRequest, never> {
  const prng = makePrng(profile.seed, "load");
  const written = new Map<number, number>();
  for (let i = 0; ; i++) {
    const customer = (profile.firstCustomer ?? 0) + prng.below(profile.customers);
    const count = prng.chance(profile.batchShare) ? 2 + prng.below(BATCH_MESSAGES_MAX - 1) : 1;
    const messages = Array.from({ length: count }, () => {
      const n = (written.get(customer) ?? 0) + 1;
      written.set(customer, n);
      return planMessage(prng, profile.run, customer, n);
    });
    yield { id: `msg_${profile.run}_${i}`, messages };
  }
}

function planMessage(prng: Prng, run: string, customer: number, n: number): PlannedMessage {
  const mark = { run, customer, n };
  const text = writeText(prng, mark);
  return {
    externalId: externalIdOf(mark),
    from: phoneOf(customer),
    address: addressOf(customer),
    text,
  };
}

/** A Brazilian mobile number in E.164: +55, area 11, then nine digits beginning with 9. */
export function phoneOf(customer: number): string {
  return `+55119${String(customer).padStart(8, "0")}`;
}

/** How a customer is named in tables and journals. */
export function addressOf(customer: number): string {
  return `tel:${phoneOf(customer)}`;
}

function swapFirst(items: PlannedRequest[], other: number): void {
  const first = items[0];
  const second = items[other];
  if (!first || !second) return;
  items[0] = second;
  items[other] = first;
}
