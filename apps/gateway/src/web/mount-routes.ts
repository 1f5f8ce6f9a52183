import { hasRole, type Principal } from "@circuito/domain";
import { API_ROUTES, type ApiRoute, type ApiRouteName, PROBLEM_CODES } from "@circuito/protocol";
import express, { type NextFunction, type Request, type Response, type Router } from "express";
import { z } from "zod";
import { traced } from "../tracing/traced.ts";
import { requestIdOf } from "./api-headers.ts";
import { audited, isAudited } from "./audit.ts";
import { authenticate, type Caller, CSRF_HEADER, requireCsrfHeader } from "./authenticate.ts";
import { BODY_MAX_BYTES } from "./body-limit.ts";
import type { Call, Handler, Handlers } from "./handler.ts";
import { type Answered, IDEMPOTENCY_HEADER, idempotencyKey, once } from "./idempotency.ts";
import { parseRequest } from "./parse-request.ts";
import { HttpProblem, problemOf } from "./problem.ts";
import { rateHeaders, retryAfter } from "./rate-headers.ts";
import { sendTable } from "./reports/send-table.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { streamLines } from "./stream-lines.ts";
import type { WebParts } from "./web-parts.ts";

/** What these answer opens doors, or is of bytes that are not kept: a repeat is a new request. */
const NEVER_KEPT: ReadonlySet<ApiRouteName> = new Set([
  "logIn",
  "logOut",
  "ticket",
  "upload",
  "invitePeople",
  "makePasswordLink",
  "usePasswordLink",
  "createApiKey",
  "rotateApiKey",
  "createWebhook",
  "rotateWebhookSecret",
]);

const redirection = z.object({ url: z.string().startsWith("/media/") });

type Routed = { readonly name: ApiRouteName; readonly route: ApiRoute };

/** Mounts every route of the protocol; nothing else is reachable. */
export function mountRoutes(handlers: Handlers, parts: WebParts, cookie: SessionCookie): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  for (const [path, routes] of byPath()) {
    const at = router.route(path);
    for (const { name, route } of routes) {
      const method = route.method.toLowerCase() as Lowercase<typeof route.method>;
      at[method](...steps({ name, route }, handlers, parts, cookie));
    }
    at.all((_request, response) => {
      const allow = routes.map(({ route }) => route.method).join(", ");
      response.set("allow", allow);
      throw new HttpProblem("method-not-allowed", `only ${allow} is taken here`);
    });
  }
  return router;
}

function byPath(): Map<string, Routed[]> {
  const paths = new Map<string, Routed[]>();
  for (const name of Object.keys(API_ROUTES) as ApiRouteName[]) {
    const route = API_ROUTES[name];
    paths.set(route.path, [...(paths.get(route.path) ?? []), { name, route }]);
  }
  return paths;
}

