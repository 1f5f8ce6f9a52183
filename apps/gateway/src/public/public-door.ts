import { findCompanyName, isTransient } from "@circuito/store";
import express, {
  type Express,
  type NextFunction,
  type Request,
  type Response,
  type Router,
} from "express";
import { RETRY_AFTER_SECONDS } from "../http/problem.ts";
import { problemPage } from "./problem-page.tsx";
import { localeOf } from "./public-locale.ts";
import type { PublicParts } from "./public-parts.ts";
import { PUBLIC_PROBLEM_STATUS, PublicProblem } from "./public-problem.ts";
import { PUBLIC_STYLE, PUBLIC_STYLE_PATH } from "./public-style.ts";
import { sendPublicPage } from "./send-public-page.tsx";

/** One area of pages for people without an account. */
export interface PublicArea {
  /** First part of its addresses, as `/a`. */
  readonly path: `/${string}`;
  readonly pages: Router;
}

/**
 * Pages for people without an account: rendered on the server, whole without JavaScript (ux.md D13). A
 * cookie is neither set nor read: what somebody may see or say is in the address that was sent to them.
 */
export function createPublicDoor(parts: PublicParts, areas: readonly PublicArea[]): Express {
  const log = parts.log.with({ component: "public" });
  const https = parts.publicUrl.startsWith("https:");
  const door = express();
  door.disable("x-powered-by");
  door.disable("etag");
  door.set("query parser", "simple");

  door.get(PUBLIC_STYLE_PATH, (_request, response) => {
    response.set({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/css; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    response.end(PUBLIC_STYLE);
  });
  for (const { path, pages } of areas) door.use(path, pages);
  door.use(() => {
    throw new PublicProblem("not-found");
  });

  // Express knows an error handler by its four parameters.
  door.use(async (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent) return void response.destroy();
    const problem = problemOf(error);
    const requestId = parts.newId();
    if (problem.code === "internal") log.error("page failed", { requestId, error });
    else if (problem.code === "unavailable") log.warn("page put off", { requestId, error });
    const wait = problem.retryAfterSeconds;
    if (wait !== undefined) response.set("retry-after", String(wait));
    const company = await companyName(parts).catch(() => undefined);
    sendPublicPage(response, problemPage(problem.code, localeOf(request), company), {
      https,
      status: PUBLIC_PROBLEM_STATUS[problem.code],
    });
  });
  return door;
}

/** Beginnings of the addresses that the door answers. */
export function publicPaths(areas: readonly PublicArea[]): RegExp {
  const names = ["public", ...areas.map(({ path }) => path.slice(1))];
  return new RegExp(`^/(${names.join("|")})(/|\\?|$)`);
}

/** Who speaks on the pages, if the installation was told its name. */
export function companyName({ database }: Pick<PublicParts, "database">) {
  return findCompanyName(database.pool);
}

function problemOf(error: unknown): PublicProblem {
  if (error instanceof PublicProblem) return error;
  if (isTransient(error)) {
    return new PublicProblem("unavailable", { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  // Addresses that cannot be decoded: Express says 400.
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  return new PublicProblem(status === 400 ? "not-found" : "internal");
}
