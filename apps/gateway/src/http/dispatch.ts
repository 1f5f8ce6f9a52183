import type { IncomingMessage, ServerResponse } from "node:http";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Who answers what, by the beginning of the path; the first that matches, in this order. */
export function dispatch(parts: {
  readonly health: Answer;
  readonly webhooks: Answer;
  readonly api: Answer;
  readonly media: Answer;
  readonly site: Answer;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const doors: readonly (readonly [path: RegExp, answer: Answer])[] = [
    [/^\/(healthz|readyz)(\?|$)/, parts.health],
    [/^\/webhooks\//, parts.webhooks],
    [/^\/api\//, parts.api],
    [/^\/media\//, parts.media],
  ];
  return (request, response) => {
    const door = doors.find(([path]) => path.test(request.url ?? ""));
    (door?.[1] ?? parts.site)(request, response);
  };
}
