import { type Desk, shortenLeasesOf } from "@circuito/desk";
import type { AgentId } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import { agentAuth } from "@circuito/protocol";
import { isTransient, type NoticeRow, takeTicket } from "@circuito/store";
import type { Server } from "socket.io";
import type { Log } from "../../log/log.ts";
import type { Board } from "../board/board.ts";
import type { NoticeFeed } from "../notice-feed.ts";
import { hashToken, isToken } from "../tokens.ts";
import { loadAgentEvents } from "./agent-events.ts";
import { type AgentNamespace, type AgentSocket, EVERYBODY, socketsOf } from "./agent-socket.ts";
import { takeClientEvents } from "./client-events.ts";
import { writeLooks } from "./keep-looks.ts";
import { isAllowedOrigin } from "./origins.ts";
import { keepPresence } from "./presence-keeper.ts";
import { revoke, watchRevocations } from "./revocation.ts";
import { emitEvents, roomsOf } from "./rooms.ts";
import type { VolatileWake } from "./volatile.ts";

/** Idle consoles learn from it that the line lives, and whether they lag (rules §12). */
const HEAD_EVERY_MS = 20_000;
/** Between attempts to load views while the database is away. */
const LOAD_RETRY_MS = 250;

export interface AgentNamespaceParts {
  /** The same desk that the API has. */
  readonly desk: Desk;
  readonly feed: NoticeFeed;
  readonly volatile: VolatileWake;
  readonly board: Board;
  readonly publicUrl: string;
  /** Names this process among those of the fleet. */
  readonly node: string;
  readonly log: Log;
}

export interface AgentSockets {
  /** Closes the sockets of a session that just ended here. */
  sessionEnded(sessionHash: Buffer): void;
  stop(): Promise<void>;
}

/**
 * The consoles' namespace: a ticket opens a socket, rooms decide what it hears, the notice feed
 * speaks. Sockets carry notice and not truth: whoever misses something asks by position.
 */
export function attachAgentNamespace(io: Server, parts: AgentNamespaceParts): AgentSockets {
  const { feed } = parts;
  const { database, now } = parts.desk;
  const log = parts.log.with({ component: "agent-sockets" });
  const namespace: AgentNamespace = io.of("/agent");
  const connected = () => [...new Set(socketsOf(namespace).map(({ data }) => data.who.id))];
  const presence = keepPresence({ ...parts.desk, log }, connected);
  const looks = writeLooks(database, log);
  const events = takeClientEvents(namespace, { ...parts, log }, { active: presence.active, looks });
  const serverTime = () => new Date(now()).toISOString();

  namespace.use(async (socket, next) => {
    const refused = await admit(socket).catch((error: unknown) => {
      log.warn("agent socket refused, the store is away", { error });
      return "unavailable";
    });
    next(refused === undefined ? undefined : refusal(refused));
  });

  async function admit(socket: AgentSocket): Promise<string | undefined> {
    if (!isAllowedOrigin(parts.publicUrl, socket.handshake.headers.origin)) {
      return "origin-not-allowed";
    }
    const auth = agentAuth.safeParse(socket.handshake.auth);
    if (!auth.success || !isToken(auth.data.ticket)) return "unauthenticated";
    const taken = await takeTicket(database.pool, hashToken(auth.data.ticket));
    if (!taken) return "unauthenticated";
    socket.data.who = taken.who;
    socket.data.sessionHash = taken.sessionHash.toString("hex");
    socket.data.viewing = null;
    socket.data.viewedBefore = null;
    return undefined;
  }

  namespace.on("connection", (socket) => {
    // Rooms first: whatever is handed out after this position reaches it.
    void socket.join(roomsOf(socket.data.who));
    events.listenTo(socket);
    const position = feed.position();
    socket.emit("ready", { position, agentId: socket.data.who.id, serverTime: serverTime() });
    const { id } = socket.data.who;
    void presence.arrived(id);
    socket.on("disconnect", () => {
      void presence.left(id);
      if (!connected().includes(id)) void letGo(id);
    });
  });

  /** What they had before them in triage is anybody's soon. */
  async function letGo(agentId: AgentId): Promise<void> {
    try {
      await shortenLeasesOf(parts.desk, agentId);
    } catch (error) {
      // It ends by itself a little later.
      log.warn("leases not shortened", { by: agentId, error });
    }
  }

  async function tell(notices: readonly NoticeRow[]): Promise<void> {
    if (notices.length === 0 || namespace.sockets.size === 0) return;
    try {
      const events = await untilLoaded(notices);
      crashPoint("S1");
      emitEvents(namespace, events);
      crashPoint("S2");
    } catch (error) {
      // Never half a truth: they come back and ask from their own positions.
      log.error("events not told, consoles sent to resume", { error });
      namespace.disconnectSockets(true);
    }
  }

  let stopped = false;
  async function untilLoaded(notices: readonly NoticeRow[]) {
    for (;;) {
      try {
        return await database.connection((client) => loadAgentEvents(client, notices));
      } catch (error) {
        if (stopped || !isTransient(error)) throw error;
        log.warn("events wait for the store", { error });
        await new Promise((resolve) => setTimeout(resolve, LOAD_RETRY_MS));
      }
    }
  }

  const unsubscribe = feed.subscribe(tell);
  const unwatch = watchRevocations(namespace, database, log);
  const head = setInterval(() => {
    namespace.to(EVERYBODY).emit("head", { position: feed.position(), serverTime: serverTime() });
    events.tellViewersAgain();
  }, HEAD_EVERY_MS);

  return {
    sessionEnded(sessionHash) {
      const hash = sessionHash.toString("hex");
      for (const socket of socketsOf(namespace)) {
        if (socket.data.sessionHash === hash) revoke(socket, "logged-out");
      }
    },
    async stop() {
      stopped = true;
      unsubscribe();
      unwatch();
      clearInterval(head);
      presence.stop();
      events.stop();
      await looks.stop();
    },
  };
}

/** socket.io sends an error's `data` to the client as `connect_error.data`, and nothing else of it. */
function refusal(code: string): Error {
  return Object.assign(new Error("refused"), { data: { code, message: "the socket was refused" } });
}
