import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { widgetLook } from "@circuito/connectors";
import { Router } from "express";
import type { Inboxes } from "../inboxes/inboxes.ts";
import { builtFiles, sendPage, WIDGET_DIST } from "./built-pages.ts";
import { pageHeaders } from "./security-headers.ts";

/** Host pages carry the loader's address for years: it may be kept a short while, no longer. */
const LOADER_CACHE = "public, max-age=300";

const LOADER_HEADERS = {
  "cache-control": LOADER_CACHE,
  "x-content-type-options": "nosniff",
  // Other sites' pages are whom it is for, also those that isolate themselves.
  "cross-origin-resource-policy": "cross-origin",
};

/** What host pages load of us: the loader, and the chat in a frame that only they may show. */
export function widgetPages(inboxes: Inboxes, https: boolean): Router {
  const router = Router();

  router.get("/widget.js", (_request, response) => {
    response.set(LOADER_HEADERS);
    response.sendFile(join(WIDGET_DIST, "widget.js"), { cacheControl: false });
  });

  // The same with an inbox's look before it: one file, and nothing more to be let in by the host page.
  router.get("/widget/v1/:inboxId/widget.js", async (request, response) => {
    const inbox = await inboxes.find(request.params.inboxId);
    if (inbox?.channel !== "webchat") {
      response.status(404).type("text").send("There is no such chat.");
      return;
    }
    const look = JSON.stringify(widgetLook(inbox.id, inbox.settings));
    const loader = await readFile(join(WIDGET_DIST, "widget.js"), "utf8");
    response.set(LOADER_HEADERS).type("text/javascript");
    response.send(`document.currentScript.circuito=${look};\n${loader}`);
  });

  // What the console shows a look in before anybody saved it: pages without data, for us alone.
  router.get("/widget/preview/:page", ({ params: { page } }, response) => {
    if (page !== "site" && page !== "chat") {
      response.status(404).type("text").send("There is no such preview.");
      return;
    }
    const headers = pageHeaders({ framedBy: "us", framesOurs: page === "site", https });
    sendPage(response, join(WIDGET_DIST, "preview", `${page}.html`), headers);
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
