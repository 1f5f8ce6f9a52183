import { type Desk, shortenLeasesOf } from "@circuito/desk";
import type { AgentId } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import { agentAuth } from "@circuito/protocol";
import { createGroupCommit, isTransient, type NoticeRow, takeTickets } from "@circuito/store";
import type { Server } from "socket.io";
import type { Log } from "../../log/log.ts";
import type { Board } from "../board/board.ts";
import type { NoticeFeed } from "../notice-feed.ts";
import { hashToken, isToken } from "../tokens.ts";
import { loadAgentEvents } from "./agent-events.ts";
import { type AgentNamespace, type AgentSocket, socketsOf } from "./agent-socket.ts";
import { takeClientEvents } from "./client-events.ts";
import { createHeads } from "./heads.ts";
import { writeLooks } from "./keep-looks.ts";
import { isAllowedOrigin } from "./origins.ts";
import { keepPresence } from "./presence-keeper.ts";
import { createResumes } from "./resumes.ts";
import { revoke, watchRevocations } from "./revocation.ts";
import { emitEvents, roomsOf } from "./rooms.ts";
import { TOGETHER } from "./together.ts";
import type { VolatileWake } from "./volatile.ts";

/** Idle consoles learn from it that the line lives, and whether they lag (rules §12). */
const HEAD_EVERY_MS = 20_000;
/** Not all at once: ten thousand packets in one turn of the loop keep a customer's message waiting. */
const HEAD_TURNS = 20;
/** Between attempts to load views while the database is away. */
const LOAD_RETRY_MS = 250;

export interface AgentNamespaceParts {
  /** The same desk that the API has. */
  readonly desk: Desk;
  readonly feed: NoticeFeed;
  readonly volatile: VolatileWake;
  readonly board: Board;
  /** A console found so many views newer than it had been told. Absent: nobody counts. */
  readonly repaired?: ((views: number) => void) | undefined;
  readonly publicUrl: string;
  /** Names this process among those of the fleet. */
  readonly node: string;
  readonly log: Log;
}

export interface AgentSockets {
  /** Closes the sockets of a session that just ended here. */
  sessionEnded(sessionHash: Buffer): void;
  /** Told of each socket that is let in. */
  onArrival(arrived: () => void): void;
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
  let nextTurn = 0;
  /** Sockets here, by agent. */
  const open = new Map<AgentId, number>();
  const presence = keepPresence({ ...parts.desk, log }, () => [...open.keys()]);
  const looks = writeLooks(database, log);
  const resumes = createResumes(database, () => feed.position());
  const signs = { active: presence.active, looks };
  const events = takeClientEvents(namespace, { ...parts, log }, { ...signs, resumes });
  const heads = createHeads((room) => namespace.adapter.rooms.has(room));
  namespace.adapter.on("delete-room", (room: string) => heads.forget(room));
  const tickets = createGroupCommit({
    ...TOGETHER,
    commit: (hashes: readonly Buffer[]) => takeTickets(database.pool, hashes),
  });
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
    const taken = await tickets.add(hashToken(auth.data.ticket));
    if (!taken) return "unauthenticated";
    socket.data.who = taken.who;
    socket.data.sessionHash = taken.sessionHash.toString("hex");
    socket.data.viewing = null;
    socket.data.viewedBefore = null;
    socket.data.caughtUpTo = feed.position();
    socket.data.headTurn = nextTurn++ % HEAD_TURNS;
    return undefined;
  }

  namespace.on("connection", (socket) => {
    // Rooms first: whatever is handed out after this position reaches it.
    void socket.join(roomsOf(socket.data.who));
    events.listenTo(socket);
    const position = feed.position();
    socket.data.caughtUpTo = position;
    socket.emit("ready", { position, agentId: socket.data.who.id, serverTime: serverTime() });
    const { id } = socket.data.who;
    open.set(id, (open.get(id) ?? 0) + 1);
    void presence.arrived(id);
    socket.on("disconnect", () => {
      const left = (open.get(id) ?? 1) - 1;
      if (left > 0) open.set(id, left);
      else open.delete(id);
      void presence.left(id);
      if (left === 0) void letGo.add(id);
    });
  });

  /** What they had before them in triage is anybody's soon. */
  const letGo = createGroupCommit<AgentId, AgentId>({
    ...TOGETHER,
    async commit(agentIds) {
      try {
        await shortenLeasesOf(parts.desk, agentIds);
      } catch (error) {
        // They end by themselves a little later.
        log.warn("leases not shortened", { agents: agentIds.length, error });
      }
      return agentIds;
    },
  });

  async function tell(notices: readonly NoticeRow[]): Promise<void> {
    if (notices.length === 0 || namespace.sockets.size === 0) return;
    try {
      const events = await untilLoaded(notices);
      crashPoint("S1");
      emitEvents(namespace, events, heads);
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
  let headTurn = 0;
  const head = setInterval(() => {
    headTurn = (headTurn + 1) % HEAD_TURNS;
    for (const socket of namespace.sockets.values()) {
      if (socket.data.headTurn !== headTurn) continue;
      const position = heads.of(socket.rooms, socket.data.caughtUpTo);
      socket.emit("head", { position, serverTime: serverTime() });
    }
    if (headTurn === 0) events.tellViewersAgain();
  }, HEAD_EVERY_MS / HEAD_TURNS);

  return {
    sessionEnded(sessionHash) {
      const hash = sessionHash.toString("hex");
      for (const socket of socketsOf(namespace)) {
        if (socket.data.sessionHash === hash) revoke(socket, "logged-out");
      }
    },
    onArrival: (arrived) => void namespace.on("connection", () => arrived()),
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
