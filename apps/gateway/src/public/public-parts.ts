import type { Database } from "@circuito/store";
import type { Log } from "../log/log.ts";

/** What pages for people without an account are made of. An area that needs more says so in a type of its own. */
export interface PublicParts {
  readonly database: Database;
  /** Scheme, host and port by which browsers reach us: links and checks of origin, never a Host header. */
  readonly publicUrl: string;
  /** A client's address as far as trusted proxies tell. */
  readonly addressOf: (peer: string | undefined, forwardedFor: string | undefined) => string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
}
