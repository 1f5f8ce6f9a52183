import type {
  ActivityView,
  AgentView,
  ArticleUseBody,
  BeginBody,
  BulkAct,
  BulkResult,
  ChosenReason,
  ClocksView,
  ConsentView,
  ContactPointView,
  ContactSuggestionView,
  ContactTimelineView,
  ContactView,
  ConversationView,
  DraftView,
  DraftWriters,
  ElsewhereView,
  HeldReplyView,
  HopsView,
  HopToMindView,
  InboxCheck,
  InboxComparison,
  InboxTraffic,
  InboxView,
  ListedContactView,
  ListFilterView,
  MentionView,
  MessageHitView,
  MessageTimelineView,
  MessageView,
  OfferView,
  PairingSessionView,
  QueueView,
  QuickReplyView,
  ReplyChat,
  ReplyDraft,
  ReplyMail,
  SavedViewView,
  SessionWishBody,
  TakenBackView,
  TemplateView,
  WantedPresence,
  WholeMailView,
} from "@circuito/protocol";
import type { ListGroup } from "@circuito/protocol/list-text";
import type { Closing } from "@circuito/protocol/writing-text";
import type { Discovery } from "./mailbox-setup.ts";
import { request } from "./request.ts";

export interface ListFilter extends ListFilterView {
  readonly group: ListGroup;
  readonly search?: string;
}

export interface ConversationPage {
  readonly items: ConversationView[];
  readonly nextCursor: string | null;
  readonly position: string;
  readonly reads: readonly ReadView[];
}

/** How far one has read a conversation. */
export interface ReadView {
  readonly conversationId: string;
  readonly seq: number;
}

/** How much is to do, by place, saved view, and stretch of the list on screen. */
export interface ListCounts {
  readonly places: Readonly<
    Record<"inbox" | "mine" | "unassigned" | "following" | "snoozed", number>
  >;
  readonly views: Readonly<Record<string, number>>;
  readonly groups: Readonly<Record<Exclude<ListGroup, "resolved">, number>>;
}

interface ListOf<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** What a solver did before it goes up, and what came of it. */
export interface Tried {
  readonly tried: string;
  readonly result: string;
}

export interface Registration {
  readonly queueId: string;
  readonly title: string;
  /** In words, where the installation has no categories. */
  readonly category?: string;
  readonly categoryId?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly urgency: "low" | "normal" | "high" | "urgent";
  readonly promisedAt: string;
}

export type Destination = { readonly queueId?: string; readonly agentId?: string };

/** What a conversation is put off for, where it is not simply put off. */
export type SnoozeReason = "third-party";

/** When people answer, ISO 8601. */
export interface Opening {
  readonly from: string;
  readonly to: string;
}

/** What goes along with a transfer. */
export interface Transferred {
  /** What the receiver should know. */
  readonly note: string;
  /** What the customer is told. */
  readonly notice?: string;
  /** Whoever lets go goes on following it. */
  readonly follows?: true;
}

/** What a reply says, and what its writer knew. */
export interface WrittenReply {
  readonly text?: string;
  readonly clientId: string;
  readonly epoch?: number;
  readonly mail?: ReplyMail;
  readonly chat?: ReplyChat;
  readonly mediaIds?: readonly string[];
  readonly articles?: readonly ArticleUseBody[];
  readonly lastSeenSeq?: number;
  readonly andThen?: "resolve" | "wait";
  readonly closing?: Closing;
  readonly draftVersion?: number;
}

export type WrittenQuickReply = Pick<
  QuickReplyView,
  "name" | "body" | "scope" | "queueId" | "channels"
>;

/** Enough rows for any screen; the next page is fetched before the end is reached. */
const LIST_PAGE = 50;
/** Whoever scrolls on looks through many: fewer answers to wait for, the most the server gives at once. */
const FURTHER_LIST_PAGE = 200;
const MESSAGES_PAGE = 50;
const DISCOVERY_TIMEOUT_MS = 60_000;
/** A verb on each of many, on a server that has others to serve. */
const MANY_TIMEOUT_MS = 45_000;
/** A provider's answer, which may be slow, and ours around it. */
const CHECK_TIMEOUT_MS = 45_000;
/** The most the server gives at once: a gap is closed in few steps. */
const GAP_PAGE = 200;

const of = (id: string, verb = "") => `/conversations/${encodeURIComponent(id)}${verb}`;
const inbox = (id: string, verb = "") => `/inboxes/${encodeURIComponent(id)}${verb}`;
const contact = (id: string, verb = "") => `/contacts/${encodeURIComponent(id)}${verb}`;
const quickReply = (id: string) => `/quick-replies/${encodeURIComponent(id)}`;
const act = (id: string, verb: string, body: object) =>
  request<ConversationView>("POST", of(id, `/${verb}`), { body });

