import type { NewId } from "@circuito/domain";
import type { Database } from "@circuito/store";

/** What a person's verbs need. Whoever composes the process gives them the bus's own. */
export interface Desk {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly wake: Wake;
  readonly newId: NewId;
  /** Ms since epoch. */
  readonly now: () => number;
}

/** Says "look at these" after a commit. Never rejects: a lost nudge costs latency only. */
export interface Jobs {
  nudge(kind: "assign" | "deliver", ids: readonly string[]): Promise<void>;
  /** At an instant, ms since epoch. */
  nudgeAt(kind: "due", names: readonly string[], at: number): Promise<void>;
}

/** Says "there are new notices" to every process. Lossy by design. */
export interface Wake {
  publish(topic: "outbox"): void;
}
