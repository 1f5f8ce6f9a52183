import type { InboundMessage } from "@circuito/domain";
import type { ContactKey } from "../ledger/contact-key.ts";
import { unseen } from "../one-plan.ts";

/** Which contact points are meant: SQL that gives `inbox_id, address`, each once. */
export interface PointSource {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The contact points of all rows that wait under these keys. Asked of the ledger itself, so that what
 * is known of them travels in the same round trip as the rows.
 */
export function pointsWaiting(keys: readonly ContactKey[]): PointSource {
  return {
    name: "waiting-points",
    text: `select distinct w.inbox_id, w.element->>'from' from ledger w
      where w.contact_key = any(${unseen("$1", "bigint[]")}::bigint[]) and w.state = 'accepted' and w.kind = 'message'`,
    values: [keys],
  };
}

/** The contact points of messages at hand. */
export function pointsOf(messages: readonly InboundMessage[]): PointSource {
  return {
    name: "points",
    text: "select distinct * from unnest($1::uuid[], $2::text[])",
    values: [messages.map((m) => m.inboxId), messages.map((m) => m.from)],
  };
}
