import { z } from "zod";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|[a-z0-9-]+\.localhost)$/;

/**
 * The address we are reached by: an origin. Signatures cover URLs made from it, so it is configured
 * and never taken from a Host header. Plain http only to this very machine: cookies and visitors'
 * tokens travel by it.
 */
export const publicOrigin = z
  .url({
    protocol: /^https?$/,
    abort: true,
    error: "must be a URL like https://support.example.com",
  })
  .refine(isBare, {
    abort: true,
    error: "must end after the host and port: no path, query, user name or password",
  })
  .refine(isPrivateEnough, "must be https, unless it is this very machine (localhost)")
  .transform((text) => new URL(text).origin);

function isBare(text: string): boolean {
  const url = new URL(text);
  return url.pathname === "/" && `${url.search}${url.hash}${url.username}${url.password}` === "";
}

function isPrivateEnough(text: string): boolean {
  const url = new URL(text);
  return url.protocol === "https:" || LOOPBACK.test(url.hostname);
}
