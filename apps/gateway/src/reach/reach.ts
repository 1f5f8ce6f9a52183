import { BlockList, isIP } from "node:net";
import { parseNetwork } from "../config/trusted-proxies.ts";

/**
 * Everything that is not the public internet (IANA special-purpose registries, RFC 6890): this
 * machine, its neighbours, the cloud's metadata service, multicast.
 */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23"],
  ...["2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8"],
];

/**
 * Makes the rule for where inboxes may connect to: the public internet, and the private networks that
 * the operator named. An admin of the console is not the operator of the network (B-79).
 */
export function reachOf(privateNetworks: readonly string[]): (ipAddress: string) => boolean {
  const closed = listOf(NOT_PUBLIC);
  const isOpened = openedBy(privateNetworks);
  return (ipAddress) => {
    const plain = ipAddress.replace(MAPPED, "");
    const family = isIP(plain);
    if (family === 0) return false;
    return isOpened(plain) || !closed.check(plain, family === 4 ? "ipv4" : "ipv6");
  };
}

/** Makes the rule for what the operator named, and nothing else. */
export function openedBy(privateNetworks: readonly string[]): (ipAddress: string) => boolean {
  const opened = listOf(privateNetworks);
  return (ipAddress) => {
    const plain = ipAddress.replace(MAPPED, "");
    const family = isIP(plain);
    return family !== 0 && opened.check(plain, family === 4 ? "ipv4" : "ipv6");
  };
}

/** A mapped address is its IPv4 address, whatever it looks like. */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of networks) {
    const network = parseNetwork(text);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  return list;
}
