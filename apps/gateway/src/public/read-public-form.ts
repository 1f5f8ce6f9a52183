import type { Request } from "express";
import { discardRest, readBody } from "../http/read-body.ts";
import { PublicProblem } from "./public-problem.ts";

/** A comment of the longest kind, percent-encoded, and the fields around it. */
export const FORM_BYTES_MAX = 64 * 1_024;

/**
 * The fields of a form that a page of ours sent (`application/x-www-form-urlencoded`).
 * @param publicUrl where our pages are: a form of somebody else's page does not count as an answer
 * @throws PublicProblem `invalid` when it is no such form, `forbidden` when another site sent it
 */
export async function readPublicForm(
  request: Request,
  publicUrl: string,
): Promise<URLSearchParams> {
  refuseOtherSites(request, publicUrl);
  if (!request.is("application/x-www-form-urlencoded")) throw new PublicProblem("invalid");
  const reading = await readBody(request, FORM_BYTES_MAX);
  if (reading.kind === "too-large") discardRest(request);
  if (reading.kind !== "body") throw new PublicProblem("invalid");
  return new URLSearchParams(Buffer.from(reading.bytes).toString("utf8"));
}

/** Browsers say where a form comes from; programs that say nothing act with nobody's rights but their own. */
export function refuseOtherSites(request: Request, publicUrl: string): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  const isOther =
    site === "cross-site" || (typeof origin === "string" && origin !== new URL(publicUrl).origin);
  // A page that says nothing of where it leads to (no-referrer) names `null` as its origin.
  if (isOther && !(origin === "null" && site === "same-origin"))
    throw new PublicProblem("forbidden");
}
