import type { Lease } from "@circuito/store";

/** One process's right to be the one that receives for an inbox, as its connector's host sees it. */
export interface Hold {
  readonly lease: Lease;
  /** The connector says that its connection is gone. */
  disconnected(reason: Error): void;
}
