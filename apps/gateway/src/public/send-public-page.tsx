import type { Response } from "express";
import { render } from "preact-render-to-string";
import { type PublicPolicy, publicHeaders } from "./public-headers.ts";
import { PublicDocument, type PublicPage } from "./public-page.tsx";

/** Answers with a page. Every word in it is escaped but what a component says is HTML already. */
export function sendPublicPage(
  response: Response,
  page: PublicPage,
  policy: PublicPolicy & { readonly status?: number },
): void {
  response.status(policy.status ?? 200);
  response.set(publicHeaders(policy));
  response.set({ "content-language": page.locale, "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html>${render(<PublicDocument {...page} />)}`);
}
