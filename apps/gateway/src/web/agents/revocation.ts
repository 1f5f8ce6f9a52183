import { type AgentPrincipal, type Database, findLiveSessions } from "@circuito/store";
import type { Log } from "../../log/log.ts";
import { type AgentNamespace, type AgentSocket, socketsOf } from "./agent-socket.ts";
import { rejoin } from "./rooms.ts";

/** Promises P16 gives 5 s until a revoked session has no socket; the rest is for a slow database. */
const LOOK_EVERY_MS = 3_000;

/**
 * Closes sockets whose session ended or whose agent was disabled, on every node, by asking the
 * database: it is right with Redis down, too. Rights that changed take effect the same way.
 * @returns a function that stops it
 */
export function watchRevocations(
  namespace: AgentNamespace,
  database: Database,
  log: Log,
): () => void {
  let looking = false;
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const sockets = socketsOf(namespace);
      const hashes = [...new Set(sockets.map(({ data }) => data.sessionHash))];
      const live = new Map(
        (await findLiveSessions(database.pool, hashes)).map((s) => [s.sessionHash, s.who]),
      );
      for (const socket of sockets) {
        const who = live.get(socket.data.sessionHash);
        if (!who) {
          revoke(socket, "session-ended");
          continue;
        }
        // Of most nothing changed, and moving ten thousand takes a customer's time.
        if (!isSameRight(socket.data.who, who)) rejoin(socket, who);
        socket.data.who = who;
      }
    } catch (error) {
      // Without the database nothing is sent either: views come from it.
      log.warn("sessions not checked", { error });
    } finally {
      looking = false;
    }
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

function isSameRight(before: AgentPrincipal, now: AgentPrincipal): boolean {
  return (
    before.role === now.role &&
    before.queueIds.length === now.queueIds.length &&
    before.queueIds.every((id) => now.queueIds.includes(id))
  );
}

export function revoke(socket: AgentSocket, reason: string): void {
  socket.emit("revoked", { reason });
  socket.disconnect(true);
}
