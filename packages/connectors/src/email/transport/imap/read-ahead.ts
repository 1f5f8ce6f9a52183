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
 */
export async function* readAhead(
  batches: readonly Batch[],
  work: AheadWork,
): AsyncGenerator<ReadyBatch> {
  const inHand: Stage[] = [];
  // Fetched one after the other, and nothing more is asked of a connection that broke.
  let mayFetch = Promise.resolve(true);
  let begun = 0;
  const begin = (batch: Batch): Stage => {
    const fetched = mayFetch.then((goesOn) =>
      goesOn && !work.isStopping() ? settled(work.fetch(batch)) : undefined,
    );
    mayFetch = fetched.then((outcome) => outcome?.ok === true);
    return { fetched, ready: fetched.then((outcome) => read(batch, outcome, work)) };
  };
  try {
    for (;;) {
      for (const batch of batches.slice(begun, begun + IN_HAND_MAX - inHand.length)) {
        inHand.push(begin(batch));
        begun += 1;
      }
      const ready = await inHand[0]?.ready;
      if (!ready) return;
      if (!ready.ok) throw ready.error;
      yield ready.value;
      inHand.shift();
      if (work.isStopping()) return;
    }
  } finally {
    for (const { fetched, ready } of inHand) {
      await ready;
      const late = await fetched;
      if (late?.ok) await discardAll(late.value);
    }
  }
}

interface Stage {
  /** `undefined`: it was not asked for any more. */
  readonly fetched: Promise<Settled<readonly Fetched[]> | undefined>;
  readonly ready: Promise<Settled<ReadyBatch> | undefined>;
}

async function read(
  batch: Batch,
  fetched: Settled<readonly Fetched[]> | undefined,
  work: AheadWork,
): Promise<Settled<ReadyBatch> | undefined> {
  if (!fetched?.ok) return fetched;
  const outcome = await settled(work.read(fetched.value));
  if (!outcome.ok) return outcome;
  return { ok: true, value: { batch, fetched: fetched.value, read: outcome.value } };
}

type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  return promise.then(
    (value) => ({ ok: true as const, value }),
    (error: unknown) => ({ ok: false as const, error }),
  );
}
