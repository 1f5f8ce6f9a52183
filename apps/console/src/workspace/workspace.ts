import type { ActivityView, AgentEvent, AgentView, BoardView } from "@circuito/protocol";
import {
  type AgentCache,
  type AgentSocket,
  applyEvents,
  type ConnectionState,
  connectAgentSocket,
  createOutbox,
  createToldVersions,
  indexedDbStorage,
  newId,
  type Outbox,
  putAgent,
  putDrafting,
  UNSTEADY_WITHIN_MS,
} from "@circuito/realtime";
import { type Announcer, createAnnouncer, createToastQueue, type ToastQueue } from "@circuito/ui";
import type { QueryClient } from "@tanstack/react-query";
import { createStore, type StoreApi } from "zustand/vanilla";
import { api } from "../api/client.ts";
import { ApiError, onUnauthenticated, sessionBegan } from "../api/request.ts";
import { refetchContacts, tellsOfContact } from "../contact/use-contact.ts";
import { learn } from "../i18n/translate.ts";
import type { Notifier } from "../notifications/notifier.ts";
import { tellPromises } from "../promises/tell-promises.ts";
import { tellsOfHandOvers } from "../supervision/use-hand-overs-to-mind.ts";
import { fetchComposer } from "../writing/writing-parts.ts";
import { announceEvents } from "./announce-events.ts";
import { type CacheStore, createCacheStore } from "./cache-store.ts";
import { createDraftKeeper, type DraftKeeper } from "./draft-keeper.ts";
import { createDrafts, type Drafts } from "./drafts.ts";
import { isVisibleTo } from "./is-visible.ts";
import { refetchLiveLists } from "./queries.ts";
import { createSeen, type Seen } from "./seen.ts";
import { sendItem } from "./send-item.ts";
import { serverNow } from "./server-now.ts";
import { soon } from "./soon.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** What passes: not worth keeping, gone with the page. */
export interface Live {
  readonly connection: ConnectionState;
  /** How often the line came up: it may have been down too shortly for anybody to be told. */
  readonly timesUp: number;
  readonly browserOnline: boolean;
  readonly sessionExpired: boolean;
  readonly viewers: Readonly<Record<string, readonly { id: string; name: string }[]>>;
  readonly typing: Readonly<Record<string, { readonly who: string; readonly until: number }>>;
  /** Server's clock minus ours, in ms. */
  readonly clockOffsetMs: number;
  /** When a look at the server found what no event had told, ms of our clock; the last ten minutes'. */
  readonly repairs: readonly number[];
  /** Of conversations where messages came while too much was missed: the seq after which they stand. */
  readonly missed: Readonly<Record<string, number>>;
}

/** Everything one logged-in agent works with; made at log-in, closed at log-out. */
export interface Workspace {
  readonly agentId: string;
  readonly cache: CacheStore;
  readonly live: StoreApi<Live>;
  /** How everything stands, while a board is on screen. */
  readonly board: StoreApi<BoardView | undefined>;
  readonly socket: AgentSocket;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly keeper: DraftKeeper;
  readonly seen: Seen;
  readonly uploads: Uploads;
  readonly queries: QueryClient;
  readonly toasts: ToastQueue;
  readonly announcer: Announcer;
  readonly sessionRenewed: () => void;
  readonly close: () => void;
}

/** A list changes at most this often, however much arrives. */
const LISTS_DELAY_MS = 400;
/** Queue figures are for orientation: slower is enough. */
const QUEUES_DELAY_MS = 1_000;
/** One look at all that is open, for numbers that nobody reads by the second. */
const COUNTS_DELAY_MS = 3_000;
/** Even a socket that looks healthy is not believed for longer. */
const RECONCILE_INTERVAL_MS = 60_000;
/** What was committed just before a look is told of by then. */
const STILL_ON_ITS_WAY_MS = 10_000;
/** A little more than the pause between two `typing` notices. */
const TYPING_SHOWN_MS = 6_000;

