import type { Up } from "../up.ts";
import type { Down } from "../wire.ts";

let page = 0;
/** One after another: the server's log has the order in which the page did things. */
let queue: Promise<unknown> = Promise.resolve();

/** Hears what the server says, until the page goes. */
export function listenToServer(device: string | undefined, take: (down: Down) => void): void {
  const events = new EventSource(`/events?device=${encodeURIComponent(device ?? "")}`);
  events.onmessage = ({ data }) => {
    const down: Down = JSON.parse(data);
    if (down.kind === "hello") page = down.page;
    take(down);
  };
  // The server is gone, and a second connection would be a second page.
  events.onerror = () => events.close();
}

/** The bytes of a medium, as this page may have them. */
export function fetchMedia(path: string): Promise<Response> {
  return fetch(`${path}?page=${page}`);
}

/** Says something and returns the server's answer; each kind has its own. */
export function askServer<Answer>(up: Up): Promise<Answer> {
  const answer = queue.then(async () => {
    const response = await fetch("/up", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ page, up }),
    });
    if (!response.ok) throw new Error(`${up.kind}: the simulator answered ${response.status}`);
    const parsed: { readonly answer: Answer } = await response.json();
    return parsed.answer;
  });
  queue = answer.catch(() => undefined);
  return answer;
}

/** Says something that has no answer. */
export function tellServer(up: Up): void {
  askServer<null>(up).catch(() => undefined); // A server that is gone has a log no more.
}

export function reportPageErrors(): void {
  addEventListener("error", (event) => {
    tellServer({ kind: "page-error", text: describe(event.error ?? event.message) });
  });
  addEventListener("unhandledrejection", (event) => {
    tellServer({ kind: "page-error", text: describe(event.reason) });
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
