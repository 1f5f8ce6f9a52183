import { hasRole, seesEverything } from "@circuito/domain";
import type { AgentPrincipal } from "@circuito/store";
import type { AddressedEvent } from "./agent-events.ts";
import {
  type AgentNamespace,
  type AgentSocket,
  about,
  BOARD,
  EVERYBODY,
  EVERYTHING,
} from "./agent-socket.ts";

/** The rooms in which somebody hears what they may. */
export function roomsOf(who: AgentPrincipal): string[] {
  const concerns = [who.id, ...who.queueIds].map(about);
  return seesEverything(who) ? [EVERYBODY, EVERYTHING, ...concerns] : [EVERYBODY, ...concerns];
}

/** Moves a socket to the rooms of what its agent may see now. */
export function rejoin(socket: AgentSocket, who: AgentPrincipal): void {
  const wanted = new Set(roomsOf(who));
  const isOurs = (room: string) =>
    room === EVERYBODY || room === EVERYTHING || room.startsWith(about(""));
  for (const room of socket.rooms) {
    if (isOurs(room) && !wanted.has(room)) void socket.leave(room);
  }
  if (!hasRole(who, "supervisor")) void socket.leave(BOARD);
  void socket.join([...wanted]);
}

/** Rooms an event goes to, and those among them that get less of it. */
function roomsFor({ to }: Pick<AddressedEvent, "to">): string[] {
  if (to === "everybody") return [EVERYBODY];
  return "alone" in to ? [about(to.alone)] : [EVERYTHING, ...to.map(about)];
}

/**
 * Sends events in order. Neighbours for the same rooms go in one packet; events for different rooms
 * are never reordered, because a client takes the last position it hears for its own.
 */
export function emitEvents(namespace: AgentNamespace, events: readonly AddressedEvent[]): void {
  let packet: AddressedEvent[] = [];
  const flush = () => {
    const [first] = packet;
    if (!first) return;
    namespace.to(roomsFor(first)).emit(
      "events",
      packet.map(({ event }) => event),
    );
    packet = [];
  };
  for (const addressed of events) {
    const [first] = packet;
    if (first && roomsFor(first).join() !== roomsFor(addressed).join()) flush();
    packet.push(addressed);
    if (!addressed.departed) continue;
    flush();
    // Who is still here through another queue has had the whole of it.
    namespace
      .to(addressed.departed.to.map(about))
      .except(roomsFor(addressed))
      .emit("events", [addressed.departed.event]);
  }
  flush();
}

/** The event as one agent may have it; `undefined` if they may not. */
export function eventFor(who: AgentPrincipal, addressed: AddressedEvent) {
  const rooms = new Set(roomsOf(who));
  if (roomsFor(addressed).some((room) => rooms.has(room))) return addressed.event;
  const { departed } = addressed;
  return departed?.to.some((id) => rooms.has(about(id))) ? departed.event : undefined;
}
