import { BlockList, isIP } from "node:net";
import { z } from "zod";

const NETWORK = /^(?<address>[0-9a-fA-F:.]+)(\/(?<bits>\d{1,3}))?$/;

/** Addresses and networks, parted by commas. */
export const networkList = z.string().transform((text, context): string[] => {
  const networks = text.split(",").map((part) => part.trim());
  if (networks.some((network) => !parseNetwork(network))) {
    context.addIssue("must be addresses or networks like 10.0.0.0/8, parted by commas");
  }
  return networks;
});

export function parseNetwork(text: string) {
  const groups = NETWORK.exec(text)?.groups;
  const family = isIP(groups?.address ?? "");
  if (!groups?.address || family === 0) return undefined;
  const whole = family === 4 ? 32 : 128;
  const bits = groups.bits === undefined ? whole : Number(groups.bits);
  if (bits > whole) return undefined;
  return { address: groups.address, bits, family: family === 4 ? "ipv4" : "ipv6" } as const;
}

/**
 * Makes the function that tells a client's address: the nearest hop that is not a proxy of ours.
 * What stands further left in `X-Forwarded-For` was written by whoever called, and proves nothing.
 */
export function clientAddress(
  trusted: readonly string[],
): (peer: string | undefined, forwardedFor: string | undefined) => string {
  const proxies = new BlockList();
  for (const text of trusted) {
    const network = parseNetwork(text);
    if (network) proxies.addSubnet(network.address, network.bits, network.family);
  }
  const isProxy = (address: string): boolean =>
    proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return (peer, forwardedFor) => {
    let address = plain(peer ?? "");
    const hops = (forwardedFor ?? "").split(",").map((hop) => plain(hop.trim()));
    while (isIP(address) !== 0 && isProxy(address)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

/** A dual-stack socket shows IPv4 peers as `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
