import { isIP, type Socket } from "node:net";
import { isLoopback } from "../transport/mail-host.ts";
import type { MailDns } from "./mail-dns.ts";
import { openTcp, openTls, ProbeError, type ProbeTarget, type TlsFacts } from "./probe-server.ts";

/** A name has several addresses so that one may fail; more are no help to somebody who waits. */
const ADDRESSES_TRIED_MAX = 3;

/**
 * The addresses of a server that an inbox may connect to. A name that only a network of somebody's own
 * could have is refused in one way, whether it exists or not (B-79).
 * @throws ProbeError
 */
export async function resolveServer(
  host: string,
  dns: MailDns,
  mayReach: (ipAddress: string) => boolean,
): Promise<readonly string[]> {
  const found = isIP(host) === 0 ? await lookUp(host, dns) : [host];
  const allowed = found.filter(mayReach);
  if (allowed.length === 0) throw new ProbeError("BLOCKED_NETWORK");
  return allowed;
}

async function lookUp(host: string, dns: MailDns): Promise<readonly string[]> {
  try {
    return await dns.addresses(host);
  } catch (cause) {
    const code: unknown = Reflect.get(Object(cause), "code");
    const told = typeof code === "string" ? code : "DNS_TIMEOUT";
    throw new ProbeError(isPublicName(host) ? told : "BLOCKED_NETWORK", { cause });
  }
}

/** Special-use and customary names of private networks (RFC 6761, RFC 6762, RFC 8375), single words. */
function isPublicName(host: string): boolean {
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  const last = labels.at(-1) ?? "";
  const isPrivate = ["local", "localhost", "internal", "lan", "intranet", "corp", "home", "arpa"];
  return labels.length > 1 && !isPrivate.includes(last);
}

/** @throws ProbeError of the last address that was tried */
export async function connectAny(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<{ readonly socket: Socket; readonly address: string }> {
  let last: unknown = new ProbeError("ECONNREFUSED");
  for (const address of addresses.slice(0, ADDRESSES_TRIED_MAX)) {
    try {
      return { socket: await openTcp(address, port, timeoutMs, signal), address };
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/**
 * @returns `undefined` where no TLS was asked for, which is allowed to this very machine alone
 * @throws ProbeError
 */
export async function secureConnection(
  { socket, address }: { readonly socket: Socket; readonly address: string },
  target: ProbeTarget,
  timeoutMs: number,
): Promise<{ readonly facts: TlsFacts; readonly greeting: string } | undefined> {
  if (target.security !== "none") return await openTls(socket, target, timeoutMs);
  socket.destroy();
  if (!isLoopback(address)) throw new ProbeError("UNENCRYPTED");
  return undefined;
}
