import { connect, createServer, type Socket } from "node:net";

/** Stands between us and a server, so that a test can take the server away and bring it back. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** Cuts every connection; until {@link restore} new ones are cut, too. */
  cut(): void;
  /** Lets bytes no further, without a word to either side. */
  stall(): void;
  restore(): void;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "stalled" = "open";
  const server = createServer((client) => {
    if (state === "cut") {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("data", (chunk) => {
        if (state !== "stalled") to.write(chunk);
      });
      from.on("end", () => to.end());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("proxy has no port");
  const cut = (): void => {
    state = "cut";
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    stall() {
      state = "stalled";
    },
    restore() {
      state = "open";
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
