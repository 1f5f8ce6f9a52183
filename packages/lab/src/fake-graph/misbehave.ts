import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { GraphMisbehavior } from "./graph-misbehavior.ts";
import { answerProblem, graphProblem } from "./graph-problem.ts";

/** Does to an answer what was planned. @param accept gives the honest answer */
export async function misbehave(
  misbehavior: GraphMisbehavior,
  response: ServerResponse,
  accept: () => void,
): Promise<void> {
  switch (misbehavior.kind) {
    case "problem":
      answerProblem(response, graphProblem(misbehavior.code, misbehavior.details ?? "on command"));
      return;
    case "status": {
      const seconds = misbehavior.retryAfterSeconds;
      if (seconds !== undefined) response.setHeader("retry-after", String(seconds));
      response.writeHead(misbehavior.status, { "content-type": "text/html" });
      response.end("<html>on command</html>");
      return;
    }
    case "hang":
    case "accept-then-hang":
      return;
    case "accept-then-cut":
      response.destroy();
      return;
    case "accept-then-fail":
      accept();
      return;
    case "delay":
      await pause(misbehavior.ms, undefined, { ref: false });
      accept();
  }
}
