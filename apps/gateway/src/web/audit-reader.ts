import type { Json } from "@circuito/domain";
import { API_ROUTES, type ApiRoute, type ApiRouteName } from "@circuito/protocol";
import type { Call, Handler, Handlers } from "./handler.ts";
import { idOf, partAt } from "./json-parts.ts";
import { HttpProblem } from "./problem.ts";

/** What a route changes, as the API shows it at this moment. */
export type Reader = (call: Call<"me">) => Promise<Json | undefined>;

export const nothingToRead: Reader = async () => undefined;

/** How the API shows what a route changes: a GET of the same path, or of the list that it is in. */
export function readerOf(changed: ApiRoute, handlers: Handlers): Reader {
  const name = shownBy(changed);
  if (name === undefined) return nothingToRead;
  const route: ApiRoute = API_ROUTES[name];
  const query = route.query?.safeParse({});
  if (query?.success === false) return nothingToRead;
  const handler = handlers[name] as unknown as Handler<"me">;
  return async (call) => {
    try {
      const shown: unknown = await handler({ ...call, query: query?.data ?? {} } as Call<"me">);
      return shown as Json;
    } catch (error) {
      // Nothing there: the route itself says so, in its own words.
      if (error instanceof HttpProblem) return undefined;
      throw error;
    }
  };
}

/** The route that shows what another one changes; `undefined` where there is none. */
export function shownBy({ path }: ApiRoute): ApiRouteName | undefined {
  const [object = path] = /^\/[^/]+(?:\/[^/:]+)?(?:\/:id)?/.exec(path) ?? [];
  return [path, object, path.split("/:")[0] ?? path].map(nameOfGet).find(Boolean);
}

/** Of a list the one that it is about; a list is about nothing in particular. */
export function partWith(id: string | undefined, shown: Json | undefined): Json | undefined {
  const items = partAt(shown, "items");
  if (!Array.isArray(items)) return shown;
  return id === undefined ? undefined : items.find((item) => idOf(item) === id);
}

function nameOfGet(path: string): ApiRouteName | undefined {
  return (Object.keys(API_ROUTES) as ApiRouteName[]).find((name) => {
    const route: ApiRoute = API_ROUTES[name];
    return route.method === "GET" && route.path === path && route.streams !== true;
  });
}
