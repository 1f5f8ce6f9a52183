import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { logoOf, widgetInvitations, widgetLook } from "@circuito/connectors";
import type { InboxId, KnownHours, PageInvitations } from "@circuito/domain";
import type { MediaStore } from "@circuito/store";
import { Router } from "express";
import type { Inboxes } from "../inboxes/inboxes.ts";
import { builtFiles, IMMUTABLE, sendPage, WIDGET_DIST } from "./built-pages.ts";
import { pageHeaders } from "./security-headers.ts";

/** Host pages carry the loader's address for years: it may be kept a short while, no longer. */
const LOADER_CACHE = "public, max-age=300";

const LOADER_HEADERS = {
  "cache-control": LOADER_CACHE,
  "x-content-type-options": "nosniff",
  // Other sites' pages are whom it is for, also those that isolate themselves.
  "cross-origin-resource-policy": "cross-origin",
};

const LOGO_HEADERS = {
  "cache-control": IMMUTABLE,
  "x-content-type-options": "nosniff",
  // Whoever opens it by its address gets a picture, whatever else its bytes could be.
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
};

export interface WidgetPagesParts {
  readonly inboxes: Inboxes;
  readonly media: MediaStore;
  /** Whether an inbox is open now, and when that changes. */
  readonly hoursOf: (inbox: InboxId) => Promise<KnownHours>;
  readonly https: boolean;
}

const built = (file: string): Promise<string> => readFile(join(WIDGET_DIST, file), "utf8");

/** What host pages load of us: the loader, and the chat in a frame that only they may show. */
export function widgetPages({ inboxes, media, hoursOf, https }: WidgetPagesParts): Router {
  const router = Router();

  router.get("/widget.js", (_request, response) => {
    response.set(LOADER_HEADERS);
    response.sendFile(join(WIDGET_DIST, "widget.js"), { cacheControl: false });
  });

  // The same with an inbox's look before it, and what invites behind it: one file, and nothing more to be
  // let in by the host page.
  router.get("/widget/v1/:inboxId/widget.js", async (request, response) => {
    const inbox = await inboxes.find(request.params.inboxId);
    if (inbox?.channel !== "webchat") {
      response.status(404).type("text").send("There is no such chat.");
      return;
    }
    const look = JSON.stringify(widgetLook(inbox.id, inbox.settings));
    const parts = [`document.currentScript.circuito=${look};`, await built("widget.js")];
    const invitations = widgetInvitations(inbox);
    // Only those who invite ask the store for hours; where it does not answer, the button comes without.
    const hours = invitations && (await hoursOf(inbox.id).catch(() => undefined));
    if (hours) {
      const told: PageInvitations = { ...invitations, hours };
      const given = `document.currentScript.circuitoInvitations=${JSON.stringify(told)};`;
      parts.push(given, await built("invite.js"));
    }
    response.set(LOADER_HEADERS).type("text/javascript").send(parts.join("\n"));
  });

  // Its digest is in its name: another picture has another address, and this one is for good.
  router.get("/widget/v1/:inboxId/logo/:digest", async (request, response) => {
    const inbox = await inboxes.find(request.params.inboxId);
    const logo = inbox?.channel === "webchat" ? logoOf(inbox.settings) : undefined;
    if (logo === undefined || logo.digest !== request.params.digest) {
      response.status(404).type("text").send("There is no such picture.");
      return;
    }
    // As many as were judged: a hundred thousand at most.
    const bytes = await buffer(await media.open(logo.digest));
    response.set(LOGO_HEADERS).type(logo.type).send(bytes);
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
