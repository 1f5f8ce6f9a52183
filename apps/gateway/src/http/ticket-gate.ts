import type { IncomingMessage, ServerResponse } from "node:http";
import { answerProblem } from "./problem.ts";
import { createTurns } from "./turns.ts";

/** Beside them customers' messages find connections to the database, of which there are twenty. */
const AT_ONCE_MAX = 10;
/** At some hundred a second whoever waits last waits some seconds, and a browser longer than that. */
const WAITING_MAX = 1_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Before the one route that every console asks for when it comes back (F88). So many are worked on at once, others
 * wait, and who is too many is told at once, before anything is looked at: a console that hears 503 comes again
 * by itself, later than the one before.
 */
export function createTicketGate(api: Answer, newId: () => string): Answer {
  const turns = createTurns({ atOnceMax: AT_ONCE_MAX, waitingMax: WAITING_MAX });
  return async (request, response) => {
    const end = await turns.take();
    if (!end) {
      const message = "too many consoles come back at once, please come again";
      request.resume();
      return answerProblem(response, "unavailable", message, { requestId: newId() });
    }
    response.once("close", end);
    // Whoever gave up while they waited costs nothing more.
    if (response.destroyed) end();
    else api(request, response);
  };
}
