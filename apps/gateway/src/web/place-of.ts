import type { Request } from "express";
import { networkOf } from "../chat/connection-counter.ts";
import type { Place } from "./log-in.ts";
import type { WebParts } from "./web-parts.ts";

/** Where a request comes from, as far as trusted proxies and the browser tell. */
export function placeOf(parts: Pick<WebParts, "addressOf">, request: Request): Place {
  const peer = request.socket.remoteAddress;
  const forwarded = request.headersDistinct["x-forwarded-for"]?.join(",");
  return {
    address: networkOf(parts.addressOf(peer, forwarded)),
    device: request.headers["user-agent"],
  };
}
