import type { Page } from "playwright-core";

/** Asks of a screen, by the path of the API: `/queues`. */
export type Asks = RegExp;

const API = "/api/v1";

function asked(asks: Asks): (url: URL) => boolean {
  return ({ pathname }) => pathname.startsWith(API) && asks.test(pathname.slice(API.length));
}

/** The server takes the question and says nothing. */
export async function keepWaiting(page: Page, asks: Asks): Promise<void> {
  await page.route(asked(asks), () => undefined);
}

/** The server has other worries, as it says it itself. */
export async function refuse(page: Page, asks: Asks): Promise<void> {
  const problem = { code: "unavailable", message: "try again later", requestId: "req-1" };
  await page.route(asked(asks), (route) => route.fulfill({ status: 503, json: problem }));
}

/** The server's own answer, as it would be if there were nothing. */
export async function answerNothing(page: Page, asks: Asks): Promise<void> {
  await page.route(asked(asks), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: emptied(await response.json()) });
  });
}

/** Its lists without rows, and nothing after them; whoever is asked for one thing gets none. */
function emptied(answer: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      if (Array.isArray(value)) return [name, []];
      if (name === "hasMore") return [name, false];
      return [name, name === "nextCursor" || isThing(value) ? null : value];
    }),
  );
}

const isThing = (value: unknown) => typeof value === "object" && value !== null && "id" in value;

/** The line goes down: the browser knows it at once. */
export async function cutOff(page: Page): Promise<void> {
  await page.context().setOffline(true);
}
