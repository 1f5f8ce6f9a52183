import { isIP } from "node:net";

/** Counts what is open per client address; whoever has `max` open gets no more. */
export interface ConnectionCounter {
  isFull(address: string): boolean;
  /** `false`: refused, and not counted. */
  add(address: string): boolean;
  remove(address: string): void;
}

export function connectionCounter(max: number): ConnectionCounter {
  const open = new Map<string, number>();
  const isFull = (address: string): boolean =>
    !saysNothing(address) && (open.get(networkOf(address)) ?? 0) >= max;

  return {
    isFull,
    add(address) {
      if (isFull(address)) return false;
      const key = networkOf(address);
      open.set(key, (open.get(key) ?? 0) + 1);
      return true;
    },
    remove(address) {
      const key = networkOf(address);
      const count = open.get(key) ?? 0;
      if (count > 1) open.set(key, count - 1);
      else open.delete(key);
    },
  };
}

/** Our own machine's address is a proxy nobody told us of: all the world would share its limit. */
function saysNothing(address: string): boolean {
  return address === "" || address === "::1" || address.startsWith("127.");
}

/** Whoever has one IPv6 address has 2^64 of them: the network is the customer. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = Math.max(0, 8 - groups.length - rest.length);
  const full = address.includes("::") ? [...groups, ...Array(zeros).fill("0"), ...rest] : groups;
  return full
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