/** The one order in which every request is judged. */
function steps(
  { name, route }: Routed,
  handlers: Handlers,
  parts: WebParts,
  cookie: SessionCookie,
) {
  const json = express.json({ limit: BODY_MAX_BYTES, inflate: false, strict: true });
  // Names and schemas belong together by the table; TypeScript cannot follow a loop over it.
  const handler = handlers[name] as unknown as Handler<"me">;

  const audit = isAudited(name) ? audited(name, handlers, parts) : undefined;

  const allow = async (request: Request, response: Response, next: NextFunction) => {
    if (route.role !== "public") {
      const caller = await authenticate(
        parts.database.pool,
        { authorization: request.headers.authorization, cookie: request.headers.cookie },
        cookie,
        parts.now(),
      );
      if (!caller) throw new HttpProblem("unauthenticated", "log in first");
      if (caller.who.kind === "api-key") await limitKey(parts, caller.who.id, response);
      requireCsrfHeader(request.method, caller, request.get(CSRF_HEADER));
      if (!hasRole(caller.who, route.role)) {
        throw new HttpProblem("forbidden", `only for ${route.role}s`);
      }
      response.locals.caller = caller;
    }
    if (route.takesFile) requireFile(request);
    else requireJson(request);
    next();
  };

  const answer = async (request: Request, response: Response) => {
    const caller: Caller | undefined = response.locals.caller;
    const parsed = parseRequest(route, request);
    const call = { who: caller?.who, caller, ...parsed, request, response } as Call<"me">;
    const answered = async (): Promise<Answered> => {
      const body: unknown = await handler(call);
      if (parts.checkAnswers) route.response.parse(body);
      return { status: route.status ?? 200, body };
    };
    const work = () => (audit ? audit(call, answered) : answered());
    if (route.streams) {
      const lines: unknown = await handler(call);
      return await streamLines(response, lines, parts.checkAnswers ? route.response : undefined);
    }
    if (route.answersFile) {
      const file = async (): Promise<Answered> => ({ status: 200, body: await handler(call) });
      // Written down before the first byte leaves: whoever stops it half way has had that half.
      return await sendTable(response, (await (audit ? audit(call, file) : file())).body);
    }
    const key = request.get(IDEMPOTENCY_HEADER);
    const keeps = key !== undefined && caller && route.method === "POST" && !NEVER_KEPT.has(name);
    const done = keeps
      ? await workOnce(parts, caller.who, key, { request, response, body: parsed.body }, work)
      : await work();
    if (done.status === 302) redirect(response, done.body);
    else response.status(done.status).json(done.body);
  };
  const asItIs = (_request: Request, _response: Response, next: NextFunction) => next();
  const inSpan = (request: Request, response: Response) =>
    traced(
      {
        method: route.method,
        route: `/api/v1${route.path}`,
        requestId: requestIdOf(response),
        statusOf: (error) => PROBLEM_CODES[problemOf(error).code],
      },
      async () => {
        await answer(request, response);
        return { status: response.statusCode };
      },
    );
  return [allow, route.takesFile ? asItIs : json, inSpan] as const;
}

/** What is refused counts, too: a program that asks in vain a thousand times a second is to stop. */
async function limitKey({ keyRates }: WebParts, id: string, response: Response): Promise<void> {
  const standing = await keyRates.count(id);
  if (!standing) return;
  response.set(rateHeaders(standing));
  if (standing.isAllowed) return;
  throw new HttpProblem("rate-limited", "this key has asked too much, please wait", {
    details: { because: "api-key-limit", limit: standing.limit },
    headers: retryAfter(standing),
  });
}

function workOnce(
  parts: WebParts,
  who: Principal,
  key: string,
  about: { readonly request: Request; readonly response: Response; readonly body: unknown },
  work: () => Promise<Answered>,
): Promise<Answered> {
  const { method, path } = about.request;
  const use = idempotencyKey(who, key, { method, path, body: about.body });
  return once(parts.database.pool, use, requestIdOf(about.response), work);
}

/** Frames follow redirects: the console may frame what this one leads to, and that says so itself. */
function redirect(response: Response, body: unknown): void {
  const { url } = redirection.parse(body);
  response.removeHeader("x-frame-options");
  response.set("content-security-policy", "default-src 'none'; frame-ancestors 'self'");
  response.redirect(302, url);
}

/** Forms of other sites can send text, forms and multipart, and nothing else without asking us. */
const OF_FORMS = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

function requireFile(request: Request): void {
  if (OF_FORMS.test(request.headers["content-type"] ?? "text/plain")) {
    const message = "the body must be the file itself, as application/octet-stream or its own type";
    throw new HttpProblem("unsupported-media-type", message);
  }
  if (request.headers["content-encoding"] !== undefined) {
    throw new HttpProblem("unsupported-media-type", "the body must not be compressed");
  }
}

/** The parser below would read UTF-7 and UTF-16, too; nobody honest sends them. */
const JSON_IN_UTF8 = /^application\/json *(; *charset="?utf-8"? *)?$/i;

/** A body of any other kind is refused, and never guessed at: forms can be sent by any site. */
function requireJson(request: Request): void {
  const length = request.headers["content-length"];
  const hasBody = request.headers["transfer-encoding"] !== undefined || Number(length ?? 0) > 0;
  if (hasBody && !JSON_IN_UTF8.test(request.headers["content-type"] ?? "")) {
    throw new HttpProblem("unsupported-media-type", "the body must be application/json in UTF-8");
  }
}
