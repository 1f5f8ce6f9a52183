import type { Fetched } from "./fetch-mail.ts";
import type { Batch } from "./plan-batches.ts";
import { discardAll } from "./settle-batch.ts";
import type { ReadMails } from "./settle-mail.ts";

/** A batch that waits for its commit. */
export interface ReadyBatch {
  readonly batch: Batch;
  readonly fetched: readonly Fetched[];
  readonly read: ReadMails;
}

export interface AheadWork {
  /** @throws what broke the connection */
  readonly fetch: (batch: Batch) => Promise<readonly Fetched[]>;
  /** @throws StoreUnavailable */
  readonly read: (fetched: readonly Fetched[]) => Promise<ReadMails>;
  readonly isStopping: () => boolean;
}

/**
 * Batches in hand: one is committed while the next are read, which waits now for the CPU and now for the
 * disk, and one is on its way from the server.
 */
const IN_HAND_MAX = 4;

/**
 * Fetches and reads batches ahead of their commits. In their order; an error comes when its batch's turn
 * does. Whoever takes a batch out looks after its files; those of the others are removed at the end.
 * @param batches planned as they are asked for, between two fetches: planning asks the server, too
 */
export async function* readAhead(
  batches: AsyncIterator<Batch, undefined>,
  work: AheadWork,
): AsyncGenerator<ReadyBatch> {
  const inHand: Stage[] = [];
  // Fetched one after the other, and nothing more is asked of a connection that broke.
  let mayFetch = Promise.resolve(true);
  const begin = (): Stage => {
    const fetched = mayFetch.then((goesOn) =>
      goesOn && !work.isStopping() ? settled(fetchNext(batches, work)) : ENDED,
    );
    mayFetch = fetched.then((outcome) => outcome.ok && outcome.value !== undefined);
    return { fetched, ready: fetched.then((outcome) => read(outcome, work)) };
  };
  try {
    for (;;) {
      while (inHand.length < IN_HAND_MAX) inHand.push(begin());
      const ready = await inHand[0]?.ready;
      if (!ready) return;
      if (!ready.ok) throw ready.error;
      if (!ready.value) return;
      yield ready.value;
      inHand.shift();
      if (work.isStopping()) return;
    }
  } finally {
    for (const { fetched, ready } of inHand) {
      await ready;
      const late = await fetched;
      if (late.ok && late.value) await discardAll(late.value.fetched);
    }
  }
}

interface FetchedBatch {
  readonly batch: Batch;
  readonly fetched: readonly Fetched[];
}

interface Stage {
  /** `undefined`: there is nothing more to ask for, or it was not asked for any more. */
  readonly fetched: Promise<Settled<FetchedBatch | undefined>>;
  readonly ready: Promise<Settled<ReadyBatch | undefined>>;
}

async function fetchNext(
  batches: AsyncIterator<Batch, undefined>,
  work: AheadWork,
): Promise<FetchedBatch | undefined> {
  const { value: batch } = await batches.next();
  return batch && { batch, fetched: await work.fetch(batch) };
}

async function read(
  outcome: Settled<FetchedBatch | undefined>,
  work: AheadWork,
): Promise<Settled<ReadyBatch | undefined>> {
  if (!outcome.ok) return outcome;
  if (!outcome.value) return ENDED;
  const { batch, fetched } = outcome.value;
  const done = await settled(work.read(fetched));
  return done.ok ? { ok: true, value: { batch, fetched, read: done.value } } : done;
}

type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

const ENDED = { ok: true, value: undefined } as const;

function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  return promise.then(
    (value) => ({ ok: true as const, value }),
    (error: unknown) => ({ ok: false as const, error }),
  );
}
