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
