import type { NextFunction, Request, RequestHandler, Response } from "express";

/** Headers of every answer of the API: data, never a page, never kept, never framed (ASVS V3.4). */
export function apiHeaders(https: boolean, newId: () => string): RequestHandler {
  const headers = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(https && { "strict-transport-security": "max-age=31536000" }),
  };
  return (_request: Request, response: Response, next: NextFunction) => {
    response.set(headers);
    // Ours, whatever the caller sent: it goes into logs.
    response.locals.requestId = newId();
    response.set("x-request-id", response.locals.requestId);
    next();
  };
}

export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
