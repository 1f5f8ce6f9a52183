import { MINUTE_MS } from "@circuito/domain";
import type { AgentNowView, BoardView, QueueNowView } from "@circuito/protocol";
import type { AgentNow, BoardNow, QueueNow, QueueToday } from "@circuito/store";
import { iso, isoOrNull } from "../instants.ts";

/** The board as supervisors see it. */
export function boardViewOf(
  board: BoardNow,
  today: readonly QueueToday[],
  at: number,
): Omit<BoardView, "revision"> {
  const since = new Map(today.map((each) => [each.queueId, each]));
  return {
    at: iso(at),
    queues: board.queues.map((queue) => queueViewOf(queue, since.get(queue.id))),
    agents: board.agents.map(agentViewOf),
  };
}

function queueViewOf(
  { waitingSince, ...queue }: QueueNow,
  today: QueueToday | undefined,
): QueueNowView {
  const { due = 0, met = 0, abandoned = 0 } = today ?? {};
  return { ...queue, waitingSince: isoOrNull(waitingSince), due, met, abandoned };
}

function agentViewOf({ wantedSince, activeAt, queueIds, ...agent }: AgentNow): AgentNowView {
  return {
    ...agent,
    queueIds: [...queueIds],
    wantedSince: iso(wantedSince),
    // To the minute: who types all day changes the board once a minute and not each second.
    activeAt: isoOrNull(activeAt && Math.floor(activeAt / MINUTE_MS) * MINUTE_MS),
  };
}
