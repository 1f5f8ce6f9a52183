import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type RequestHandler, type Response } from "express";

/** From `src/http` and from `dist/http` alike, the apps are three folders up. */
const APPS = join(import.meta.dirname, "..", "..", "..");
export const CONSOLE_DIST = join(APPS, "console", "dist");
export const WIDGET_DIST = join(APPS, "widget", "dist");

/** The build puts a hash of the content into these names: such a file never changes. */
const HASHED = /[/\\]assets[/\\]/;
export const IMMUTABLE = "public, max-age=31536000, immutable";
/** A page under a fixed name is asked for anew each time; the browser keeps it while it is same. */
export const REVALIDATE = "no-cache";

/** Files of a build, without its pages: those need headers of their own. */
export function builtFiles(folder: string): RequestHandler {
  return express.static(folder, {
    index: false,
    redirect: false,
    dotfiles: "ignore",
    cacheControl: false,
    setHeaders(response, path) {
      response.setHeader("cache-control", HASHED.test(path) ? IMMUTABLE : REVALIDATE);
      response.setHeader("x-content-type-options", "nosniff");
    },
  });
}

/** Sends a page of a build under our headers. */
export function sendPage(
  response: Response,
  file: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (!existsSync(file)) {
    response.status(503).type("text").send("This page is not built yet: run npm run build.");
    return;
  }
  response.set({ ...headers, "cache-control": REVALIDATE });
  response.sendFile(file, { cacheControl: false });
}
