import type { IncomingMessage, ServerResponse } from "node:http";
import { answerProblem } from "../http/problem.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers from the first moment: "come back" while we start, then whatever the roles serve. */
export interface Entrance {
  readonly answer: Answer;
  open(answer: Answer): void;
}

export function createEntrance(newId: () => string): Entrance {
  let current: Answer = (_request, response) => {
    answerProblem(response, "unavailable", "starting", { requestId: newId() });
  };
  return {
    answer: (request, response) => current(request, response),
    open(answer) {
      current = answer;
    },
  };
}
