import type { ConversationView } from "@circuito/protocol";
import type { Closing, ClosingAsks } from "@circuito/protocol/writing-text";
import { create } from "zustand";
import type { Room } from "./drafts.ts";

export type HandOverKind = "transfer" | "direct" | "escalate" | "return";

/** What can be said of one conversation or of many. */
export type ManyKind =
  | "labels"
  | "category"
  | "priority"
  | "assign"
  | "snooze-many"
  | "transfer-many";

/** Where something is to go, chosen before its dialog opens: what is missing is asked there. */
export interface Destination {
  readonly queueId: string;
  /** Absent: whoever of the queue is free. */
  readonly agentId?: string;
}

/** The one layer over the console, if any. */
export type Layer =
  | {
      readonly kind: HandOverKind | "snooze" | "macro";
      readonly conversationId: string;
      /** Of a transfer. */
      readonly to?: Destination;
    }
  /** What its category asks for; of another category if it is to be about that. */
  | {
      readonly kind: "about";
      readonly conversationId: string;
      readonly categoryId: string;
    }
  /** What its queue and its category ask before the end. */
  | {
      readonly kind: "closing";
      readonly conversationId: string;
      readonly asks: ClosingAsks;
      /** What waits for it. */
      readonly next: AfterClosing;
    }
  | { readonly kind: "contact"; readonly contactId: string }
  /** Of a person without a conversation at hand: to whom is asked. */
  | {
      readonly kind: "begin";
      readonly contactId?: string;
      readonly inboxId?: string;
      /** Words that did not leave elsewhere. */
      readonly text?: string;
    }
  | { readonly kind: "palette" | "help" | "preferences" | "outbox" | "context" | "navigation" }
  | { readonly kind: "message-timeline"; readonly messageId: string }
  | { readonly kind: "views" | "save-view" }
  | {
      readonly kind: ManyKind;
      readonly conversationIds: readonly string[];
      /** Of a transfer. */
      readonly queueId?: string;
    }
  /** All that one holds; asked about as one leaves for a break or for the day. */
  | { readonly kind: "hand-over-list"; readonly isLeaving?: boolean }
  | { readonly kind: "taken-back" | "hand-overs-to-mind" };

export interface AfterClosing {
  readonly verb: "resolve" | "send";
  readonly run: (told: ConversationView, closing: Closing) => unknown;
}

/**
 * `refused`: the server said that free words may not be sent, whatever the end it had told; until it
 * tells another one, it is believed.
 */
export type WhyTemplate =
  | { readonly kind: "chosen" }
  | { readonly kind: "refused"; readonly endsAt: string | null };

/** Pure state of the screen: lost with the page, and nobody misses it. */
interface UiState {
  readonly layer: Layer | null;
  /** Composer's room by conversation; a reply is the default. */
  readonly rooms: Readonly<Record<string, Room>>;
  /** Conversations that are answered by a template now, and why. */
  readonly templates: Readonly<Record<string, WhyTemplate>>;
  /** Rows of the list as shown now: where "next" is. */
  readonly shownIds: readonly string[];
  /** The conversation whose title is being written, in its head. */
  readonly titleOf: string | null;
  /** The filters of the list are open. */
  readonly isFiltering: boolean;
  /** What stands beside the conversation: facts, or all that was ever said with its customer. */
  readonly context: "facts" | "history";
  readonly isArrangingContext: boolean;
  /** Inboxes that do not receive; told in their conversations. */
  readonly downInboxIds: readonly string[];
}

export const useUi = create<UiState>(() => ({
  layer: null,
  rooms: {},
  templates: {},
  shownIds: [],
  titleOf: null,
  isFiltering: false,
  context: "facts",
  isArrangingContext: false,
  downInboxIds: [],
}));

/** Stays the same value while the same are down. */
export const tellDown = (downInboxIds: readonly string[]) =>
  useUi.setState(({ downInboxIds: before }) =>
    before.join() === downInboxIds.join() ? {} : { downInboxIds },
  );

export const showLayer = (layer: Layer | null) => useUi.setState({ layer });

export const writeTitle = (conversationId: string | null) =>
  useUi.setState({ titleOf: conversationId });

export const showContext = (context: UiState["context"]) => useUi.setState({ context });

export const chooseRoom = (conversationId: string, room: Room) =>
  useUi.setState(({ rooms }) => ({ rooms: { ...rooms, [conversationId]: room } }));

/** Answer by a template, in the room where replies are written. */
export function showTemplates(conversationId: string, why: WhyTemplate = { kind: "chosen" }): void {
  chooseRoom(conversationId, "reply");
  useUi.setState(({ templates }) => ({ templates: { ...templates, [conversationId]: why } }));
}

export const hideTemplates = (conversationId: string) =>
  useUi.setState(({ templates: { [conversationId]: _done, ...templates } }) => ({ templates }));

export const toggleFilters = (isFiltering = !useUi.getState().isFiltering) =>
  useUi.setState({ isFiltering });