/** @param goTo another place of the console, from where nobody has the router */
export async function openWorkspace(
  agent: AgentView,
  queries: QueryClient,
  goTo: (href: string) => void,
): Promise<Workspace> {
  const cache = createCacheStore();
  cache.change((held) => putAgent(held, agent, ""));
  const toasts = createToastQueue();
  const announcer = createAnnouncer();
  const drafts = createDrafts(agent.id);
  const uploads = createUploads(drafts, agent.id, newId);
  const seen = createSeen(agent.id, (id) => {
    const { conversations, agents } = cache.get();
    const conversation = conversations.get(id);
    return (
      conversation === undefined || isVisibleTo(agents.get(agent.id)?.agent ?? agent, conversation)
    );
  });
  const live = createStore<Live>(() => ({
    connection: { kind: "ok" },
    timesUp: 0,
    browserOnline: navigator.onLine,
    sessionExpired: false,
    viewers: {},
    typing: {},
    clockOffsetMs: 0,
    repairs: [],
    missed: {},
  }));
  const told = createToldVersions();
  /** By conversation, the first message that was told since all was last asked for anew. */
  const firstTold = new Map<string, number>();

  const refetch = (key: string) => () => void queries.invalidateQueries({ queryKey: [key] });
  const refetchLists = soon(() => refetchLiveLists(queries), LISTS_DELAY_MS);
  const refetchQueues = soon(refetch("queues"), QUEUES_DELAY_MS);
  const refetchCounts = soon(refetch("list-counts"), COUNTS_DELAY_MS);
  const refetchSetup = soon(refetch("setup"), QUEUES_DELAY_MS);
  const refetchHandOvers = soon(refetch("hand-overs"), QUEUES_DELAY_MS);

  const board = createStore<BoardView | undefined>(() => undefined);

  const outbox = createOutbox({
    storage: indexedDbStorage(agent.id),
    send: (item) => sendItem(item, cache, agent.id),
    newId,
    now: () => new Date(),
  });

  const keeper = createDraftKeeper(drafts, {
    async list(conversationId) {
      const askedAt = serverNow(live.getState());
      const { items, writers } = await api.listDrafts(conversationId);
      cache.change((held) => putDrafting(held, writers, askedAt));
      return items;
    },
    isOnItsWay: (conversationId, room, version) =>
      outbox
        .items()
        .some(
          (item) =>
            item.conversationId === conversationId &&
            item.kind === room &&
            (item.draftVersion ?? 0) >= version,
        ),
    save: api.keepDraft,
  });

  const socket = connectAgentSocket({
    fetchTicket,
    onEvents: take,
    onSnapshotRequired: () => void reload(),
    onState,
    onUp: () => live.setState(({ timesUp }) => ({ timesUp: timesUp + 1 })),
    onTyping({ conversationId, who }) {
      const until = Date.now() + TYPING_SHOWN_MS;
      live.setState(({ typing }) => ({ typing: { ...typing, [conversationId]: { who, until } } }));
    },
    onViewers({ conversationId, agents }) {
      const others = agents.filter((viewer) => viewer.id !== agent.id);
      live.setState(({ viewers }) => ({ viewers: { ...viewers, [conversationId]: others } }));
    },
    onBoard: (next) => board.setState(next, true),
    onClockOffset: (clockOffsetMs) => live.setState({ clockOffsetMs }),
  });

  // Nothing can be news before the page is there: it need not come with it.
  let notifier: Notifier | undefined;
  void Promise.all([import("../notifications/notifier.ts"), learn("preferences")]).then(
    ([{ createNotifier }]) => {
      notifier = createNotifier(agent, goTo);
    },
  );

  onUnauthenticated(() => live.setState({ sessionExpired: true }));
  const stopListening = listenToBrowser();
  const reconciling = setInterval(() => {
    if (live.getState().connection.kind === "ok") void reconcile();
  }, RECONCILE_INTERVAL_MS);
  // The composer comes with them: whoever presses `r` at once types into it, and not commands.
  await Promise.all([drafts.restore(), seen.restore(), outbox.restore(), fetchComposer()]);
  uploads.resume();
  void keeper.compare();

  return {
    agentId: agent.id,
    cache,
    live,
    board,
    socket,
    outbox,
    drafts,
    keeper,
    seen,
    uploads,
    queries,
    toasts,
    announcer,
    sessionRenewed() {
      sessionBegan();
      live.setState({ sessionExpired: false });
      socket.sessionRenewed();
      outbox.resume();
      uploads.resume();
      keeper.flush();
      void queries.invalidateQueries();
    },
    close() {
      drafts.flush();
      keeper.close();
      stopListening();
      clearInterval(reconciling);
      socket.close();
      outbox.close();
      uploads.close();
      queries.clear();
    },
  };

  /** What a look finds and no event tells, not even a moment later, is put right and counted. */
  async function reconcile(): Promise<void> {
    const before = cache.get().conversations;
    await queries.invalidateQueries({ queryKey: ["conversations"] });
    const me = cache.get().agents.get(agent.id)?.agent ?? agent;
    const found = told.untold(before, cache.get().conversations).filter(({ id }) => {
      const seen = cache.get().conversations.get(id);
      // What one may only read is told of to those it concerns.
      return seen !== undefined && isVisibleTo(me, seen);
    });
    if (found.length === 0) return;
    setTimeout(() => {
      const views = told.stillUntold(found);
      if (views === 0 || live.getState().connection.kind !== "ok") return;
      socket.repaired(views);
      const now = Date.now();
      live.setState(({ repairs }) => ({
        repairs: [...repairs.filter((at) => now - at < UNSTEADY_WITHIN_MS), now],
      }));
    }, STILL_ON_ITS_WAY_MS);
  }

  function take(events: readonly AgentEvent[]): void {
    told.take(events);
    for (const event of events) {
      if (event.type !== "message.created") continue;
      const { conversationId, seq } = event.message;
      if (!firstTold.has(conversationId)) firstTold.set(conversationId, seq);
    }
    const before = cache.get();
    cache.change((held) => applyEvents(held, events));
    notifier?.tell(events, before, cache.get());
    // A line of a story that is not on screen changes nothing in the cache.
    if (events.some((event) => event.type === "activity.created" && isTakenBack(event.activity))) {
      void queries.invalidateQueries({ queryKey: ["taken-back"] });
    }
    if (agent.role !== "agent" && events.some(tellsOfHandOvers)) refetchHandOvers();
    tellPromises(events, { announcer, toasts, me: agent, cache: cache.get() });
    seen.adopt(events.flatMap((event) => (event.type === "read.changed" ? [event.read] : [])));
    if (events.some(({ type }) => type === "announcement.created")) {
      void queries.invalidateQueries({ queryKey: ["announcements"] });
    }
    if (cache.get() === before) return;
    announceEvents(events, { announcer, agentId: agent.id, before });
    if (events.some(tellsOfContact)) refetchContacts(queries);
    for (const event of events) {
      if (event.type === "conversation.changed") {
        refetchLists();
        refetchCounts();
        refetchSetup();
      }
      if (event.type === "message.created") forgetTyping(event.message.conversationId);
      if (event.type === "queue.changed") refetchQueues();
      if (event.type === "views.changed") {
        void queries.invalidateQueries({ queryKey: ["views"] });
        refetchCounts();
      }
      if (event.type === "inbox.changed") {
        void queries.invalidateQueries({ queryKey: ["inboxes"] });
      }
      if (event.type === "mention.changed" && event.agentId === agent.id) {
        void queries.invalidateQueries({ queryKey: ["mentions"] });
      }
      if (event.type === "configuration.changed") {
        refetchSetup();
        void queries.invalidateQueries({ queryKey: ["quick-replies"] });
        void queries.invalidateQueries({ queryKey: ["breaks"] });
        void queries.invalidateQueries({ queryKey: ["macros"] });
        void queries.invalidateQueries({ queryKey: ["queues"] });
        void queries.invalidateQueries({ queryKey: ["agents"] });
        void queries.invalidateQueries({ queryKey: ["people"] });
        void queries.invalidateQueries({ queryKey: ["categories"] });
        void queries.invalidateQueries({ queryKey: ["inboxes"] });
        void queries.invalidateQueries({ queryKey: ["webhooks"] });
        void queries.invalidateQueries({ queryKey: ["alerts"] });
        void queries.invalidateQueries({ queryKey: ["own-mail"] });
      }
    }
  }

  /** Too much was missed to be told: what is on screen is asked for anew, and what came meanwhile marked. */
  async function reload(): Promise<void> {
    const before = newestSeqs(cache.get());
    firstTold.clear();
    await queries.invalidateQueries();
    const missed: Record<string, number> = {};
    for (const [id, seq] of newestSeqs(cache.get())) {
      const after = before.get(id);
      if (after === undefined) continue;
      // What was told while this was asked for was not missed.
      const missedUpTo = Math.min(seq, (firstTold.get(id) ?? seq + 1) - 1);
      if (missedUpTo > after) missed[id] = after;
    }
    live.setState((held) => ({ missed: { ...missed, ...held.missed } }));
  }

  function isTakenBack({ kind, data }: ActivityView): boolean {
    return kind === "released" && data.agentId === agent.id;
  }

  function forgetTyping(conversationId: string): void {
    live.setState(({ typing: { [conversationId]: _done, ...typing } }) => ({ typing }));
  }

  function onState(connection: ConnectionState): void {
    live.setState({ connection });
    if (connection.kind === "session-expired") live.setState({ sessionExpired: true });
    if (connection.kind === "ok" || connection.kind === "catching-up") {
      outbox.resume();
      uploads.resume();
      keeper.flush();
      seen.resume();
    }
  }

  function listenToBrowser(): () => void {
    const online = () => {
      live.setState({ browserOnline: true });
      socket.setBrowserOnline(true);
      outbox.resume();
      uploads.resume();
    };
    const offline = () => {
      live.setState({ browserOnline: false });
      socket.setBrowserOnline(false);
    };
    addEventListener("online", online);
    addEventListener("offline", offline);
    addEventListener("pagehide", drafts.rescue);
    // Back at this screen, perhaps from another one: what was written there is wanted here.
    const back = () => {
      if (document.visibilityState === "visible") void keeper.compare();
      else keeper.flush();
    };
    document.addEventListener("visibilitychange", back);
    return () => {
      removeEventListener("online", online);
      removeEventListener("offline", offline);
      removeEventListener("pagehide", drafts.rescue);
      document.removeEventListener("visibilitychange", back);
    };
  }
}

async function fetchTicket() {
  try {
    const { ticket } = await api.ticket();
    return { kind: "ticket", ticket } as const;
  } catch (error) {
    const isOver = error instanceof ApiError && error.status === 401;
    return { kind: isOver ? "session-expired" : "unreachable" } as const;
  }
}

/** Of each thread that is held, its newest message. */
function newestSeqs({ threads }: AgentCache): ReadonlyMap<string, number> {
  return new Map(
    [...threads].flatMap(([id, { messages }]): [string, number][] => {
      const seq = messages.at(-1)?.seq;
      return seq === undefined ? [] : [[id, seq]];
    }),
  );
}
