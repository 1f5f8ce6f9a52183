import type { ChatMessage } from "@circuito/protocol";
import type { ChatState, OutboxEntry } from "./chat/state.ts";

/** What stands under a bubble of the visitor's. */
export type Tick = ChatMessage["status"] | "queued" | "sending" | "refused";

export interface BubbleRow {
  readonly kind: "bubble";
  /** Stays the same when optimistic words become a message, so that the bubble does not blink. */
  readonly key: string;
  readonly from: ChatMessage["from"];
  readonly authorName: string | null;
  readonly text: string;
  readonly at: string | number;
  /** Only of the visitor's own words. */
  readonly tick: Tick | null;
  readonly problem: string | null;
  readonly clientId: string | null;
  /** First and last of consecutive bubbles of one author. */
  readonly first: boolean;
  readonly last: boolean;
}

export type Row =
  | BubbleRow
  | { readonly kind: "day"; readonly key: string; readonly at: string | number }
  | { readonly kind: "conversation"; readonly key: string };

/** A pause after which the same author starts a new group. */
const GROUP_GAP_MS = 5 * 60 * 1000;

/** The transcript as it is drawn: the ledger first, then what is still on its way. */
export function chooseRows(state: ChatState): readonly Row[] {
  const rows: Row[] = [];
  let previous: BubbleRow | null = null;
  const add = (bubble: Omit<BubbleRow, "first" | "last">): void => {
    const before = previous;
    const newDay =
      !before || new Date(before.at).toDateString() !== new Date(bubble.at).toDateString();
    if (newDay) rows.push({ kind: "day", key: `day-${bubble.key}`, at: bubble.at });
    const first = newDay || !isSameGroup(before, bubble);
    const row: BubbleRow = { ...bubble, first, last: true };
    if (before && !first) rows[rows.indexOf(before)] = { ...before, last: false };
    rows.push(row);
    previous = row;
  };
  for (const [index, thread] of state.threads.entries()) {
    if (index > 0) {
      rows.push({ kind: "conversation", key: thread.conversationId });
      previous = null;
    }
    for (const message of thread.messages) add(fromMessage(message));
  }
  for (const entry of state.outbox) add(fromEntry(entry));
  return rows;
}

function isSameGroup(a: BubbleRow, b: Omit<BubbleRow, "first" | "last">): boolean {
  return (
    a.from === b.from &&
    a.authorName === b.authorName &&
    new Date(b.at).getTime() - new Date(a.at).getTime() < GROUP_GAP_MS
  );
}

function fromMessage(message: ChatMessage): Omit<BubbleRow, "first" | "last"> {
  const own = message.from === "customer";
  return {
    kind: "bubble",
    key: message.clientId ?? message.id,
    from: message.from,
    authorName: own ? null : message.authorName,
    text: message.text,
    at: message.at,
    tick: own ? message.status : null,
    problem: null,
    clientId: null,
  };
}

function fromEntry(entry: OutboxEntry): Omit<BubbleRow, "first" | "last"> {
  return {
    kind: "bubble",
    key: entry.clientId,
    from: "customer",
    authorName: null,
    text: entry.text,
    at: entry.writtenAt,
    tick: entry.phase,
    problem: entry.problem ?? null,
    clientId: entry.phase === "refused" ? entry.clientId : null,
  };
}

/**
 * What may be answered with a press now: what the newest message of all offers, as long as the
 * conversation can go on.
 */
export function choicesNow({ threads, outbox, conversation }: ChatState): ChatMessage["choices"] {
  if (conversation?.status === "closed" || outbox.length > 0) return undefined;
  const newest = threads.at(-1)?.messages.at(-1);
  return newest?.from === "customer" || newest?.asks ? undefined : newest?.choices;
}

/** A question of the house that waits for its answer. */
export interface OpenCard extends Pick<ChatMessage, "text" | "choices" | "at"> {
  /** Of the row that it stands in place of. */
  readonly key: string;
  readonly asks: NonNullable<ChatMessage["asks"]>;
}

/**
 * What is asked after the conversation, until anything is written: the newest message of all. A "no" that
 * is on its way, and one that opened it again, leave nothing to ask.
 */
export function cardNow({ threads, outbox, conversation }: ChatState): OpenCard | undefined {
  if (conversation?.status !== "resolved" || outbox.length > 0) return undefined;
  const newest = threads.at(-1)?.messages.at(-1);
  if (!newest?.asks || newest.from === "customer") return undefined;
  const { id: key, asks, text, choices, at } = newest;
  return { key, asks, text, at, ...(choices && { choices }) };
}
