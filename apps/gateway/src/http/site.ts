import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import type { Log } from "../log/log.ts";
import { consolePages } from "./console-pages.ts";
import { answerProblem } from "./problem.ts";
import { type WidgetPagesParts, widgetPages } from "./widget-pages.ts";

/** Every page and file that browsers load: the chat's, the demo's, the console's. */
export function createSite(
  parts: WidgetPagesParts & {
    readonly demo: express.Router | undefined;
    readonly newId: () => string;
    readonly log: Log;
  },
): Express {
  const log = parts.log.with({ component: "site" });
  const site = express();
  site.disable("x-powered-by");
  // The console is a megabyte of script, and a third of that on the line.
  site.use(compression());
  site.use(widgetPages(parts));
  if (parts.demo) site.use("/demo", parts.demo);
  site.use(consolePages(parts.https));

  site.use((_request, response) => {
    answerProblem(response, "not-found", "there is nothing here", { requestId: parts.newId() });
  });
  // Express knows an error handler by its four parameters.
  site.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const requestId = parts.newId();
    log.error("page failed", { requestId, error });
    answerProblem(response, "internal", "something went wrong on our side", { requestId });
  });
  return site;
}
