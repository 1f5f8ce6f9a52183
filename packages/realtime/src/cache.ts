import type {
  ActivityView,
  AgentView,
  ConversationView,
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
  /** Instant of the newest notice that a queue's figures changed: refetch when it moves. */
  readonly queuesChangedAt: string;
  readonly configurationChangedAt: string;
  readonly inboxesChangedAt: string;
}

/** The loaded stretch of one conversation. */
export interface Thread {
  /** By seq, ascending, each seq once. */
  readonly messages: readonly MessageView[];
  /** By instant, then id. */
  readonly activities: readonly ActivityView[];
}

export const EMPTY_CACHE: AgentCache = {
  conversations: new Map(),
  threads: new Map(),
  agents: new Map(),
  offers: new Map(),
  queuesChangedAt: "",
  configurationChangedAt: "",
  inboxesChangedAt: "",
};

export const EMPTY_THREAD: Thread = { messages: [], activities: [] };
