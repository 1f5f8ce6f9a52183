import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { ConnectError } from "@circuito/connector";
import { z } from "zod";

/** A host name or an IP address; nothing that a protocol line could be broken with. */
export const mailHost = z
  .string()
  .max(253)
  .refine((text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text), {
    message: "must be a host name",
  });
export const mailPort = z.int().min(1).max(65_535);

/** One sentence for every way of not getting there: it tells nothing about a network behind us (B-79). */
export const CANNOT_BE_REACHED = "the server cannot be reached";

/**
 * Looks a server up and chooses an address that an inbox may connect to. The connection goes to that
 * address and not to the name again, which might mean another by then.
 * @param attempt counts up, so that the next of several addresses gets its turn
 * @throws ConnectError
 */
export async function chooseAddress(
  host: string,
  mayReach: (ipAddress: string) => boolean,
  attempt = 0,
): Promise<string> {
  const found = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw new ConnectError("transient", CANNOT_BE_REACHED, cause);
  });
  const allowed = found.map(({ address }) => address).filter(mayReach);
  const chosen = allowed[attempt % Math.max(allowed.length, 1)];
  if (chosen === undefined) throw new ConnectError("transient", CANNOT_BE_REACHED);
  return chosen;
}

/** This very machine: the only place where a mail connection may go unencrypted. */
export function isLoopback(ipAddress: string): boolean {
  return ipAddress === "::1" || ipAddress.startsWith("127.");
}
