import { Socket } from "node:net";

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Refuses every connection that leaves this machine, whoever opens it, until the returned function
 * is called; that function gives the hosts that were tried.
 */
export function closeNetwork(): () => readonly string[] {
  const original = Socket.prototype.connect;
  const tried: string[] = [];
  function connect(this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (host !== undefined && !LOOPBACK.has(host)) {
      tried.push(host);
      throw new Error(`network is closed in tests, and ${host} is not this machine`);
    }
    return Reflect.apply(original, this, args);
  }
  Socket.prototype.connect = connect;
  return () => {
    Socket.prototype.connect = original;
    return tried;
  };
}

/** `connect(port, host)`, `connect({host})`, or the normalized list that `net.connect` passes on. */
function hostOf(args: readonly unknown[]): string | undefined {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === "object" && first !== null) {
    if ("path" in first && typeof first.path === "string") return undefined;
    return "host" in first && typeof first.host === "string" ? first.host : "localhost";
  }
  if (typeof first === "string" && !/^\d+$/.test(first)) return undefined;
  return typeof args[1] === "string" ? args[1] : "localhost";
}
