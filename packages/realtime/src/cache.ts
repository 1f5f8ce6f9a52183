import type {
  ActivityView,
  AgentView,
  ConversationView,
  DraftWriters,
  HeldReplyView,
  MessageView,
  OfferView,
} from "@circuito/protocol";

/** What one browser knows. Immutable: every change makes a new object, unchanged parts are shared. */
export interface AgentCache {
  readonly conversations: ReadonlyMap<string, ConversationView>;
  /** Only conversations that were opened here; events about others leave no trace in it. */
  readonly threads: ReadonlyMap<string, Thread>;
  readonly agents: ReadonlyMap<string, { readonly agent: AgentView; readonly at: string }>;
  /** By id; those that have ended are kept, so that a late word of one does not bring it back. */
  readonly offers: ReadonlyMap<string, OfferView>;
  /** Who has begun to write, by conversation, as it was told at an instant. */
  readonly drafting: ReadonlyMap<string, { readonly drafts: DraftWriters; readonly at: string }>;
  /** Replies that leave later, by id; those that are over are kept, as offers are. */
  readonly held: ReadonlyMap<string, HeldReplyView>;
  /** How many mentions of somebody are new, by agent. */
  readonly mentions: ReadonlyMap<string, { readonly unread: number; readonly at: string }>;
  /** Instant of the newest notice that a queue's figures changed: refetch when it moves. */
  readonly queuesChangedAt: string;
  readonly configurationChangedAt: string;
  readonly inboxesChangedAt: string;
  readonly viewsChangedAt: string;
}

/** What is loaded of one conversation: its end, and while somebody reads far before it, that place. */
export interface Thread {
  /** Up to the newest; by seq, ascending, each seq once. */
  readonly messages: readonly MessageView[];
  /** Seq that the fetched part of `messages` begins with; null until something was fetched. */
  readonly from: number | null;
  /** Around a place that was jumped to, apart from `messages` until the two meet. Usually none. */
  readonly earlier: readonly MessageView[];
  /** By instant, then id. */
  readonly activities: readonly ActivityView[];
}

export const EMPTY_CACHE: AgentCache = {
  conversations: new Map(),
  threads: new Map(),
  agents: new Map(),
  offers: new Map(),
  drafting: new Map(),
  held: new Map(),
  mentions: new Map(),
  queuesChangedAt: "",
  configurationChangedAt: "",
  inboxesChangedAt: "",
  viewsChangedAt: "",
};

export const EMPTY_THREAD: Thread = {
  messages: [],
  from: null,
  earlier: [],
  activities: [],
};
