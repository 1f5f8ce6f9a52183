import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { discardRest } from "../http/read-body.ts";
import { apiHeaders, requestIdOf } from "./api-headers.ts";
import { createHandlers } from "./handlers/index.ts";
import { mountRoutes } from "./mount-routes.ts";
import { openApi } from "./openapi.ts";
import { HttpProblem, problemOf, sendProblem } from "./problem.ts";
import { sessionCookie } from "./session-cookie.ts";
import type { WebParts } from "./web-parts.ts";

/** The HTTP API. Every route comes from the protocol's table; every no has one shape. */
export function createWebApp(parts: WebParts): Express {
  const log = parts.log.with({ component: "api" });
  const https = parts.publicUrl.startsWith("https:");
  const cookie = sessionCookie(https);
  const description = openApi(parts.publicUrl);

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // Repeated names become lists, which no schema of ours takes; brackets stay characters.
  app.set("query parser", "simple");
  app.use(apiHeaders(https, parts.newId));
  app.get("/api/v1/openapi.json", (_request, response) => void response.json(description));
  app.use("/api/v1", mountRoutes(createHandlers(parts, cookie), parts, cookie));

  app.use(() => {
    throw new HttpProblem("not-found", "there is nothing here");
  });
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const problem = problemOf(error);
    const requestId = requestIdOf(response);
    const about = { requestId, method: request.method, route: request.route?.path ?? "" };
    if (problem.code === "internal") log.error("request failed", { ...about, error });
    else if (problem.code === "unavailable") log.warn("request put off", { ...about, error });
    sendProblem(response, problem, requestId);
    // A file that nobody wants is not waited for.
    if (!request.complete) discardRest(request);
  });
  return app;
}
