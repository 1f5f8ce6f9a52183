import { setTimeout as pause } from "node:timers/promises";

/**
 * Batches without a timer: what arrives while one commit runs goes into the next. Alone, an item is
 * committed at once; under load, batches grow by themselves (performance §5.2).
 */
export interface GroupCommit<Item, Result> {
  /** Resolves with the item's result once its batch is committed; rejects as its batch does. */
  add(item: Item): Promise<Result>;
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>;
}

export class GroupCommitFull extends Error {
  override readonly name = "GroupCommitFull";
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export function createGroupCommit<Item, Result>(options: {
  /** Commits the batch; results in the order of the items. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly batchMax: number;
  /** Commits that may run at once; 1 keeps batches in order. */
  readonly lanes: number;
  /** Items that may wait: beyond it `add` rejects with GroupCommitFull, so memory stays bounded. */
  readonly waitingMax: number;
  /** Between the beginnings of two commits of a lane, for what many bring and nobody hurries; 0 when absent. */
  readonly restMs?: number;
}): GroupCommit<Item, Result> {
  const waiting: Waiting<Item, Result>[] = [];
  const idlers: (() => void)[] = [];
  const { restMs = 0 } = options;
  let running = 0;
  let beganAt = Number.NEGATIVE_INFINITY;

  async function runLane(): Promise<void> {
    while (waiting.length > 0) {
      const sinceMs = performance.now() - beganAt;
      if (sinceMs < restMs) await pause(restMs - sinceMs);
      beganAt = performance.now();
      const batch = waiting.splice(0, options.batchMax);
      try {
        const results = await options.commit(batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index];
          if (result === undefined) reject(new Error("commit returned no result for an item"));
          else resolve(result);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running -= 1;
    if (running === 0) for (const done of idlers.splice(0)) done();
  }

  return {
    add(item) {
      if (waiting.length >= options.waitingMax) {
        return Promise.reject(new GroupCommitFull("too many items wait for a commit"));
      }
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (running < options.lanes) {
          running += 1;
          // After the current turn of the event loop, so that what arrived together goes together.
          setImmediate(() => void runLane());
        }
      });
    },
    idle: () =>
      running === 0 ? Promise.resolve() : new Promise<void>((resolve) => idlers.push(resolve)),
  };
}
