import type { Journal } from "../journal.ts";
import type { AgentObserver, ObserverOptions } from "../load/agent-observer.ts";
import type { WebhookTarget } from "../load/webhook-client.ts";
import type { Wire } from "../load/wire.ts";
import type { WatchedProcess } from "./cpu.ts";

/** Something that takes signed webhooks and tells an agent's socket: ours, or what it is compared with. */
export interface System extends AsyncDisposable {
  readonly name: string;
  readonly target: WebhookTarget;
  /** How its provider writes; JSON signed by Standard Webhooks if absent. */
  readonly wire?: Wire;
  readonly databaseUrl: string;
  /** A connected agent who may see everything. */
  readonly observe: (
    journal: Journal,
    onFirstSight: NonNullable<ObserverOptions["onFirstSight"]>,
  ) => Promise<AgentObserver>;
  /** Resolves once it has done everything that its messages brought, and not only told the agent of them. */
  readonly settled?: () => Promise<void>;
  /** All processes that work for it; the generator is none of them. */
  readonly processes: readonly WatchedProcess[];
}

/** Where the two servers are that every system of the bench shares. */
export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}
