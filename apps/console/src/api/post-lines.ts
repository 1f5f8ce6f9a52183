import { linesOf } from "./lines-of.ts";
import { ApiError } from "./request.ts";

/**
 * Asks for what takes a while, and tells each line of the answer as it comes. The last is `finished`.
 * @param path of the API, after its version
 * @throws ApiError when it was not begun, or when the line broke before it was over
 */
export async function postLines<Event extends { readonly kind: string }>(
  path: string,
  body: unknown,
  onEvent: (event: Event) => void,
  signal: AbortSignal,
): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-circuito-csrf": "1" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
    });
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
  if (!answer.ok || answer.body === null) {
    throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  }
  let isOver = false;
  try {
    for await (const line of linesOf(answer.body)) {
      const event = JSON.parse(line) as Event;
      isOver ||= event.kind === "finished";
      onEvent(event);
    }
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
  if (!isOver) throw new ApiError(0, {});
}
