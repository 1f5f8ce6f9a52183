import type { Prng } from "../../../load/prng.ts";
import type { ChaosLoad } from "../chaos-load.ts";
import type { ChaosStage } from "../chaos-stage.ts";
import type { Drawable, Strike } from "../schedule.ts";

/** What a fault has to work with. */
export interface Struck extends Strike {
  readonly stage: ChaosStage;
  readonly load: ChaosLoad;
  readonly prng: Prng;
}

/** One row of the fault matrix: what it does, and how it is undone. */
export interface FaultKind extends Drawable {
  /** In words, for tables. */
  readonly does: string;
  /** How it is undone; the words behind what {@link begin} returns. */
  readonly undone: string;
  /** After it is undone everything must be as before within this, ms. */
  readonly recoversInMs: number;
  /** Strikes. @returns what undoes it; called when its time is over, and in any case at the end */
  readonly begin: (struck: Struck) => Promise<() => Promise<void>>;
}

/** Promises: p99 after a process was killed; after PostgreSQL is back; after Redis was emptied. */
export const AFTER_PROCESS_MS = 15_000;
export const AFTER_POSTGRES_MS = 30_000;
export const AFTER_REDIS_MS = 60_000;

/** For what is over when it has struck. */
export const nothingToUndo = async (): Promise<void> => {};
