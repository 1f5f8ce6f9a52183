import type { IncomingMessage, ServerResponse } from "node:http";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Who answers what, by the beginning of the path; the first that matches, in this order. */
export function dispatch(parts: {
  readonly health: Answer;
  readonly webhooks: Answer;
  /** Absent in a process without the `web` role. */
  readonly api: Answer | undefined;
  readonly site: Answer | undefined;
  readonly nothing: Answer;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const doors: readonly (readonly [path: RegExp, answer: Answer | undefined])[] = [
    [/^\/(healthz|readyz)(\?|$)/, parts.health],
    [/^\/webhooks\//, parts.webhooks],
    [/^\/api\//, parts.api],
    [/^\//, parts.site],
  ];
  return (request, response) => {
    const door = doors.find(([path]) => path.test(request.url ?? ""));
    (door?.[1] ?? parts.nothing)(request, response);
  };
}
