import { hasRole, seesEverything } from "@circuito/domain";
import type { AgentEvent } from "@circuito/protocol";
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
import type { Heads } from "./heads.ts";

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
export function emitEvents(
  namespace: AgentNamespace,
  events: readonly AddressedEvent[],
  heads: Pick<Heads, "told">,
): void {
  let packet: AddressedEvent[] = [];
  const flush = () => {
    const [first] = packet;
    if (!first) return;
    const told = packet.map(({ event }) => event);
    const rooms = roomsFor(first);
    namespace.to(rooms).emit("events", told);
    heads.told(rooms, told.at(-1)?.position ?? first.event.position);
    packet = [];
  };
  for (const addressed of events) {
    const [first] = packet;
    if (first && roomsFor(first).join() !== roomsFor(addressed).join()) flush();
    packet.push(addressed);
    if (!addressed.departed) continue;
    flush();
    const rooms = addressed.departed.to.map(about);
    // Who is still here through another queue has had the whole of it.
    namespace.to(rooms).except(roomsFor(addressed)).emit("events", [addressed.departed.event]);
    heads.told(rooms, addressed.departed.event.position);
  }
  flush();
}

/** What each of many may have of the same events; the events' own side is worked out once for all. */
export function hearings(
  events: readonly AddressedEvent[],
): (who: AgentPrincipal, from: number) => AgentEvent[] {
  const addressed = events.map((one) => ({
    rooms: roomsFor(one),
    event: one.event,
    departed: one.departed && {
      rooms: one.departed.to.map(about),
      event: one.departed.event,
    },
  }));
  return (who, from) => {
    const own = new Set(roomsOf(who));
    const isOwn = (room: string): boolean => own.has(room);
    return addressed.slice(from).flatMap(({ rooms, event, departed }) => {
      if (rooms.some(isOwn)) return [event];
      return departed?.rooms.some(isOwn) ? [departed.event] : [];
    });
  };
}
