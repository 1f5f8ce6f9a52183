/**
 * One recipient of a mail we send.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> queued
 *   queued --> deferred: not now, says its server
 *   queued --> accepted
 *   queued --> refused
 *   deferred --> accepted
 *   deferred --> refused
 *   accepted --> bounced: a report tells later
 * ```
 */
export interface RecipientState {
  readonly address: string;
  readonly status: "queued" | "accepted" | "deferred" | "refused" | "bounced";
  /** The server's own words, one line. */
  readonly detail: string;
}

/** What one attempt, or a report, says of one recipient. */
export interface RecipientNews {
  readonly address: string;
  readonly status: Exclude<RecipientState["status"], "queued">;
  readonly detail: string;
}

/** How far along the road: news of the same rank or an earlier one changes no final state. */
const RANK: Readonly<Record<RecipientState["status"], number>> = {
  queued: 0,
  deferred: 1,
  refused: 2,
  accepted: 2,
  bounced: 3,
};

export function queuedRecipients(addresses: readonly string[]): readonly RecipientState[] {
  return addresses.map((address) => ({ address, status: "queued", detail: "" }));
}

/** Who has it neither accepted nor for good refused: the only ones an attempt may go to. */
export function pendingRecipients(states: readonly RecipientState[]): readonly string[] {
  return states.filter(isPending).map(({ address }) => address);
}

/**
 * What news makes of the recipients. Only ever forward: what a server once accepted is not sent
 * again, whatever a late attempt says. News of people whom the mail does not go to counts for nothing.
 */
export function afterNews(
  states: readonly RecipientState[],
  news: readonly RecipientNews[],
): readonly RecipientState[] {
  const byAddress = new Map<string, RecipientNews[]>();
  for (const one of news) {
    const key = one.address.toLowerCase();
    byAddress.set(key, [...(byAddress.get(key) ?? []), one]);
  }
  return states.map((state) =>
    (byAddress.get(state.address.toLowerCase()) ?? []).reduce(afterOne, state),
  );
}

function afterOne(state: RecipientState, news: RecipientNews): RecipientState {
  const isLater = RANK[news.status] > RANK[state.status];
  // Deferred again: the newer words tell more.
  const isSame = state.status === "deferred" && news.status === "deferred";
  return isLater || isSame
    ? { address: state.address, status: news.status, detail: news.detail }
    : state;
}

export type RecipientsVerdict =
  /** Somebody still waits for it. */
  | { readonly kind: "pending"; readonly accepted: number; readonly pending: readonly string[] }
  /** It is with everybody it can be with. */
  | { readonly kind: "sent"; readonly lost: readonly RecipientState[] }
  /** Nobody has it, or will. */
  | { readonly kind: "failed"; readonly lost: readonly RecipientState[] };

/** What the recipients together make of the message. */
export function judgeRecipients(states: readonly RecipientState[]): RecipientsVerdict {
  const accepted = states.filter(({ status }) => status === "accepted").length;
  const pending = pendingRecipients(states);
  if (pending.length > 0) return { kind: "pending", accepted, pending };
  const lost = states.filter(({ status }) => status === "refused" || status === "bounced");
  return { kind: accepted > 0 ? "sent" : "failed", lost };
}

function isPending({ status }: RecipientState): boolean {
  return status === "queued" || status === "deferred";
}
