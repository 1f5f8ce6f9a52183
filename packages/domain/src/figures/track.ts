import type { AgentId } from "../ids.ts";
import { inOrder, type Place, type StoryEvent } from "../sla/story.ts";

/** An event, with how things stood once it had happened. */
export interface Step {
  readonly event: StoryEvent;
  readonly place: Place;
  /** Who has it, or had it last before it was over. */
  readonly ownerId: AgentId | undefined;
  readonly isOver: boolean;
}

/** A time that a conversation was over. */
export interface Ending {
  readonly at: number;
  readonly place: Place;
  readonly ownerId: AgentId | undefined;
  /** When it was opened again, if it was. */
  readonly reopenedAt?: number;
}

/** What somebody takes back by hand within this time was a slip and no ending. */
export const SLIP_MS = 60_000;

/** A conversation's way, step by step. */
export function trackOf(story: readonly StoryEvent[]): readonly Step[] {
  let place: Place = { queueId: undefined, level: 1 };
  let ownerId: AgentId | undefined;
  let isOver = false;
  return inOrder(story).map((event) => {
    switch (event.kind) {
      case "opened":
      case "human-needed":
        place = event.place;
        break;
      case "hop":
        place = event.place;
        ownerId = event.agentId;
        break;
      case "owned":
        ownerId = event.agentId;
        break;
      case "released":
        ownerId = undefined;
        break;
      case "resolved":
      case "closed":
        isOver = true;
        break;
      case "reopened":
        isOver = false;
        // It waits for somebody again, unless whoever had it took it up themselves.
        if (event.by !== ownerId) ownerId = undefined;
        break;
      case "customer-wrote":
      case "answered-question":
      case "human-replied":
      case "machine-took-over":
      case "accepted":
      case "put-off":
      case "woken":
        break;
    }
    return { event, place, ownerId, isOver };
  });
}

/** Each time it was over, in order; slips left out. */
export function endingsOf(track: readonly Step[]): readonly Ending[] {
  const endings: Ending[] = [];
  let wasOver = false;
  for (const { event, place, ownerId, isOver } of track) {
    const last = endings.at(-1);
    if (isOver && !wasOver) endings.push({ at: event.at, place, ownerId });
    if (!isOver && wasOver && last && event.kind === "reopened") {
      const isSlip = event.by !== "customer" && event.at - last.at <= SLIP_MS;
      endings.pop();
      if (!isSlip) endings.push({ ...last, reopenedAt: event.at });
    }
    wasOver = isOver;
  }
  return endings;
}

/** How things stood at an instant; before the first step as they began. */
export function stoodAt(track: readonly Step[], at: number): Step | undefined {
  return track.findLast(({ event }) => event.at <= at) ?? track[0];
}
