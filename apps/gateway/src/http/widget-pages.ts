import { join } from "node:path";
import { Router } from "express";
import type { Inboxes } from "../inboxes/inboxes.ts";
import { builtFiles, sendPage, WIDGET_DIST } from "./built-pages.ts";
import { pageHeaders } from "./security-headers.ts";

/** Host pages carry the loader's address for years: it may be kept a short while, no longer. */
const LOADER_CACHE = "public, max-age=300";

/** What host pages load of us: the loader, and the chat in a frame that only they may show. */
export function widgetPages(inboxes: Inboxes, https: boolean): Router {
  const router = Router();

  router.get("/widget.js", (_request, response) => {
    response.set({
      "cache-control": LOADER_CACHE,
      "x-content-type-options": "nosniff",
      // Other sites' pages are whom it is for, also those that isolate themselves.
      "cross-origin-resource-policy": "cross-origin",
    });
    response.sendFile(join(WIDGET_DIST, "widget.js"), { cacheControl: false });
  });

  router.get("/widget/v1/:inboxId", async (request, response) => {
    const inbox = await inboxes.find(request.params.inboxId);
    if (inbox?.channel !== "webchat") {
      response.status(404).type("text").send("There is no such chat.");
      return;
    }
    const { allowedOrigins } = inbox.settings;
    const framedBy = Array.isArray(allowedOrigins) ? allowedOrigins.map(String) : [];
    const headers = pageHeaders({ framedBy, https });
    sendPage(response, join(WIDGET_DIST, "app", "index.html"), headers);
  });

  router.use("/widget", (request, response, next) => {
    // The pages are served above, with what belongs to them.
    if (request.path.endsWith(".html")) return next();
    response.set("cross-origin-resource-policy", "cross-origin");
    builtFiles(WIDGET_DIST)(request, response, next);
  });
  return router;
}
