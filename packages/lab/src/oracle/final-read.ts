/**
 * Everything the system holds at the end, read by the caller (SQL, API or export) once all is
 * quiet. The oracle knows no table.
 */
export interface FinalRead {
  /** Every message of every conversation, whatever its direction: all of them take a `seq`. */
  readonly messages: readonly StoredMessage[];
  readonly conversations: readonly StoredConversation[];
  /** Accepted elements that made no message: parked with an error, or suppressed for a reason. */
  readonly aside: readonly { readonly account: string; readonly ext: string }[];
  /** The ledger's balance by channel, from the database. */
  readonly balance: readonly LedgerBalance[];
  /** The same from `GET /api/v1/ledger/balance`; left out when no server was asked. */
  readonly publishedBalance?: readonly LedgerBalance[];
  /** Every message that we send; left out where nothing was. */
  readonly deliveries?: readonly StoredDelivery[];
  /** Rows that somebody still has to finish, by kind. */
  readonly leftovers?: Readonly<Record<string, number>>;
}

/** What the system says became of a message that it sends. */
export interface StoredDelivery {
  readonly messageId: string;
  /** The writer's own id, `null` of what the system wrote by itself. */
  readonly clientId: string | null;
  readonly conversationId: string;
  readonly seq: number;
  readonly status: string;
  /** The provider's id of it, once it is known. */
  readonly externalId: string | null;
}

export interface StoredMessage {
  readonly id: string;
  /** Inbox it came through, named as in the journals. */
  readonly account: string;
  /** External id of an inbound message, `null` for ours. */
  readonly ext: string | null;
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string;
  /** Where in the outbox consoles are told of it, `<xid>-<id>`; left out where the notice is gone. */
  readonly noticedAt?: string | undefined;
}

export interface StoredConversation {
  readonly id: string;
  readonly account: string;
  /** Address of the contact point whose conversation it is. */
  readonly address: string;
  /** Open or snoozed: a new message of this contact point would join it. */
  readonly isOpen: boolean;
  readonly lastSeq: number;
}

export interface LedgerBalance {
  readonly channel: string;
  readonly received: number;
  readonly routed: number;
  readonly duplicate: number;
  readonly suppressed: number;
  readonly parked: number;
  readonly inFlight: number;
}
