import type { IncomingMessage, ServerResponse } from "node:http";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Who answers what, by the beginning of the path; the first that matches, in this order. */
export function dispatch(parts: {
  readonly health: Answer;
  readonly webhooks: Answer;
  readonly api: Answer;
  /** What every console asks for when it comes back. */
  readonly tickets: Answer;
  readonly media: Answer;
  /** Pages for people without an account, and the beginnings of their addresses. */
  readonly public: { readonly paths: RegExp; readonly answer: Answer } | undefined;
  readonly site: Answer;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const doors: readonly (readonly [path: RegExp, answer: Answer])[] = [
    [/^\/(healthz|readyz)(\?|$)/, parts.health],
    [/^\/webhooks\//, parts.webhooks],
    [/^\/api\/v1\/session\/ticket(\?|$)/, parts.tickets],
    [/^\/api\//, parts.api],
    [/^\/media\//, parts.media],
    ...(parts.public ? [[parts.public.paths, parts.public.answer] as const] : []),
  ];
  return (request, response) => {
    const door = doors.find(([path]) => path.test(request.url ?? ""));
    (door?.[1] ?? parts.site)(request, response);
  };
}
