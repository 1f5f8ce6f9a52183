import type { Page, Route } from "playwright-core";

/** Asks of a screen, by the path of the API: `/queues`. */
export type Asks = RegExp;

const API = "/api/v1";
const UNAVAILABLE = { code: "unavailable", message: "try again later", requestId: "req-1" };

function asked(asks: Asks): (url: URL) => boolean {
  return ({ pathname }) => pathname.startsWith(API) && asks.test(pathname.slice(API.length));
}

/** What becomes of questions to the server: it takes them and says nothing, it says no, or it answers. */
type Way = "waits" | "refuses" | "answers";

/** Where a page's questions are held up; the way they go changes while they wait. */
interface Gate {
  way: Way;
  readonly waiting: Route[];
}

const gates = new WeakMap<Page, Gate>();

/** The server takes the question and says nothing. */
export const keepWaiting = (page: Page, asks: Asks) => letGo(page, "waits", asks);

/** The server has other worries, as it says it itself; also to those that wait. */
export const refuse = (page: Page, asks: Asks) => letGo(page, "refuses", asks);

/** The server answers, if it did not. */
export const answer = (page: Page) => letGo(page, "answers");

async function letGo(page: Page, way: Way, asks?: Asks): Promise<void> {
  let gate = gates.get(page);
  if (gate === undefined && asks !== undefined) {
    const made: Gate = { way, waiting: [] };
    gates.set(page, made);
    await page.route(asked(asks), (route) => pass(route, made));
    gate = made;
  }
  if (gate === undefined) return;
  gate.way = way;
  const passing = gate;
  await Promise.all(gate.waiting.splice(0).map((route) => pass(route, passing)));
}

async function pass(route: Route, { way, waiting }: Gate): Promise<void> {
  if (way === "waits") waiting.push(route);
  else if (way === "answers") await route.continue();
  else await route.fulfill({ status: 503, json: UNAVAILABLE });
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
