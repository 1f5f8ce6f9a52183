import { join } from "node:path";
import { Router } from "express";
import { builtFiles, CONSOLE_DIST, sendPage } from "./built-pages.ts";
import { pageHeaders } from "./security-headers.ts";

/** The agents' console: its files, and its one page for every address it knows by itself. */
export function consolePages(https: boolean): Router {
  const router = Router();
  const page = join(CONSOLE_DIST, "index.html");
  const headers = pageHeaders({ framedBy: [], framesOurs: true, records: true, https });

  router.use(builtFiles(CONSOLE_DIST));
  router.get(/.*/, (request, response, next) => {
    // No address of a screen has a dot: what has one is a file, and it is missing.
    if (request.path.includes(".")) return next();
    sendPage(response, page, headers);
  });
  return router;
}
