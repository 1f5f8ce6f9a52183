import { type Difference, differences, type Json, type Principal } from "@circuito/domain";
import { API_ROUTES, type ApiRoute, type ApiRouteName } from "@circuito/protocol";
import { type AuditActor, appendAudit } from "@circuito/store";
import type { Request } from "express";
import type { Call, Handler, Handlers } from "./handler.ts";
import type { Answered } from "./idempotency.ts";
import { HttpProblem } from "./problem.ts";
import type { WebParts } from "./web-parts.ts";

/*
 * Who changed what in the installation. What happens to a conversation or a contact is told by their own
 * stories; here is what admins and supervisors set, and who got in. Neither bodies nor secrets are kept,
 * only what differs between what the API shows before and after.
 */

/** Anybody does these. */
const SESSIONS: ReadonlySet<ApiRouteName> = new Set(["logIn", "logOut"]);

/** They only try something out. */
const TRIALS: ReadonlySet<ApiRouteName> = new Set([
  "dryRun",
  "backTest",
  "checkPattern",
  "checkInbox",
  "checkChatInstallation",
  "discoverMailbox",
  "testMailbox",
  "tryLedgerRelease",
  "previewCalendarDraft",
  "trySlaPolicy",
  "whoWouldServe",
  "rehearseAttendant",
]);

export function isAudited(name: ApiRouteName): boolean {
  const { method, role }: ApiRoute = API_ROUTES[name];
  if (method === "GET" || TRIALS.has(name)) return false;
  return role === "admin" || role === "supervisor" || SESSIONS.has(name);
}

/** Wraps the work of an audited route: it is written down when it was done, and a log-in when not. */
export function audited(
  name: ApiRouteName,
  handlers: Handlers,
  parts: WebParts,
): (call: Call<"me">, work: () => Promise<Answered>) => Promise<Answered> {
  const read = SESSIONS.has(name) ? nothingToRead : readerOf(API_ROUTES[name], handlers);
  return async (call, work) => {
    const before = await read(call);
    const append = (outcome: string, found: readonly Difference[], answer?: Json, after?: Json) =>
      appendAudit(parts.database.pool, {
        actor: actorOf(call, answer),
        address: addressOf(call.request, parts),
        action: name,
        outcome,
        object: objectOf(call, answer),
        objectName: textAt(after, "name") ?? textAt(before, "name") ?? null,
        said: saidIn(call.body),
        differences: found.map(shortened),
      });
    let done: Answered;
    try {
      done = await work();
    } catch (error) {
      if (name === "logIn" && error instanceof HttpProblem) await append(error.code, []);
      throw error;
    }
    // Never the answer itself: it may hold a key that is shown this once.
    const made = idIn(done.body as Json);
    const after = await read({ ...call, params: { id: made, ...call.params } } as Call<"me">);
    await append("done", differences(before, after), done.body as Json, after);
    return done;
  };
}

type Reader = (call: Call<"me">) => Promise<Json | undefined>;

const nothingToRead: Reader = async () => undefined;

/** How the API shows what a route changes: a GET of the same path, or of the list that it is in. */
function readerOf({ path }: ApiRoute, handlers: Handlers): Reader {
  const [object = path] = /^\/[^/]+(?:\/[^/:]+)?(?:\/:id)?/.exec(path) ?? [];
  const name = [path, object, path.split("/:")[0] ?? path].map(nameOfGet).find(Boolean);
  if (name === undefined) return nothingToRead;
  const route: ApiRoute = API_ROUTES[name];
  const query = route.query?.safeParse({});
  if (query?.success === false) return nothingToRead;
  const handler = handlers[name] as unknown as Handler<"me">;
  return async (call) => {
    try {
      const shown = (await handler({ ...call, query: query?.data ?? {} } as Call<"me">)) as unknown;
      const items = partAt(shown as Json, "items");
      if (!Array.isArray(items)) return shown as Json;
      return items.find((item) => idOf(item) === textAt(call.params as Json, "id"));
    } catch (error) {
      // Nothing there: the route itself says so, in its own words.
      if (error instanceof HttpProblem) return undefined;
      throw error;
    }
  };
}

function nameOfGet(path: string): ApiRouteName | undefined {
  return (Object.keys(API_ROUTES) as ApiRouteName[]).find((name) => {
    const route: ApiRoute = API_ROUTES[name];
    return route.method === "GET" && route.path === path && route.streams !== true;
  });
}

function actorOf({ who, body }: Call<"me">, answer: Json | undefined): AuditActor {
  const principal = who as Principal | undefined;
  if (principal !== undefined) {
    return { kind: principal.kind, id: principal.id, name: principal.name };
  }
  const agent = partAt(answer, "agent");
  const [id, name] = [idOf(agent), textAt(agent, "name")];
  if (id !== undefined && name !== undefined) return { kind: "agent", id, name };
  return { kind: "nobody", id: null, name: textAt(body as Json, "email") ?? "" };
}

function addressOf({ socket, headersDistinct }: Request, parts: WebParts): string {
  const forwarded = headersDistinct["x-forwarded-for"]?.join(",");
  return parts.addressOf(socket.remoteAddress, forwarded);
}

/** `queues/3f2a…`, `routing/draft`: the first two steps of the path, or what was made. */
function objectOf({ request }: Call<"me">, answer: Json | undefined): string | null {
  const [kind, which] = request.path.split("/").filter(Boolean);
  if (kind === undefined || kind === "session") return null;
  const id = which ?? idIn(answer);
  return id === undefined ? kind : `${kind}/${id}`;
}

const saidIn = (body: object): string | null =>
  textAt(body as Json, "reason") ?? textAt(body as Json, "note") ?? null;

/** Long texts are told by their beginning: the object itself has the whole. */
const VALUE_MAX_CHARS = 500;

function shortened({ path, before, after }: Difference): Difference {
  return {
    path,
    ...(before !== undefined && { before: short(before) }),
    ...(after !== undefined && { after: short(after) }),
  };
}

function short(value: Json): Json {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= VALUE_MAX_CHARS ? value : `${text.slice(0, VALUE_MAX_CHARS)}…`;
}

function partAt(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [name: string]: Json })[name];
}

function textAt(value: Json | undefined, name: string): string | undefined {
  const part = partAt(value, name);
  return typeof part === "string" && part !== "" ? part : undefined;
}

const idOf = (value: Json | undefined) => textAt(value, "id");

/** Of what an answer is about: itself, or the one thing in it that has an id. */
function idIn(answer: Json | undefined): string | undefined {
  const own = idOf(answer);
  if (own !== undefined || typeof answer !== "object" || answer === null) return own;
  return Object.values(answer).map(idOf).find(Boolean);
}