/** The routes of the protocol that the console uses, by the names they have there. */
export const api = {
  logIn: (email: string, password: string) =>
    request<{ agent: AgentView }>("POST", "/session", { body: { email, password } }),
  logOut: () => request<object>("DELETE", "/session"),
  me: () => request<{ agent: AgentView; endsInSeconds: number }>("GET", "/session"),
  extendSession: () => request<{ endsInSeconds: number }>("POST", "/session/extension"),
  ticket: () => request<{ ticket: string }>("POST", "/session/ticket"),

  listConversations: (filter: ListFilter, cursor: string | undefined, signal: AbortSignal) =>
    request<ConversationPage>("GET", "/conversations", {
      query: { ...filter, cursor, limit: cursor === undefined ? LIST_PAGE : FURTHER_LIST_PAGE },
      signal,
    }),
  /** What somebody holds, the most urgent first: as much as anybody can. */
  conversationsOf: async (agentId: string, signal: AbortSignal) => {
    const page = await request<ConversationPage>("GET", "/conversations", {
      query: { assigneeId: agentId, limit: GAP_PAGE },
      signal,
    });
    const held = page.items.filter(({ status }) => status === "open" || status === "snoozed");
    return { ...page, items: held };
  },
  getConversation: (id: string) => request<ConversationView>("GET", of(id)),
  listMessages: (id: string, page: { before?: number; after?: number; limit?: number } = {}) =>
    request<{ items: MessageView[]; hasMore: boolean }>("GET", of(id, "/messages"), {
      query: { limit: page.after === undefined ? MESSAGES_PAGE : GAP_PAGE, ...page },
    }),
  listActivities: (id: string) => request<{ items: ActivityView[] }>("GET", of(id, "/activities")),
  getContact: (id: string) => request<ContactView>("GET", contact(id)),
  revealAttributes: (id: string) =>
    request<{ attributes: Record<string, string> }>("POST", contact(id, "/attributes/reveal"), {
      body: {},
    }),
  updateContact: (
    id: string,
    body: {
      name: string | null;
      segments: readonly string[];
      attributes: Readonly<Record<string, string | null>>;
    },
  ) => request<ContactView>("PATCH", contact(id), { body }),
  listSuggestions: (id: string) =>
    request<{ items: ContactSuggestionView[] }>("GET", contact(id, "/suggestions")),
  dismissSuggestion: (id: string, contactId: string) =>
    request<ContactView>("POST", contact(id, "/suggestions/dismiss"), { body: { contactId } }),
  mergeContacts: (id: string, contactId: string) =>
    request<ContactView>("POST", contact(id, "/merge"), { body: { contactId } }),
  unmergeContacts: (id: string, mergeId: string) =>
    request<ContactView>("POST", contact(id, "/unmerge"), { body: { mergeId } }),
  shareAddress: (id: string, address: string, shared: boolean) =>
    request<ContactView>("PUT", contact(id, `/addresses/${encodeURIComponent(address)}/shared`), {
      body: { shared },
    }),
  listContactPoints: (of: { readonly contactId?: string; readonly address?: string }) =>
    request<{ items: ContactPointView[] }>("GET", "/contact-points", { query: of }),
  beginConversation: (body: BeginBody) =>
    request<ConversationView>("POST", "/conversations", { body }),
  listElsewhere: (id: string) => request<{ items: ElsewhereView[] }>("GET", of(id, "/elsewhere")),
  getMessageTimeline: (messageId: string) =>
    request<MessageTimelineView>("GET", `/messages/${encodeURIComponent(messageId)}/timeline`),
  getContactTimeline: (
    id: string,
    page: { readonly cursor?: string; readonly channel?: string; readonly limit?: number },
    signal: AbortSignal,
  ) =>
    request<ContactTimelineView>("GET", contact(id, "/timeline"), {
      query: { limit: MESSAGES_PAGE, ...page },
      signal,
    }),
  searchMessages: (
    search: Readonly<Record<string, string | undefined>>,
    cursor: string | undefined,
    signal: AbortSignal,
  ) =>
    request<ListOf<MessageHitView>>("GET", "/messages/search", {
      query: { ...search, cursor, limit: LIST_PAGE },
      signal,
    }),
  listContacts: (
    filter: { readonly search?: string; readonly channel?: string; readonly segment?: string },
    cursor: string | undefined,
    signal: AbortSignal,
  ) =>
    request<ListOf<ListedContactView>>("GET", "/contacts", {
      query: { ...filter, cursor, limit: LIST_PAGE },
      signal,
    }),
  listSegments: () => request<ListOf<string>>("GET", "/contact-segments"),
  findConversations: (
    asked: { readonly search?: string; readonly queueId?: string; readonly protocol?: string },
    cursor: string | undefined,
    signal: AbortSignal,
  ) =>
    request<ConversationPage>("GET", "/conversations", {
      query: { ...asked, cursor, limit: LIST_PAGE },
      signal,
    }),
  conversationsByProtocol: (protocol: string) =>
    request<ConversationPage>("GET", "/conversations", { query: { protocol, limit: 1 } }),
  getMail: (messageId: string) =>
    request<WholeMailView>("GET", `/messages/${encodeURIComponent(messageId)}/mail`),
  allowImages: (messageId: string) =>
    request<MessageView>("POST", `/messages/${encodeURIComponent(messageId)}/allow-images`, {
      body: {},
    }),
  listHandOversToMind: () => request<{ items: HopToMindView[] }>("GET", "/hand-overs"),
  getClocks: (id: string) => request<ClocksView>("GET", of(id, "/clocks")),
  getConversationHours: (id: string) =>
    request<{ openings: readonly Opening[] | null }>("GET", of(id, "/hours")),
  listHops: (id: string) => request<HopsView>("GET", of(id, "/hops")),
  replyDraft: (id: string) => request<ReplyDraft>("GET", of(id, "/reply-draft")),

  reply: (
    id: string,
    body: WrittenReply & { kind: "reply" | "note"; mentions?: readonly string[] },
  ) => request<MessageView>("POST", of(id, "/messages"), { body }),
  holdReply: (id: string, body: WrittenReply & { afterSeconds?: number; sendAt?: string }) =>
    request<HeldReplyView>("POST", of(id, "/held-replies"), { body }),
  listHeldReplies: (id: string) => request<ListOf<HeldReplyView>>("GET", of(id, "/held-replies")),
  takeBackReply: (heldId: string) =>
    request<HeldReplyView>("POST", `/held-replies/${encodeURIComponent(heldId)}/take-back`, {
      body: {},
    }),
  listDrafts: (conversationId: string | undefined) =>
    request<{ items: DraftView[]; writers: DraftWriters[] }>("GET", "/drafts", {
      query: { conversationId },
    }),
  keepDraft: (
    id: string,
    room: "reply" | "note",
    body: { readonly content: object | null; readonly version: number },
  ) =>
    request<{ version: number; elsewhere: DraftView | null }>("PUT", of(id, `/drafts/${room}`), {
      body,
    }),
  listMentions: (cursor: string | undefined) =>
    request<ListOf<MentionView> & { unread: number }>("GET", "/mentions", { query: { cursor } }),
  readMentions: (conversationId?: string) =>
    request<{ unread: number }>("POST", "/mentions/read", {
      body: conversationId === undefined ? {} : { conversationId },
    }),
  listQuickReplies: () =>
    request<{ items: QuickReplyView[]; company: string | null }>("GET", "/quick-replies"),
  createQuickReply: (body: WrittenQuickReply & { readonly id: string }) =>
    request<QuickReplyView>("POST", "/quick-replies", { body }),
  updateQuickReply: (id: string, body: WrittenQuickReply & { readonly version: number }) =>
    request<QuickReplyView>("PUT", quickReply(id), { body }),
  deleteQuickReply: (id: string) => request<object>("DELETE", quickReply(id)),
  claim: (id: string, epoch: number) => act(id, "claim", { epoch }),
  transfer: (id: string, to: Destination, words: Transferred, epoch: number) =>
    act(id, "transfer", { ...to, ...words, epoch }),
  direct: (id: string, registration: Registration, epoch: number) =>
    act(id, "direct", { ...registration, epoch }),
  escalate: (id: string, queueId: string, tried: Tried, epoch: number) =>
    act(id, "escalate", { queueId, ...tried, epoch }),
  return: (id: string, reason: string, epoch: number) => act(id, "return", { reason, epoch }),
  /** A hand-over that one has just made, before anybody took it; the note is for the story. */
  takeBack: (id: string, note: string, epoch: number) => act(id, "take-back", { note, epoch }),
  resolve: (id: string, epoch: number, closing?: Closing) =>
    act(id, "resolve", { epoch, ...(closing && { closing }) }),
  reopen: (id: string) => act(id, "reopen", {}),
  snooze: (id: string, until: string, epoch: number, reason?: SnoozeReason) =>
    act(id, "snooze", { until, epoch, ...(reason && { reason }) }),

  rename: (id: string, title: string | null) =>
    request<ConversationView>("PUT", of(id, "/title"), { body: { title } }),
  categorize: (
    id: string,
    body: {
      readonly categoryId: string | null;
      readonly fields?: Readonly<Record<string, string>> | undefined;
    },
  ) => request<ConversationView>("PUT", of(id, "/category"), { body }),
  follow: (id: string, follows: boolean) =>
    request<ConversationView>("PUT", of(id, "/follow"), { body: { follows } }),
  markRead: (id: string, seq: number, unread: boolean) =>
    request<object>("PUT", of(id, "/read"), { body: { seq, unread } }),
  peek: (id: string) => request<object>("POST", of(id, "/peek"), { body: {} }),
  takeNext: (queueId: string | undefined) =>
    request<{
      conversation: ConversationView | null;
      because: "nobody-waits" | "nothing-fits" | null;
    }>("POST", "/take-next", { body: queueId === undefined ? {} : { queueId } }),
  actOnMany: (items: readonly { readonly id: string; readonly act: BulkAct }[]) =>
    request<{ results: BulkResult[] }>("POST", "/conversations/bulk", {
      body: { items },
      timeoutMs: MANY_TIMEOUT_MS,
    }),
  listViews: () => request<{ items: SavedViewView[] }>("GET", "/views"),
  createView: (view: { id: string; name: string; isShared: boolean; filter: ListFilterView }) =>
    request<SavedViewView>("POST", "/views", { body: view }),
  updateView: (id: string, body: { name?: string; isShared?: boolean; filter?: ListFilterView }) =>
    request<SavedViewView>("PATCH", `/views/${encodeURIComponent(id)}`, { body }),
  deleteView: (id: string) => request<object>("DELETE", `/views/${encodeURIComponent(id)}`),
  placeViews: (ids: readonly string[]) => request<object>("PUT", "/views/order", { body: { ids } }),
  countLists: ({ search: _words, ...filter }: ListFilter, signal: AbortSignal) =>
    request<ListCounts>("GET", "/list-counts", { query: filter, signal }),
  listLabels: () => request<{ items: string[] }>("GET", "/labels"),

  listOffers: () => request<ListOf<OfferView>>("GET", "/offers"),
  acceptOffer: (id: string) =>
    request<ConversationView>("POST", `/offers/${encodeURIComponent(id)}/accept`, { body: {} }),
  declineOffer: (id: string, reason: string) =>
    request<object>("POST", `/offers/${encodeURIComponent(id)}/decline`, { body: { reason } }),

  listQueues: () => request<ListOf<QueueView>>("GET", "/queues"),
  listAgents: () => request<ListOf<AgentView>>("GET", "/agents"),
  listInboxes: () => request<ListOf<InboxView>>("GET", "/inboxes"),
  createInbox: (body: {
    name: string;
    channel: string;
    settings: Readonly<Record<string, unknown>>;
  }) => request<InboxView>("POST", "/inboxes", { body }),
  updateInbox: (
    id: string,
    body: {
      name?: string;
      enabled?: boolean;
      tellsProtocol?: boolean;
      settings?: Readonly<Record<string, unknown>>;
    },
  ) => request<InboxView>("PATCH", inbox(id), { body }),
  getSession: (id: string) =>
    request<{
      session: PairingSessionView | null;
      traffic: InboxTraffic;
      compared: InboxComparison | null;
    }>("GET", inbox(id, "/session")),
  wishSession: (id: string, wish: SessionWishBody) =>
    request<object>("POST", inbox(id, "/session"), { body: wish }),
  /** It asks the provider several things, one after the other. */
  checkInbox: (id: string) =>
    request<InboxCheck>("POST", inbox(id, "/check"), { timeoutMs: CHECK_TIMEOUT_MS }),
  listTemplates: (id: string) =>
    request<{ items: TemplateView[] }>("GET", inbox(id, "/templates"), {
      timeoutMs: CHECK_TIMEOUT_MS,
    }),
  /** It asks several servers of strangers, one after the other. */
  beginMailConsent: (body: {
    readonly address: string;
    readonly tokenUrl: string;
    readonly authorizeUrl?: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly scope?: string;
    readonly inboxId?: string;
  }) => request<{ id: string; url: string }>("POST", "/mailboxes/consents", { body }),
  getMailConsent: (id: string) => request<ConsentView>("GET", `/mailboxes/consents/${id}`),
  discoverMailbox: (address: string) =>
    request<Discovery>("POST", "/mailboxes/discover", {
      body: { address },
      timeoutMs: DISCOVERY_TIMEOUT_MS,
    }),
  setPresence: (agentId: string, wanted: WantedPresence, reason?: ChosenReason) =>
    request<AgentView>("PUT", `/agents/${encodeURIComponent(agentId)}/presence`, {
      body: { wanted, reason },
    }),
  getPresenceSettings: () =>
    request<{ idleAwayMinutes: number | null; breaks: ChosenReason[] }>(
      "GET",
      "/settings/presence",
    ),
  listTakenBack: () => request<{ items: TakenBackView[] }>("GET", "/taken-back"),
  readTakenBack: (upTo: string) => request<object>("POST", "/taken-back/read", { body: { upTo } }),
};
