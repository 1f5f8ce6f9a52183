import type { AgentPrincipal, Position } from "@circuito/store";
import type { DefaultEventsMap, Namespace, Socket } from "socket.io";

/** What we know of a socket once its ticket was taken. */
export interface AgentSocketData {
  who: AgentPrincipal;
  /** Hexadecimal: the session it rests on, and falls with. */
  sessionHash: string;
  /** The conversation on screen, known to be visible. */
  viewing: string | null;
  /** The one that was on screen before it: its last look may be told after another is shown. */
  viewedBefore: string | null;
  /** Where it stood when it was told last that nothing is missing; what comes after goes to its rooms. */
  caughtUpTo: Position;
  /** Which of the turns its `head` comes in. */
  headTurn: number;
}

export type AgentSocket = Socket<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  AgentSocketData
>;
export type AgentNamespace = Namespace<
  DefaultEventsMap,
  DefaultEventsMap,
  DefaultEventsMap,
  AgentSocketData
>;

/** Every console. */
export const EVERYBODY = "everybody";
/** Those whose business every conversation is. */
export const EVERYTHING = "everything";
/** Supervisors who have the board on screen. */
export const BOARD = "board";
/** Those to whom a queue or an agent is of concern. */
export const about = (id: string): string => `about ${id}`;
export const viewersOf = (conversationId: string): string => `viewing ${conversationId}`;

export function socketsOf(namespace: AgentNamespace): AgentSocket[] {
  return [...namespace.sockets.values()];
}
