import type { IncomingMessage, ServerResponse } from "node:http";
import { answerProblem } from "./problem.ts";
import { createTurns } from "./turns.ts";

/** Beside them customers' messages find connections to the database, of which there are twenty. */
const AT_ONCE_MAX = 10;
/**
 * Tickets whose socket has not come yet. Node takes one connection in each turn of its loop, in the order in which
 * they came: beyond these, sockets would be taken whose consoles have given up, and messages stand in that line.
 */
const EXPECTED_MAX = 100;
/** A console opens its socket at once; what has not come by then came to another door, or does not come. */
const EXPECTED_FOR_MS = 3_000;
/** At some fifty a second whoever waits last waits ten seconds, and a browser longer than that. */
const WAITING_MAX = 500;

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface TicketGate {
  readonly answer: Answer;
  /** A console's socket is here. Whose it is does not matter: as many come as were let in. */
  socketCame(): void;
}

/**
 * Before the one route that every console asks for when it comes back (F88). So many are worked on at once, and so many
 * may have a ticket whose socket is still to come; others wait, and who is too many is told at once, before
 * anything is looked at: a console that hears 503 comes again by itself, later than the one before.
 */
export function createTicketGate(
  api: Answer,
  newId: () => string,
  expectedForMs = EXPECTED_FOR_MS,
): TicketGate {
  const places = createTurns({ atOnceMax: EXPECTED_MAX, waitingMax: WAITING_MAX });
  const turns = createTurns({ atOnceMax: AT_ONCE_MAX, waitingMax: EXPECTED_MAX });
  const expected = createExpected(expectedForMs);

  return {
    async answer(request, response) {
      const leave = await places.take();
      const end = leave && (await turns.take());
      if (!end) {
        const message = "too many consoles come back at once, please come again";
        request.resume();
        return answerProblem(response, "unavailable", message, { requestId: newId() });
      }
      const over = (): void => {
        end();
        if (response.writableFinished && response.statusCode === 200) expected.add(leave);
        else leave();
      };
      // Whoever gave up while they waited costs nothing more.
      if (response.destroyed) return over();
      response.once("close", over);
      api(request, response);
    },
    socketCame: expected.came,
  };
}

/** Who has a ticket and is not here yet, the first first. */
function createExpected(forMs: number) {
  const waiting = new Map<() => void, NodeJS.Timeout>();
  function came(leave: () => void): void {
    clearTimeout(waiting.get(leave));
    waiting.delete(leave);
    leave();
  }
  return {
    add(leave: () => void): void {
      waiting.set(leave, setTimeout(() => came(leave), forMs).unref());
    },
    came(): void {
      const [first] = waiting.keys();
      if (first) came(first);
    },
  };
}
