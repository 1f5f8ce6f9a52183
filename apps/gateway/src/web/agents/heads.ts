import { comparePositions, type Position } from "@circuito/store";

/**
 * How far each room was told. A socket's head is the last event that was for it, and not the newest of all: an
 * idle console stands where its head says, and asks for nothing; one that lost something does not.
 */
export interface Heads {
  /** Events up to here went to these rooms. */
  told(rooms: readonly string[], position: Position): void;
  /** Nobody is in it any more. */
  forget(room: string): void;
  /** @param from where a socket stood when it was told everything last */
  of(rooms: Iterable<string>, from: Position): Position;
}

/** @param isHeard whether anybody is in a room: others are of no concern */
export function createHeads(isHeard: (room: string) => boolean): Heads {
  const last = new Map<string, Position>();
  return {
    told(rooms, position) {
      for (const room of rooms) if (isHeard(room)) last.set(room, position);
    },
    forget: (room) => void last.delete(room),
    of(rooms, from) {
      let head = from;
      for (const room of rooms) {
        const told = last.get(room);
        if (told !== undefined && comparePositions(told, head) > 0) head = told;
      }
      return head;
    },
  };
}
